package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
)

var problemType = reflect.TypeFor[web.Problem]()

// docs serves the OpenAPI document and the page that shows it. They say nothing of anybody and need no key.
func (a *api) docs() {
	document := sync.OnceValues(func() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") })
	a.routes = append(a.routes, web.APIRoute(http.MethodGet, prefix+"/openapi.json", web.Anyone, func(c echo.Context) error {
		body, err := document()
		if err != nil {
			return err
		}
		return c.Blob(http.StatusOK, "application/vnd.oai.openapi+json;version=3.1", body)
	}))
}
