// Package web holds what pages and the API share: the route's shape, who is there, forms, flashes, live updates.
package web

import (
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/webhooks"
)

// App is what handlers hold. Packages embed it in the struct whose methods are their handlers:
//
//	type pages struct{ *web.App }
//	func Routes(app *web.App) []web.Route { p := pages{app}; return []web.Route{…} }
type App struct {
	DB      *models.DB
	Log     *slog.Logger
	URL     *url.URL // the public base URL
	Hasher  *models.Hasher
	Keyring *webhooks.Keyring // seals secrets of endpoints
	Guard   *webhooks.Guard   // where webhooks may go
	Sender  *webhooks.Sender

	TimeZone   string // prefills setup
	LoginLimit models.Throttle
	Streams    *Streams
	Searches   Turns // of whoever looks for free times: staff have the rest of the machine
	Programs   Turns // of those, programs have one at a time: visitors wait for one of them and no crowd
}

// Write is the request's door to a change: it names the author and runs do in one transaction.
func (a *App) Write(c echo.Context, do func(tx *models.Tx) error) error {
	return a.DB.Write(c.Request().Context(), do)
}

// Read is a session for the request's queries.
func (a *App) Read(c echo.Context) *models.Tx {
	return a.DB.Read(c.Request().Context())
}

// Now is the business time.
func (a *App) Now() time.Time { return a.DB.Now() }

// Link is the absolute address of a local path, for links that leave the site.
func (a *App) Link(path string) string {
	return strings.TrimSuffix(a.URL.String(), "/") + path
}

// Secure says that people reach us over https.
func (a *App) Secure() bool { return a.URL.Scheme == "https" }
