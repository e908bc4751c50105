package admin

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// showWelcome lets whoever holds an invitation or a reset link choose a password.
func (p pages) showWelcome(c echo.Context) error {
	link, user, err := p.invited(p.Read(c), c.QueryParam("token"))
	if err != nil {
		return err
	}
	form := views.WelcomeForm{Token: c.QueryParam("token"), Name: user.Name, Email: user.Email, Straight: link.Purpose == models.TokenLogin}
	title := "Choose a password"
	if form.Straight {
		title = "Log in"
	}
	return web.Render(c, http.StatusOK, views.Welcome(p.Page(c, title, ""), form))
}

// welcome keeps the password and logs in. The link works once.
func (p pages) welcome(c echo.Context) error {
	var form views.WelcomeForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	link, user, err := p.invited(p.Read(c), form.Token)
	if err != nil {
		return err
	}
	if link.Purpose == models.TokenLogin {
		return expired(p.welcomeIn(c, user, "/admin", link.Use))
	}
	invalid := models.Invalid{}
	if err := invalid.Check("password", models.CheckPassword(form.Password, user.Email)); err != nil {
		return err
	}
	if len(invalid) > 0 {
		form.Name, form.Email, form.Errors = user.Name, user.Email, invalid
		page := p.Page(c, "Choose a password", "")
		page.Invalid = true
		return web.Render(c, http.StatusUnprocessableEntity, views.Welcome(page, form))
	}
	hash, err := p.Hasher.Hash(c.Request().Context(), form.Password)
	if err != nil {
		return err
	}
	err = p.welcomeIn(c, user, "/admin", func(tx *models.Tx) error {
		if err := link.Use(tx); err != nil {
			return err
		}
		now, err := models.FindUser(tx, user.ID)
		if err != nil {
			return err
		}
		*user = *now
		return user.SetPassword(tx, hash, 0)
	})
	return expired(err)
}

// invited finds the link and its user; a link that is over is gone, like one that never was.
func (p pages) invited(tx *models.Tx, token string) (*models.OneTimeToken, *models.User, error) {
	link, err := models.FindOneTimeToken(tx, token, p.Now(), models.TokenInvite, models.TokenReset, models.TokenLogin)
	if err != nil {
		return nil, nil, expired(err)
	}
	user, err := models.FindUser(tx, *link.UserID)
	if err == nil && user.DisabledAt != nil {
		err = models.ErrNotFound
	}
	return link, user, expired(err)
}

// expired words a missing link as one that is over: the same for both.
func expired(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return echo.NewHTTPError(http.StatusGone)
	}
	return err
}
