package web

import (
	"encoding/json"
	"errors"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
)

// Page fills what a frame needs: the business, who is there, what just happened. active is the key of the section
// ("waitlists", "people", "settings"), empty on public pages.
func (a *App) Page(c echo.Context, title, active string) views.Page {
	page := a.Frame(c, title, active)
	if who := Who(c); who.IsUser() {
		page.Flash, page.Alerts = a.takeFlash(c, who), a.alerts(c, who)
	}
	return page
}

// Frame is Page without the flash, which an error page leaves for the next one.
func (a *App) Frame(c echo.Context, title, active string) views.Page {
	page := views.Page{Title: title, Active: active}
	if account, err := models.FindAccount(a.Read(c)); err == nil {
		page.Business = account.Name
	} else if !errors.Is(err, models.ErrNotFound) {
		a.Log.Error("the account could not be read", "error", err)
	}
	if page.Business == "" {
		page.Business = "Anteroom"
	}
	who := Who(c)
	if !who.IsUser() {
		return page
	}
	page.User = &views.Viewer{Name: who.User.Name, Role: string(who.User.Role)}
	page.Theme, page.NoKeys = who.User.Theme, who.User.NoKeys
	return page
}

// Flash tells something on the next page that the user sees; a visitor without a session has no next page to tell it on.
func (a *App) Flash(c echo.Context, flash views.Flash) error {
	who := Who(c)
	if !who.IsUser() {
		return nil
	}
	return a.Write(c, func(tx *models.Tx) error { return SetFlash(c, tx, flash) })
}

// SetFlash is Flash inside the Write whose outcome it tells: one commit for both.
func SetFlash(c echo.Context, tx *models.Tx, flash views.Flash) error {
	who := Who(c)
	if !who.IsUser() {
		return nil
	}
	return models.SetFlash(tx, who.SessionID, []views.Flash{flash})
}

// takeFlash hands a flash out once, to the page that somebody opens: one that looks again by itself, in this tab or another, leaves it to
// them. A disk that cannot forget it shows it again, which is better than no page.
func (a *App) takeFlash(c echo.Context, who *Principal) []views.Flash {
	if who.flash == "" || c.Request().Header.Get("X-Live") != "" {
		return nil
	}
	var flashes []views.Flash
	if err := json.Unmarshal([]byte(who.flash), &flashes); err != nil {
		a.Log.Error("a flash could not be read", "error", err)
	}
	who.flash = ""
	err := a.Write(c, func(tx *models.Tx) error { return models.SetFlash(tx, who.SessionID, nil) })
	if err != nil {
		a.Log.Warn("a flash could not be cleared", "error", err)
	}
	return flashes
}
