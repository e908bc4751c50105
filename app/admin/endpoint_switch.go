package admin

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// switchEndpoint switches an endpoint on or off. Switched on, it leads to what was missed, if anything was.
func (p pages) switchEndpoint(c echo.Context) error {
	var form struct {
		State string `form:"state"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	path := ""
	err := p.Write(c, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
		if err != nil {
			return err
		}
		path = endpointPath(endpoint)
		if form.State != "on" {
			if err := endpoint.Disable(tx, models.DisabledByStaff); err != nil {
				return err
			}
			return web.SetFlash(c, tx, views.Flash{Text: "Switched off. Events are kept and not sent."})
		}
		if err := endpoint.Enable(tx); err != nil {
			return err
		}
		missed, err := endpoint.CountMissed(tx, ever())
		if err != nil {
			return err
		}
		if missed > 0 {
			path += "/resend?what=missed"
		}
		return web.SetFlash(c, tx, views.Flash{Text: "Switched on. Events from now on are sent."})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// askToDeleteEndpoint says what deleting does and asks for the host's name.
func (p pages) askToDeleteEndpoint(c echo.Context) error {
	return p.showDeletion(c, http.StatusOK, "")
}

func (p pages) showDeletion(c echo.Context, status int, wrong string) error {
	endpoint, err := models.FindEndpoint(p.Read(c), c.Param("endpoint"))
	if err != nil {
		return err
	}
	page := p.Page(c, "Delete "+views.EndpointHost(endpoint), "settings")
	page.Invalid = wrong != ""
	return web.Render(c, status, views.EndpointDeletion(page, endpoint, wrong))
}

// deleteEndpoint takes an endpoint away once its host was typed.
func (p pages) deleteEndpoint(c echo.Context) error {
	var form struct {
		Typed string `form:"typed"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	endpoint, err := models.FindEndpoint(p.Read(c), c.Param("endpoint"))
	if err != nil {
		return err
	}
	host := views.EndpointHost(endpoint)
	if !strings.EqualFold(strings.TrimSpace(form.Typed), host) {
		return p.showDeletion(c, http.StatusUnprocessableEntity, withName("Please type %s to delete this endpoint.", host))
	}
	err = p.Write(c, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
		if err != nil {
			return err
		}
		if err := endpoint.Delete(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is deleted.", host)})
	})
	if err != nil {
		return err
	}
	return web.See(c, endpointsPath)
}
