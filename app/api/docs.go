package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/views"
)

var problemType = reflect.TypeFor[web.Problem]()

// docs serves the OpenAPI document and the page that shows it. They say nothing of anybody and need no key.
func (a *api) docs() {
	for _, unused := range []string{"ErrorModel", "ErrorDetail"} { // huma's own shape of errors, which we never send
		delete(a.huma.OpenAPI().Components.Schemas.Map(), unused)
	}
	document := sync.OnceValues(func() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") })
	shown := sync.OnceValue(a.doc)
	a.routes = append(a.routes,
		web.APIRoute(http.MethodGet, prefix+"/openapi.json", web.Anyone, func(c echo.Context) error {
			body, err := document()
			if err != nil {
				return err
			}
			return c.Blob(http.StatusOK, "application/json", body)
		}),
		web.APIRoute(http.MethodGet, prefix+"/docs", web.Anyone, func(c echo.Context) error {
			return web.Render(c, http.StatusOK, views.APIDocs(a.Page(c, "API", ""), shown()))
		}),
	)
}
