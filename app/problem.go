package app

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// pagePatience is how long showing an error may take.
const pagePatience = 2 * time.Second

// problem is the one door for errors: a status and words for people, a reference for the log, nothing of the error itself.
func (a *App) problem(err error, c echo.Context) {
	if c.Response().Committed {
		a.Log.Warn("an answer broke off", "route", c.Path(), "error", err)
		return
	}
	// The page is shown although the request's own deadline may be over.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), pagePatience)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	status := statusOf(err)
	what := views.ProblemFor(status)
	header := c.Response().Header()
	if status >= http.StatusInternalServerError && status != http.StatusServiceUnavailable {
		what.Reference = strings.ToLower(models.NewShortID())
		a.Log.Error("a request failed", "reference", what.Reference, "method", c.Request().Method, "route", c.Path(), "error", err)
	}
	var often web.TooOften
	var sentence models.Sentence
	switch {
	case errors.As(err, &sentence):
		what.Text = string(sentence)
	case errors.As(err, &often):
		header.Set("Retry-After", often.Seconds())
		what.Text = "There were too many tries in a short time. Please try again in " + often.Seconds() + " s."
	case status == http.StatusServiceUnavailable:
		header.Set("Retry-After", "2")
		a.Log.Warn("a request could not be served now", "method", c.Request().Method, "route", c.Path(), "error", err)
	}
	if err := a.tell(c, err, what); err != nil {
		a.Log.Error("an error page could not be shown", "route", c.Path(), "error", err)
	}
}

// tell words the problem for whoever asked: a program, htmx, a browser without a session, a browser.
func (a *App) tell(c echo.Context, err error, what views.Problem) error {
	switch {
	case c.Request().Method == http.MethodHead:
		return c.NoContent(what.Status)
	case strings.HasPrefix(c.Request().URL.Path, "/api/"):
		return tellProgram(c, err, what)
	case errors.Is(err, errNoUser):
		return askToLogIn(c)
	case routeOf(c).Audience == web.ForOps:
		return c.String(what.Status, what.Title+".\n")
	}
	page := a.Frame(c, what.Title, "")
	what.Links = a.waysOn(c, what.Status)
	return web.Render(c, what.Status, views.ErrorPage(page, what))
}

// waysOn lead away from a page that did not work.
func (a *App) waysOn(c echo.Context, status int) []views.Link {
	if status == http.StatusForbidden || status == http.StatusNotFound || status == http.StatusGone {
		if web.User(c) != nil {
			return []views.Link{{Label: "To the waitlists", Href: "/admin/waitlists"}}
		}
		return []views.Link{{Label: "To the first page", Href: "/"}}
	}
	return nil
}

// askToLogIn leads to the login and back again. Only a page that was opened is worth coming back to.
func askToLogIn(c echo.Context) error {
	path := "/login"
	if c.Request().Method == http.MethodGet && !web.IsHTMX(c) {
		path += "?next=" + url.QueryEscape(c.Request().URL.RequestURI())
	}
	if web.IsHTMX(c) {
		c.Response().Header().Set("HX-Redirect", path)
		return c.NoContent(http.StatusUnauthorized)
	}
	return c.Redirect(http.StatusSeeOther, path)
}

// statusOf is the table of what each error means to whoever asked. What it does not know is our fault.
func statusOf(err error) int {
	var invalid models.Invalid
	var sentence models.Sentence
	var often web.TooOften
	var tooLarge *http.MaxBytesError
	var known *echo.HTTPError
	var refusal *web.Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal.Status
	case errors.As(err, &invalid), errors.As(err, &sentence):
		return http.StatusUnprocessableEntity
	case errors.Is(err, models.ErrNotFound):
		return http.StatusNotFound
	case errors.Is(err, models.ErrStale), errors.Is(err, models.ErrOtherBody):
		return http.StatusConflict
	case errors.Is(err, models.ErrFull):
		return http.StatusInsufficientStorage
	case errors.Is(err, models.ErrBusy), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, web.ErrUnreadable):
		return http.StatusBadRequest
	case errors.As(err, &often):
		return http.StatusTooManyRequests
	case errors.Is(err, errNoUser), errors.Is(err, errNoKey):
		return http.StatusUnauthorized
	case errors.As(err, &known):
		return known.Code
	}
	return http.StatusInternalServerError
}
