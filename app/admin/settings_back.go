package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// backRoutes are the ways back into use of what was taken out of it.
func (p pages) backRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(post, locationsPath+"/:id/restoration", web.Manager, p.restoreLocation),
		web.StaffPage(post, servicesPath+"/:id/restoration", web.Manager, p.restoreService),
		web.StaffPage(post, resourcesPath+"/:id/restoration", web.Manager, p.restoreResource),
	}
}

// restoreLocation brings an archived location back, unless another one has its name by now.
func (p pages) restoreLocation(c echo.Context) error {
	var location *models.Location
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if location, err = p.locationIn(c, tx); err != nil {
			return err
		}
		if err := location.Unarchive(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is in use again.", location.Name)})
	})
	if wrong, isWrong := invalidOf(err); isWrong {
		form := formOfLocation(location)
		form.Errors = wrong
		return p.askLocation(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, locationPath(location))
}

// restoreService offers a deleted service again.
func (p pages) restoreService(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		id, err := web.ID(c.Param("id"))
		if err != nil {
			return err
		}
		service, err := models.FindDeletedService(tx, web.Scope(c), id)
		if err != nil {
			return err
		}
		if err := wholly(c, service.LocationIDs, service.Name, "bring it back"); err != nil {
			return err
		}
		if err := service.Undelete(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is offered again.", service.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, servicesPath)
}

// restoreResource takes a deleted resource back.
func (p pages) restoreResource(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		id, err := web.ID(c.Param("id"))
		if err != nil {
			return err
		}
		resource, err := models.FindDeletedResource(tx, web.Scope(c), id)
		if err != nil {
			return err
		}
		if err := wholly(c, resource.LocationIDs, resource.Name, "bring it back"); err != nil {
			return err
		}
		if err := resource.Undelete(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is back.", resource.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, resourcesPath)
}
