package public

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// named are the parts of addresses that people chose, and may have chosen anew.
var named = map[string]models.Kind{"list": models.KindWaitlist, "location": models.KindLocation, "service": models.KindService}

// followOld lets each page that is looked for under an old name lead to the new one: links live in mails and on paper.
func (p pages) followOld(routes []web.Route) []web.Route {
	for i := range routes {
		if routes[i].Method == http.MethodGet && strings.Contains(routes[i].Path, "/:") {
			routes[i].Handle = p.orMoved(routes[i].Handle)
		}
	}
	return routes
}

func (p pages) orMoved(show echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		err := show(c)
		if !errors.Is(err, models.ErrNotFound) || c.Response().Committed {
			return err
		}
		path, moved := c.Path(), false
		for _, name := range c.ParamNames() {
			value := c.Param(name)
			if kind, known := named[name]; known {
				now, failure := models.MovedSlug(p.Read(c), kind, value)
				if failure != nil {
					return failure
				}
				if now != "" && now != value {
					value, moved = now, true
				}
			}
			path = strings.Replace(path, ":"+name, url.PathEscape(value), 1)
		}
		if !moved {
			return err
		}
		if query := c.Request().URL.RawQuery; query != "" {
			path += "?" + query
		}
		return c.Redirect(http.StatusMovedPermanently, path)
	}
}
