package app

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secureHeaders sets what every answer carries, before the handler, so that errors carry it too.
func (a *App) secureHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header, path := c.Response().Header(), c.Request().URL.Path
		header.Set("Content-Security-Policy", contentPolicy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if a.Secure() {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !strings.HasPrefix(path, "/static/") {
			header.Set("Cache-Control", "no-store")
		}
		if isPrivate(path) {
			header.Set("X-Robots-Tag", "noindex, nofollow")
		}
		return next(c)
	}
}

func isPrivate(path string) bool {
	for _, prefix := range []string{"/admin", "/p/", "/hold/", "/calendar/", "/login", "/setup", "/welcome", "/api/"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// sameSite refuses what a page of another site sends here: the browser says where a request comes from.
func sameSite() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
			}
			return next(c)
		}
	}
}
