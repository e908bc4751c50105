package app

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/admin"
	"anteroom/app/api"
	"anteroom/app/public"
	"anteroom/app/web"
	"anteroom/static"
)

// table is the one list of everything the program answers.
func (a *App) table() ([]web.Route, error) {
	var routes []web.Route
	add := func(more ...web.Route) { routes = append(routes, more...) }

	add(
		web.PublicPage(http.MethodGet, "/", a.home),
		web.OpsRoute("/healthz", web.Anyone, a.healthz),
		web.OpsRoute("/readyz", web.Anyone, a.readyz),
		web.OpsRoute("/metrics", web.Operator, a.metrics.page),
		web.OpsRoute(static.Prefix+"*", web.Anyone, echo.WrapHandler(static.Handler())),
	)
	add(admin.Routes(a.App)...)
	add(public.Routes(a.App)...)
	add(api.Routes(a.App)...)

	return routes, CheckRoutes(routes)
}

// CheckRoutes stops the program where a route would be open by mistake.
func CheckRoutes(routes []web.Route) error {
	seen := map[string]bool{}
	for _, route := range routes {
		name := route.Method + " " + route.Path
		switch {
		case !route.Policy.Known():
			return fmt.Errorf("route %s has no policy: say who may", name)
		case route.Handle == nil:
			return fmt.Errorf("route %s has no handler", name)
		case seen[name]:
			return fmt.Errorf("route %s stands in the table twice", name)
		case strings.HasPrefix(route.Path, "/admin") && route.Policy == web.Anyone:
			return fmt.Errorf("route %s is under /admin and open to everybody", name)
		case route.Audience == web.ForAPI && !strings.HasPrefix(route.Path, "/api/"):
			return fmt.Errorf("route %s is of the API and not under /api/", name)
		}
		seen[name] = true
	}
	return nil
}

// home sends staff to their pages and everybody else to the public ones.
func (a *App) home(c echo.Context) error {
	if web.User(c) != nil {
		return web.See(c, "/admin")
	}
	return public.Home(a.App)(c)
}
