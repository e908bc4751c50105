package app

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
)

// observe counts and logs every request by its route's pattern: an address may hold a token or a name, a pattern never.
func (a *App) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		route, status, took := patternOf(c), c.Response().Status, time.Since(start)
		a.metrics.request(c.Request().Method, route, status, took)
		level := slog.LevelInfo
		if routeOf(c).Audience == web.ForOps {
			level = slog.LevelDebug
		}
		attributes := []slog.Attr{
			slog.String("method", c.Request().Method), slog.String("route", route), slog.Int("status", status),
			slog.Int64("ms", took.Milliseconds()),
		}
		if user := web.User(c); user != nil {
			attributes = append(attributes, slog.Int64("user", user.ID))
		}
		a.Log.LogAttrs(c.Request().Context(), level, "request", attributes...)
		return nil
	}
}

func patternOf(c echo.Context) string {
	if routeOf(c).Path == "" {
		return "unknown"
	}
	return routeOf(c).Path
}

// recoverPanic makes an error of a panic, so that it goes through the one door and the program lives.
func (a *App) recoverPanic(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			thrown := recover()
			if thrown == nil {
				return
			}
			if failure, ok := thrown.(error); ok && errors.Is(failure, http.ErrAbortHandler) {
				panic(thrown)
			}
			a.Log.Error("a request panicked", "route", patternOf(c), "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", thrown)
		}()
		return next(c)
	}
}
