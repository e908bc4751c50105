package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

// schemas serves what webhooks promise, for programs. It says nothing of anybody and needs no key.
func (a *api) schemas() {
	a.routes = append(a.routes,
		web.APIRoute(http.MethodGet, prefix+"/schemas", web.Anyone, a.listSchemas),
		web.APIRoute(http.MethodGet, prefix+"/schemas/*", web.Anyone, a.readSchema),
	)
}

// schemaAnswer is one line of the index.
type schemaAnswer struct {
	Dialect string `json:"dialect"`
	Type    string `json:"type"`
	Text    string `json:"text"`
	URL     string `json:"url"`
}

func (a *api) listSchemas(c echo.Context) error {
	schemas, err := webhooks.Schemas()
	if err != nil {
		return err
	}
	index := page[schemaAnswer]{Items: make([]schemaAnswer, len(schemas))}
	for i, schema := range schemas {
		index.Items[i] = schemaAnswer{schema.Dialect, schema.Type, schema.Text, a.schemaAddress(schema)}
	}
	return c.JSON(http.StatusOK, index)
}

// readSchema finds a schema by its address, "standard/AddPerson.json"; nothing behind the last slash is the index.
func (a *api) readSchema(c echo.Context) error {
	name := c.Param("*")
	if name == "" {
		return a.listSchemas(c)
	}
	schemas, err := webhooks.Schemas()
	if err != nil {
		return err
	}
	for _, schema := range schemas {
		if address := a.schemaAddress(schema); strings.HasSuffix(address, "/schemas/"+name) {
			document, err := schema.Document(address)
			if err != nil {
				return err
			}
			return c.Blob(http.StatusOK, "application/schema+json", document)
		}
	}
	return models.ErrNotFound
}

func (a *api) schemaAddress(s webhooks.Schema) string {
	return a.Link(prefix + "/schemas/" + s.Dialect + "/" + s.Type + ".json")
}
