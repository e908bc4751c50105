package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const deletedPath = "/admin/people/deleted"

func (p pages) deletedRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, deletedPath, web.Admin, p.deletedPeople),
		web.StaffPage(get, deletedPath+"/:id", web.Admin, p.askToErase),
		web.StaffPage(post, deletedPath+"/:id/erasure", web.Admin, p.eraseDeleted),
	}
}

// deletedPeople lists those whose last state is still in the history.
func (p pages) deletedPeople(c echo.Context) error {
	const perPage = 50
	before := int64(0)
	if text := c.QueryParam("before"); text != "" {
		var err error
		if before, err = web.ID(text); err != nil {
			return err
		}
	}
	tx := p.Read(c)
	people, err := models.DeletedPeople(tx, web.Scope(c), before, perPage+1)
	if err != nil {
		return err
	}
	turn := views.Turn{Shown: "the newest first"}
	if before > 0 {
		turn.Before = deletedPath
	}
	if len(people) > perPage {
		people = people[:perPage]
		turn.Next = deletedPath + "?before=" + strconv.FormatInt(people[perPage-1].Sequence, 10)
	}
	clock, _, err := p.clock(tx)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.DeletedPeople(p.Page(c, "Deleted people", "people"), people, clock, turn))
}

// askToErase says what is left of somebody and asks for their name.
func (p pages) askToErase(c echo.Context) error {
	person, err := deletedOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.showErasure(c, http.StatusOK, person, "")
}

func (p pages) showErasure(c echo.Context, status int, person *models.DeletedPerson, wrong string) error {
	clock, _, err := p.clock(p.Read(c))
	if err != nil {
		return err
	}
	page := p.Page(c, "Erase "+person.Name(), "people")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.EraseDeleted(page, person, clock, wrong))
}

// eraseDeleted forgets somebody whose name was typed.
func (p pages) eraseDeleted(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	var person *models.DeletedPerson
	wrong := ""
	err = p.Write(c, func(tx *models.Tx) error {
		if person, err = deletedOf(c, tx); err != nil {
			return err
		}
		if wrong = mistyped(typed.Get("typed"), person.Name()); wrong != "" {
			return nil
		}
		if err := person.Erase(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: person.Name() + " is erased."})
	})
	if err != nil {
		return err
	}
	if wrong != "" {
		return p.showErasure(c, http.StatusUnprocessableEntity, person, wrong)
	}
	return web.See(c, deletedPath)
}

func deletedOf(c echo.Context, tx *models.Tx) (*models.DeletedPerson, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindDeletedPerson(tx, web.Scope(c), id)
}

// mistyped is "" where the name was typed, however its letters and spaces.
func mistyped(typed, name string) string {
	if strings.EqualFold(strings.Join(strings.Fields(typed), " "), strings.Join(strings.Fields(name), " ")) {
		return ""
	}
	return "Please type “" + name + "” to confirm."
}
