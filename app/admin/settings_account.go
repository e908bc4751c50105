package admin

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// settings leads to the first settings that the user may open.
func (p pages) settings(c echo.Context) error {
	menu := views.SettingsMenu(p.Page(c, "", "").User)
	if len(menu) == 0 {
		return web.See(c, "/admin/account")
	}
	return web.See(c, menu[0].Href)
}

// account is the account's settings.
func (p pages) account(c echo.Context) error {
	account, err := models.FindAccount(p.Read(c))
	if err != nil {
		return err
	}
	s := account.Settings()
	return p.showAccount(c, http.StatusOK, views.AccountForm{
		Name: s.Name, TimeZone: s.TimeZone, Country: s.Country, AddedDateKey: s.AddedDateKey, RequestedDateKey: s.RequestedDateKey,
		NightAt: s.NightAt, SignupText: s.SignupText, EmbedOrigins: strings.ReplaceAll(s.EmbedOrigins, " ", "\n"), Version: strconv.FormatInt(account.Version, 10),
		KeptBodies: strconv.Itoa(s.KeptBodies), KeptDeliveries: strconv.Itoa(s.KeptDeliveries),
	})
}

func (p pages) showAccount(c echo.Context, status int, form views.AccountForm) (err error) {
	account, err := models.FindAccount(p.Read(c))
	if err != nil {
		return err
	}
	if form.Changed, err = p.changed(c, models.KindAccount, account.ID); err != nil {
		return err
	}
	form.Zones, form.Countries = zoneOptions(form.TimeZone), countryOptions()
	page := p.Page(c, "Account", "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.AccountSettings(page, form))
}

// changeAccount keeps them, unless somebody else did in the meantime.
func (p pages) changeAccount(c echo.Context) error {
	var form views.AccountForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		if form.Version != strconv.FormatInt(account.Version, 10) {
			return models.ErrStale
		}
		s := account.Settings()
		s.Name, s.TimeZone, s.Country, s.NightAt, s.SignupText = form.Name, form.TimeZone, form.Country, form.NightAt, form.SignupText
		s.AddedDateKey, s.RequestedDateKey, s.EmbedOrigins = form.AddedDateKey, form.RequestedDateKey, form.EmbedOrigins
		s.KeptBodies, s.KeptDeliveries = days(form.KeptBodies, s.KeptBodies), days(form.KeptDeliveries, s.KeptDeliveries)
		if err := account.Change(tx, s); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "The account is saved."})
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.showAccount(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, "/admin/settings/account")
}

// days is a number as typed, nothing = as before; what is none is -1, which saving refuses in its own words.
func days(text string, before int) int {
	if strings.TrimSpace(text) == "" {
		return before
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return -1
	}
	return n
}
