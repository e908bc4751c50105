package app

import (
	"net/http"
	"sync/atomic"

	"github.com/labstack/echo/v4"
)

// readiness is whether new requests are welcome: after the start, until the stop.
type readiness struct{ atomic.Bool }

// healthz says that the process lives.
func (a *App) healthz(c echo.Context) error {
	return c.String(http.StatusOK, "ok\n")
}

// readyz says that requests are welcome: the server is up, the database answers, no stop has begun.
func (a *App) readyz(c echo.Context) error {
	if !a.ready.Load() {
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	if err := a.DB.Ping(c.Request().Context()); err != nil {
		a.Log.Warn("the database does not answer", "error", err)
		return c.String(http.StatusServiceUnavailable, "not ready\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
