// Package admin holds the staff's pages, one file for each noun, and the ways in: setup, login, invitations.
package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
)

// pages are the handlers of this package.
type pages struct{ *web.App }

// Routes are the staff's part of the route table.
func Routes(app *web.App) []web.Route {
	p := pages{app}
	return []web.Route{
		web.StaffPage(http.MethodGet, "/admin", web.SignedIn, p.first),
	}
}

// first is where staff begin.
func (p pages) first(c echo.Context) error {
	return web.See(c, "/admin/waitlists")
}
