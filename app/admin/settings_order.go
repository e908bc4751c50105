package admin

import (
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// reorder moves the row of the address to the typed position among ids, 1 being the first.
func (p pages) reorder(c echo.Context, path string, order func(*models.Tx, []int64) error, load func(*models.Tx) ([]int64, string, error)) error {
	typed := c.QueryParam("to")
	if typed == "" {
		values, err := web.Values(c)
		if err != nil {
			return err
		}
		typed = values.Get("position")
	}
	to, err := strconv.Atoi(typed)
	if err != nil {
		return models.Sentence("Please give a place as a number.")
	}
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		ids, name, err := load(tx)
		if err != nil {
			return err
		}
		at := slices.Index(ids, id)
		if at < 0 {
			return models.ErrNotFound
		}
		ids = slices.Delete(ids, at, at+1)
		place := min(max(to, 1), len(ids)+1)
		if err := order(tx, slices.Insert(ids, place-1, id)); err != nil || place == at+1 {
			return err
		}
		undo := path + "/" + c.Param("id") + "/position?to=" + strconv.Itoa(at+1)
		return web.SetFlash(c, tx, views.Flash{Text: withName("“%s” is now "+views.Ordinal(place)+".", name), Undo: undo})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}
