// Package public holds the pages of customers: nobody logs in here, and no page sets a cookie.
package public

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/static"
)

// pages are the handlers of this package.
type pages struct{ *web.App }

// Routes are the customers' part of the route table.
func Routes(app *web.App) []web.Route {
	p := pages{app}
	routes := []web.Route{
		web.PublicPage(http.MethodGet, "/signup", p.signup),
		web.PublicPage(http.MethodPost, "/signup", p.join),
		web.PublicPage(http.MethodGet, "/signup/:list", p.signup),
		web.PublicPage(http.MethodPost, "/signup/:list", p.join),
		web.PublicPage(http.MethodGet, "/signup/:list/embed", p.embedded(p.signup)),
		web.PublicPage(http.MethodPost, "/signup/:list/embed", p.embedded(p.join)),
		web.PublicPage(http.MethodGet, "/signup/thanks/:answer", p.thanks),
		p.feedRoute(),
		web.PublicPage(http.MethodGet, "/robots.txt", robots),
		web.PublicPage(http.MethodGet, "/favicon.ico", favicon),
	}
	return p.followOld(slices.Concat(routes, p.visitRoutes(), p.bookRoutes(), p.queueRoutes()))
}

const robotsText = `User-agent: *
Disallow: /admin
Disallow: /api/
Disallow: /book/*?
Disallow: /calendar/
Disallow: /hold/
Disallow: /login
Disallow: /p/
Disallow: /setup
Disallow: /signup/thanks/
`

func robots(c echo.Context) error { return c.String(http.StatusOK, robotsText) }

// favicon is for programs that ask for the icon at its old address.
func favicon(c echo.Context) error { return c.Redirect(http.StatusFound, static.Path("favicon.svg")) }
