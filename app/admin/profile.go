package admin

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) profileRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/account", web.SignedIn, p.profile),
		web.StaffPage(post, "/admin/account", web.SignedIn, p.changeProfile),
		web.StaffPage(post, "/admin/account/password", web.SignedIn, p.changePassword),
		web.StaffPage(post, "/admin/account/sessions", web.SignedIn, p.logOutElsewhere),
	}
}

// profile is one's own page.
func (p pages) profile(c echo.Context) error {
	return p.showProfile(c, http.StatusOK, profileForm(web.User(c)), views.PasswordForm{})
}

func (p pages) showProfile(c echo.Context, status int, form views.ProfileForm, password views.PasswordForm) error {
	sessions, err := p.sessionRows(c, web.User(c))
	if err != nil {
		return err
	}
	page := p.Page(c, "Your account", "")
	page.Invalid = len(form.Errors)+len(password.Errors) > 0
	return web.Render(c, status, views.Profile(page, web.User(c).Email, form, password, sessions))
}

// changeProfile keeps the name and how pages look.
func (p pages) changeProfile(c echo.Context) error {
	var form views.ProfileForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		user, err := models.FindUser(tx, web.User(c).ID)
		if err != nil {
			return err
		}
		user.Name, user.Theme, user.NoKeys = form.Name, themeOf(form.Theme), form.Keys != "on"
		if err := user.Save(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "Saved."})
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.showProfile(c, http.StatusUnprocessableEntity, form, views.PasswordForm{})
	}
	if err != nil {
		return err
	}
	return web.See(c, "/admin/account")
}

// changePassword asks for the old one first, and ends the user's other sessions.
func (p pages) changePassword(c echo.Context) error {
	var form views.PasswordForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	invalid := models.Invalid{}
	matches, err := p.ownPassword(c, form.Current)
	if err != nil {
		return err
	}
	if !matches {
		invalid.Add("current", "This is not your password. Please try again.")
	}
	if err := invalid.Check("password", models.CheckPassword(form.Password, web.User(c).Email)); err != nil {
		return err
	}
	if len(invalid) > 0 {
		return p.showProfile(c, http.StatusUnprocessableEntity, profileForm(web.User(c)), views.PasswordForm{Errors: invalid})
	}
	hash, err := p.Hasher.Hash(c.Request().Context(), form.Password)
	if err != nil {
		return err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		user, err := models.FindUser(tx, web.User(c).ID)
		if err != nil {
			return err
		}
		if err := user.SetPassword(tx, hash, web.Who(c).SessionID); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "Your password is changed. Other browsers are logged out."})
	})
	if err != nil {
		return err
	}
	return web.See(c, "/admin/account")
}

// ownPassword is throttled like a login: an open browser is no place to guess at.
func (p pages) ownPassword(c echo.Context, password string) (bool, error) {
	user, address := web.User(c), web.NetworkOf(c.RealIP())
	err := p.Write(c, func(tx *models.Tx) error {
		wait, err := models.TryLogin(tx, p.LoginLimit, user.Email, address)
		if err == nil && wait > 0 {
			return web.TooOften{Wait: wait}
		}
		return err
	})
	if err != nil {
		return false, err
	}
	matches, err := p.Hasher.Matches(c.Request().Context(), password, user.PasswordHash)
	if err != nil || !matches {
		return false, err
	}
	return true, p.Write(c, func(tx *models.Tx) error { return models.LoginSucceeded(tx, user.Email, address) })
}

// logOutElsewhere ends the user's other sessions.
func (p pages) logOutElsewhere(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		if err := web.User(c).EndSessions(tx, web.Who(c).SessionID); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "Your other browsers are logged out."})
	})
	if err != nil {
		return err
	}
	return web.See(c, "/admin/account")
}

func profileForm(user *models.User) views.ProfileForm {
	form := views.ProfileForm{Name: user.Name, Theme: user.Theme}
	if !user.NoKeys {
		form.Keys = "on"
	}
	return form
}

func themeOf(theme string) string {
	if theme == "light" || theme == "dark" {
		return theme
	}
	return ""
}

// sessionRows are a user's sessions as a page lists them.
func (p pages) sessionRows(c echo.Context, user *models.User) ([]views.SessionRow, error) {
	sessions, err := user.Sessions(p.Read(c), p.Now())
	if err != nil {
		return nil, err
	}
	zone := p.Zone(c)
	var rows []views.SessionRow
	for _, session := range sessions {
		rows = append(rows, views.SessionRow{
			Agent: browserOf(session.Agent), Address: session.Address, Seen: web.Moment(&session.SeenAt, zone),
			Current: session.ID == web.Who(c).SessionID,
		})
	}
	return rows, nil
}

// browserOf names the browser in a User-Agent, roughly.
func browserOf(agent string) string {
	browser, system := "A browser", ""
	for _, known := range []string{"Edg", "OPR", "Firefox", "Chrome", "Safari"} {
		if strings.Contains(agent, known+"/") {
			browser = map[string]string{"Edg": "Edge", "OPR": "Opera"}[known]
			if browser == "" {
				browser = known
			}
			break
		}
	}
	for _, known := range []string{"Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"} {
		if strings.Contains(agent, known) {
			system = " on " + known
			break
		}
	}
	return browser + system
}
