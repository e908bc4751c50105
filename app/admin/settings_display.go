package admin

import (
	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) displayRoutes() []web.Route {
	return []web.Route{web.StaffPage(post, locationsPath+"/:id/display", web.Manager, p.switchDisplay)}
}

// switchDisplay lets the screen on the wall show first names, or tickets alone.
func (p pages) switchDisplay(c echo.Context) error {
	var form struct {
		Names string `form:"names"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	var path string
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := p.locationIn(c, tx)
		if err != nil {
			return err
		}
		path = locationPath(location)
		if err := location.ShowNames(tx, form.Names != ""); err != nil {
			return err
		}
		said := "The display of %s shows tickets alone."
		if location.ShowsNames {
			said = "The display of %s shows first names."
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName(said, location.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}
