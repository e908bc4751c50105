package admin

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/text/language"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// showSetup asks what a new installation needs, with what can be guessed filled in.
func (p pages) showSetup(c echo.Context) error {
	if _, err := p.setupLink(p.Read(c), c.QueryParam("token")); err != nil {
		return err
	}
	form := views.SetupForm{Token: c.QueryParam("token"), TimeZone: p.TimeZone}
	form.Country = guessCountry(c.Request().Header.Get("Accept-Language"), p.TimeZone)
	return p.askSetup(c, http.StatusOK, form)
}

// setup makes the account, its first admin and what they begin with, in one commit, and logs in.
func (p pages) setup(c echo.Context) error {
	var form views.SetupForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	link, err := p.setupLink(p.Read(c), form.Token)
	if err != nil {
		return err
	}
	invalid := models.Invalid{}
	if err := invalid.Check("password", models.CheckPassword(form.Password, form.Email)); err != nil {
		return err
	}
	if !slices.Contains(models.Starters(), models.Starter(form.Runs)) {
		invalid.Add("runs", "Please choose what you run.")
	}
	hash := ""
	if len(invalid) == 0 {
		if hash, err = p.Hasher.Hash(c.Request().Context(), form.Password); err != nil {
			return err
		}
	}
	owner := &models.User{Name: form.Name, Email: form.Email, Role: models.RoleAdmin, AllLocations: true, PasswordHash: hash}
	c.SetRequest(c.Request().WithContext(models.WithBy(c.Request().Context(), models.By{
		Kind: models.ByUser, Name: strings.TrimSpace(form.Name), Address: c.RealIP(),
	})))
	err = p.welcomeIn(c, owner, "/admin/share", func(tx *models.Tx) error {
		return found(tx, form, link, owner, invalid)
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.askSetup(c, http.StatusUnprocessableEntity, form)
	}
	return expired(err)
}

// found is the founding itself. All that is wrong is told at once.
func found(tx *models.Tx, form views.SetupForm, link *models.OneTimeToken, owner *models.User, invalid models.Invalid) error {
	wrong := models.Invalid{}
	for field, sentence := range invalid {
		wrong.Add(field, sentence)
	}
	account, err := setUpAccount(tx, form)
	if err := collect(wrong, "business", err); err != nil {
		return err
	}
	*owner = models.User{Name: owner.Name, Email: owner.Email, Role: owner.Role, AllLocations: true, PasswordHash: owner.PasswordHash}
	if err := collect(wrong, "name", owner.Create(tx)); err != nil {
		return err
	}
	if err := wrong.Err(); err != nil {
		return err
	}
	if err := link.Use(tx); err != nil {
		return err
	}
	if err := account.RemindOfFirstSteps(tx, true); err != nil {
		return err
	}
	return models.Starter(form.Runs).Begin(tx, account, owner)
}

func setUpAccount(tx *models.Tx, form views.SetupForm) (*models.Account, error) {
	account, err := models.EnsureAccount(tx, models.Setup{Name: form.Business, TimeZone: form.TimeZone, Country: form.Country})
	if err != nil {
		return nil, err
	}
	settings := account.Settings()
	settings.Name, settings.TimeZone, settings.Country = form.Business, form.TimeZone, form.Country
	return account, account.Change(tx, settings)
}

// collect adds what was refused to wrong; a "name" that was refused is told at the input called nameField.
func collect(wrong models.Invalid, nameField string, err error) error {
	refused, ok := invalidOf(err)
	if !ok {
		return err
	}
	for field, sentence := range refused {
		if field == "name" {
			field = nameField
		}
		wrong.Add(field, sentence)
	}
	return nil
}

func (p pages) askSetup(c echo.Context, status int, form views.SetupForm) error {
	form.Zones, form.Countries = zoneOptions(form.TimeZone), countryOptions()
	page := p.Page(c, "Set up", "")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.Setup(page, form))
}

// setupLink holds only while no user exists: afterwards every setup link is over.
func (p pages) setupLink(tx *models.Tx, token string) (*models.OneTimeToken, error) {
	over, err := models.AnyUser(tx)
	if err != nil {
		return nil, err
	}
	if over {
		return nil, echo.NewHTTPError(http.StatusGone)
	}
	link, err := models.FindOneTimeToken(tx, token, p.Now(), models.TokenSetup)
	return link, expired(err)
}

// guessCountry takes the country of the browser's language, or that of the zone.
func guessCountry(accept, zone string) string {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err == nil && len(tags) > 0 {
		if region, confidence := tags[0].Region(); confidence == language.Exact {
			return region.String()
		}
	}
	return models.CountryOfZone(zone)
}

// zoneOptions are the zones to choose from; an older name in use stays possible.
func zoneOptions(current string) []views.Option {
	names := models.ZoneNames()
	if current != "" && !slices.Contains(names, current) {
		names = append([]string{current}, names...)
	}
	var options []views.Option
	for _, name := range names {
		options = append(options, views.Option{Value: name, Label: strings.ReplaceAll(name, "_", " ")})
	}
	return options
}

func countryOptions() []views.Option {
	var options []views.Option
	for _, country := range models.Countries() {
		options = append(options, views.Option{Value: country.Code, Label: country.Name})
	}
	return options
}
