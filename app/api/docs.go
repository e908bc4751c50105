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
	d := documents{
		api: a, shown: sync.OnceValue(a.doc),
		body: sync.OnceValues(func() ([]byte, error) { return json.MarshalIndent(a.huma.OpenAPI(), "", "  ") }),
	}
	a.routes = append(a.routes,
		web.APIRoute(http.MethodGet, prefix+"/openapi.json", web.Anyone, d.openAPI),
		web.APIRoute(http.MethodGet, prefix+"/docs", web.Anyone, d.page),
	)
}

// documents are what the API says of itself, made when first asked for.
type documents struct {
	*api
	body  func() ([]byte, error)
	shown func() views.APIDoc
}

func (d documents) openAPI(c echo.Context) error {
	body, err := d.body()
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/json", body)
}

func (d documents) page(c echo.Context) error {
	return web.Render(c, http.StatusOK, views.APIDocs(d.Page(c, "API", ""), d.shown()))
}
