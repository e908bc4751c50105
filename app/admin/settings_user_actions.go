package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// changeUser keeps the name, the role and what the user sees.
func (p pages) changeUser(c echo.Context) error {
	var form views.UserForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.withUser(c, "The changes to %s are saved.", func(tx *models.Tx, user *models.User) error {
		if err := take(tx, user, form); err != nil {
			return err
		}
		return user.Save(tx)
	})
	return p.orUserAgain(c, form, err)
}

// linkUser makes a link to choose a new password and shows it, this once.
func (p pages) linkUser(c echo.Context) error {
	user, link := new(models.User), ""
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if user, err = models.FindUserByPublicID(tx, c.Param("id")); err != nil {
			return err
		}
		if user.DisabledAt != nil {
			return models.ErrStale
		}
		link, err = user.NewLink(tx)
		return err
	})
	if err != nil {
		return err
	}
	return p.showUser(c, http.StatusOK, user, userForm(user), p.Link("/welcome?token="+link))
}

// logUserOut ends all of a user's sessions.
func (p pages) logUserOut(c echo.Context) error {
	return p.withUser(c, "%s is logged out everywhere.", func(tx *models.Tx, user *models.User) error {
		return user.EndSessions(tx, 0)
	})
}

// disableUser keeps a user out from now on.
func (p pages) disableUser(c echo.Context) error {
	err := p.withUser(c, "%s can no longer log in.", func(tx *models.Tx, user *models.User) error { return user.Disable(tx) })
	return p.orUserAgain(c, views.UserForm{}, err)
}

// enableUser lets a user in again.
func (p pages) enableUser(c echo.Context) error {
	return p.withUser(c, "%s can log in again.", func(tx *models.Tx, user *models.User) error { return user.Enable(tx) })
}

// withUser changes the user of the path and says so.
func (p pages) withUser(c echo.Context, said string, change func(tx *models.Tx, user *models.User) error) error {
	err := p.Write(c, func(tx *models.Tx) error {
		user, err := models.FindUserByPublicID(tx, c.Param("id"))
		if err != nil {
			return err
		}
		if err := change(tx, user); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName(said, user.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, "/admin/settings/users/"+c.Param("id"))
}

// orUserAgain shows the user's page with what was typed wrong. An empty form is that of a button.
func (p pages) orUserAgain(c echo.Context, form views.UserForm, err error) error {
	wrong, ok := invalidOf(err)
	if !ok {
		return err
	}
	user, err := models.FindUserByPublicID(p.Read(c), c.Param("id"))
	if err != nil {
		return err
	}
	if form.Name == "" && form.Role == "" {
		form = userForm(user)
	}
	form.Errors = wrong
	return p.showUser(c, http.StatusUnprocessableEntity, user, form, "")
}
