package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) keyRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/settings/keys", web.Admin, p.keys),
		web.StaffPage(post, "/admin/settings/keys", web.Admin, p.createKey),
		web.StaffPage(post, "/admin/settings/keys/:id/revoke", web.Admin, p.revokeKey),
	}
}

// keys lists the API keys.
func (p pages) keys(c echo.Context) error {
	return p.showKeys(c, http.StatusOK, views.KeyForm{Scope: string(models.ScopeRead)}, "")
}

func (p pages) showKeys(c echo.Context, status int, form views.KeyForm, secret string) error {
	keys, err := models.APIKeys(p.Read(c))
	if err != nil {
		return err
	}
	zone := p.Zone(c)
	var rows []views.KeyRow
	for _, key := range keys {
		row := views.KeyRow{
			Name: key.Name, Prefix: key.Prefix, Scope: string(key.Scope), Made: web.Moment(&key.CreatedAt, zone), Used: "never",
			Revoked: web.Moment(key.RevokedAt, zone), Action: "/admin/settings/keys/" + key.PublicID + "/revoke",
		}
		if key.UsedAt != nil {
			row.Used = web.Moment(key.UsedAt, zone)
		}
		rows = append(rows, row)
	}
	page := p.Page(c, "API keys", "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.Keys(page, rows, form, secret))
}

// createKey makes a key and shows it, this once.
func (p pages) createKey(c echo.Context) error {
	var form views.KeyForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	secret := ""
	err := p.Write(c, func(tx *models.Tx) (err error) {
		_, secret, err = models.CreateAPIKey(tx, form.Name, models.KeyScope(form.Scope))
		return err
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.showKeys(c, http.StatusUnprocessableEntity, form, "")
	}
	if err != nil {
		return err
	}
	return p.showKeys(c, http.StatusOK, views.KeyForm{Scope: string(models.ScopeRead)}, secret)
}

// revokeKey ends a key at once.
func (p pages) revokeKey(c echo.Context) error {
	err := p.Write(c, func(tx *models.Tx) error {
		key, err := models.FindAPIKeyByPublicID(tx, c.Param("id"))
		if err != nil {
			return err
		}
		if err := key.Revoke(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The key “%s” no longer works.", key.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, "/admin/settings/keys")
}
