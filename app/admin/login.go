package admin

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const wrongLogin = "The e-mail address or the password is not right. Please try again."

// showLogin asks who is there; whoever is in already goes on.
func (p pages) showLogin(c echo.Context) error {
	next := web.LocalPath(c.QueryParam("next"), "/admin")
	if web.User(c) != nil {
		return web.See(c, next)
	}
	return web.Render(c, http.StatusOK, views.Login(p.Page(c, "Log in", ""), views.LoginForm{Next: next}))
}

// logIn checks the password. Known and unknown accounts get the same words after the same time.
func (p pages) logIn(c echo.Context) error {
	var form views.LoginForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	var wait time.Duration
	err := p.Write(c, func(tx *models.Tx) (err error) {
		wait, err = models.TryLogin(tx, p.LoginLimit, form.Email, web.NetworkOf(c.RealIP()))
		return err
	})
	if err != nil {
		return err
	}
	if wait > 0 {
		return p.refuseForNow(c, form, wait)
	}
	user, matches, err := p.compare(c, form)
	if err != nil {
		return err
	}
	if !matches {
		if err := p.Write(c, func(tx *models.Tx) error { return models.LoginFailed(tx, user) }); err != nil {
			return err
		}
		form.Wrong = wrongLogin
		return p.showLoginAgain(c, http.StatusUnprocessableEntity, form)
	}
	return p.welcomeIn(c, user, web.LocalPath(form.Next, "/admin"), func(tx *models.Tx) error {
		return models.LoginSucceeded(tx, form.Email, web.NetworkOf(c.RealIP()))
	})
}

// compare takes as long for an unknown account as for a known one; user is nil where there is none.
func (p pages) compare(c echo.Context, form views.LoginForm) (user *models.User, matches bool, err error) {
	user, err = models.FindUserByEmail(p.Read(c), form.Email)
	hash := ""
	switch {
	case errors.Is(err, models.ErrNotFound):
		user = nil
	case err != nil:
		return nil, false, err
	case user.Active():
		hash = user.PasswordHash
	}
	matches, err = p.Hasher.Matches(c.Request().Context(), form.Password, hash)
	return user, matches, err
}

// welcomeIn starts a session together with what else the way in changes, and goes on.
func (p pages) welcomeIn(c echo.Context, user *models.User, next string, also func(tx *models.Tx) error) error {
	if user.ID != 0 {
		who := &web.Principal{User: user}
		c.SetRequest(c.Request().WithContext(models.WithBy(c.Request().Context(), who.By(c.RealIP()))))
	}
	var token string
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if err := also(tx); err != nil {
			return err
		}
		token, err = p.LogIn(c, tx, user)
		return err
	})
	if err != nil {
		return err
	}
	p.SetCookie(c, token)
	return web.See(c, next)
}

func (p pages) refuseForNow(c echo.Context, form views.LoginForm, wait time.Duration) error {
	c.Response().Header().Set("Retry-After", web.TooOften{Wait: wait}.Seconds())
	minutes := int(wait.Minutes()) + 1
	form.Wrong = "There were too many tries. Please wait " + strconv.Itoa(minutes) + " minutes and try again."
	if minutes == 1 {
		form.Wrong = "There were too many tries. Please wait a minute and try again."
	}
	return p.showLoginAgain(c, http.StatusTooManyRequests, form)
}

func (p pages) showLoginAgain(c echo.Context, status int, form views.LoginForm) error {
	page := p.Page(c, "Log in", "")
	page.Invalid = true
	return web.Render(c, status, views.Login(page, form))
}

// logOut ends this session.
func (p pages) logOut(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error { return models.EndSession(tx, web.Who(c).SessionID) })
	if err != nil {
		return err
	}
	p.DropCookie(c)
	return web.See(c, "/login")
}
