package web

import (
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// cookieName carries the __Host- prefix where the cookie is Secure: browsers refuse the one without the other.
func (a *App) cookieName() string {
	if a.Secure() {
		return "__Host-anteroom"
	}
	return "anteroom"
}

// LogIn starts a session for a user inside a Write and hands its token to the browser.
// The session that the browser had before ends: a login always gets a new id.
func (a *App) LogIn(c echo.Context, tx *models.Tx, user *models.User) (token string, err error) {
	if who := Who(c); who.IsUser() {
		if err := models.EndSession(tx, who.SessionID); err != nil {
			return "", err
		}
	}
	return models.StartSession(tx, user, c.RealIP(), c.Request().UserAgent())
}

// SetCookie gives the browser a session's token, after the commit.
func (a *App) SetCookie(c echo.Context, token string) {
	c.SetCookie(a.cookie(token, 0))
}

// DropCookie takes it away again.
func (a *App) DropCookie(c echo.Context) {
	c.SetCookie(a.cookie("", -1))
}

func (a *App) cookie(token string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: a.cookieName(), Value: token, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: a.Secure(), SameSite: http.SameSiteLaxMode,
	}
}

// Identify finds out who makes a request: by cookie for pages, by key for the API. Nobody is nil, not an error.
func (a *App) Identify(c echo.Context, audience Audience) (*Principal, error) {
	var who *Principal
	var err error
	switch audience {
	case ForStaff, ForPublic:
		who, err = a.userOf(c)
	case ForAPI:
		who, err = a.keyOf(c)
	}
	if errors.Is(err, models.ErrNotFound) {
		return nil, nil
	}
	return who, err
}

func (a *App) userOf(c echo.Context) (*Principal, error) {
	cookie, err := c.Cookie(a.cookieName())
	if err != nil {
		return nil, models.ErrNotFound
	}
	session, err := models.FindSession(a.Read(c), cookie.Value, a.Now())
	if err != nil {
		return nil, err
	}
	if session.NeedsTouch(a.Now()) {
		err := a.Write(c, func(tx *models.Tx) error { return models.TouchSession(tx, session.ID) })
		if err != nil {
			a.Log.Warn("the use of a session could not be noted", "error", err)
		}
	}
	return principalOf(session), nil
}

func principalOf(session *models.Session) *Principal {
	user := &session.User
	return &Principal{User: user, SessionID: session.ID, Role: user.Role, Scope: user.Scope(), flash: session.Flash}
}

func (a *App) keyOf(c echo.Context) (*Principal, error) {
	secret := c.Request().Header.Get("apikey")
	scheme, bearer, found := strings.Cut(c.Request().Header.Get("Authorization"), " ")
	if found && strings.EqualFold(scheme, "Bearer") {
		secret = strings.TrimSpace(bearer)
	}
	key, err := models.FindAPIKey(a.Read(c), secret)
	if err != nil {
		return nil, err
	}
	if key.NeedsTouch(a.Now()) {
		err := a.Write(c, func(tx *models.Tx) error { return models.TouchAPIKey(tx, key.ID) })
		if err != nil {
			a.Log.Warn("the use of a key could not be noted", "error", err)
		}
	}
	return &Principal{Key: key, KeyScope: key.Scope, Scope: models.Everywhere()}, nil
}
