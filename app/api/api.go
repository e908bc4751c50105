// Package api is the JSON API under /api/v1: one file per resource, worded for other programs.
package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// prefix is where the API lives.
const prefix = "/api/v1"

// jsonType is what bodies and answers are.
const jsonType = "application/json"

// api holds what handlers need and gathers their routes.
type api struct {
	*web.App
	echo   *echo.Echo // finds what huma made of an operation; it serves nothing itself
	huma   huma.API
	routes []web.Route
	shown  []operation // in the order of the page of the documentation
}

// Routes are the API's part of the route table.
func Routes(app *web.App) []web.Route {
	a := &api{App: app, echo: echo.New()}
	a.huma = humaecho.NewWithGroup(a.echo, a.echo.Group(prefix), a.config())
	a.huma.UseMiddleware(hold)
	a.people()
	a.notes()
	a.fields()
	a.priorities()
	a.waitlists()
	a.entries()
	a.locations()
	a.services()
	a.resources()
	a.visits()
	a.visitSteps()
	a.visitFile()
	a.availability()
	a.webhooks()
	a.events()
	a.schemas()
	a.docs()
	return a.routes
}

// operation is one line of the API: what it is called, who may, what it says of itself.
type operation struct {
	method  string
	path    string // below the prefix, as /people/{personId}
	id      string
	policy  web.Policy
	tag     string
	summary string
	text    string
	example string // a body
	status  int    // of success; 200 unless given
	refuses []int  // statuses beyond those that every operation may answer
}

// add puts an operation into the OpenAPI document and into the route table. Its handler returns errors to the one door.
func add[I, O any](a *api, op operation, do func(ctx context.Context, input *I) (*O, error)) {
	huma.Register(a.huma, a.describe(op), func(ctx context.Context, input *I) (*O, error) {
		output, err := do(ctx, input)
		if err != nil {
			return nil, heldFrom(ctx).refuse(err)
		}
		return output, nil
	})
	a.shown = append(a.shown, op)
	a.routes = append(a.routes, web.APIRoute(op.method, echoPath(op.path), op.policy, a.serve(op)))
}

// serve runs what huma made of an operation: first the body is read, last the error it may have ended in goes to the door.
func (a *api) serve(op operation) echo.HandlerFunc {
	found := a.echo.NewContext(nil, nil)
	a.echo.Router().Find(op.method, prefix+op.path, found)
	return served{readsBody: op.method != http.MethodGet, run: found.Handler()}.answer
}

// served is an operation as echo calls it.
type served struct {
	readsBody bool
	run       echo.HandlerFunc
}

func (s served) answer(c echo.Context) error {
	h := &held{context: c}
	if err := h.readAddress(); err != nil {
		return err
	}
	if s.readsBody {
		if err := h.readBody(); err != nil {
			return err
		}
	}
	c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), heldKey{}, h)))
	if err := s.run(c); err != nil {
		return err
	}
	return h.finish()
}

func echoPath(path string) string {
	return prefix + strings.NewReplacer("{", ":", "}", "").Replace(path)
}

// scope is what the request's key may see.
func scope(ctx context.Context) models.Scope {
	if who := web.PrincipalOf(ctx); who != nil {
		return who.Scope
	}
	return models.Scope{}
}

// done is an answer without a body.
type done struct{}

// answer is a body with 200.
type answer[T any] struct{ Body T }

func answering[T any](body T, err error) (*answer[T], error) {
	if err != nil {
		return nil, err
	}
	return &answer[T]{body}, nil
}
