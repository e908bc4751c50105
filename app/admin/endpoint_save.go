package admin

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// newEndpoint shows the empty form.
func (p pages) newEndpoint(c echo.Context) error {
	form := formOf(webhooks.Draft{IsActive: true, Dialect: webhooks.Dialects()[0], Slots: models.DefaultSlots})
	form.Once = web.NewOnceKey()
	return p.showNewEndpoint(c, http.StatusOK, form, nil)
}

func (p pages) showNewEndpoint(c echo.Context, status int, form views.EndpointForm, token *views.TokenTest) error {
	choices, err := p.endpointChoices(p.Read(c), nil)
	if err != nil {
		return err
	}
	choices.Token = token
	page := p.Page(c, "Add an endpoint", "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.NewEndpoint(page, form, choices))
}

// createEndpoint keeps a new endpoint and shows its secret, this once. The same form sent again leads to the endpoint.
func (p pages) createEndpoint(c echo.Context) error {
	var form views.EndpointForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	if form.Try == "token" {
		token, wrong, err := p.tryToken(c, nil, &form)
		if err != nil {
			return err
		}
		form.Errors = wrong
		return p.showNewEndpoint(c, statusFor(wrong), form, token)
	}
	var endpoint *models.Endpoint
	secret := ""
	draft, err := p.checkDraft(c, &form)
	path := ""
	if err == nil {
		path, err = p.Once(c, form.Once, func(tx *models.Tx) (string, error) {
			var err error
			if endpoint, secret, err = p.Sender.Create(tx, draft); err != nil {
				return "", err
			}
			return endpointPath(endpoint), nil
		})
	}
	if wrong, ok := invalidOf(err); ok {
		form.Errors = formErrors(wrong)
		return p.showNewEndpoint(c, http.StatusUnprocessableEntity, form, nil)
	}
	if err != nil {
		return err
	}
	if endpoint == nil {
		return web.See(c, path)
	}
	return p.showSecretOnce(c, endpoint, secret, false)
}

// checkDraft reads the form and asks whether the endpoint may go where it says. It asks DNS, so it stands before the transaction.
func (p pages) checkDraft(c echo.Context, form *views.EndpointForm) (webhooks.Draft, error) {
	draft, invalid := draftOf(form)
	err := p.Sender.Check(c.Request().Context(), draft)
	var more models.Invalid
	if errors.As(err, &more) {
		for field, sentence := range more {
			invalid.Add(field, sentence)
		}
		err = nil
	}
	if err != nil {
		return draft, err
	}
	return draft, invalid.Err()
}

// endpointSettings shows what is kept.
func (p pages) endpointSettings(c echo.Context) error {
	page, err := p.endpointPage(c, p.Read(c))
	if err != nil {
		return err
	}
	draft, err := p.Sender.DraftOf(page.Endpoint)
	if err != nil {
		return err
	}
	return p.showSettings(c, http.StatusOK, page, formOf(draft), nil)
}

func (p pages) showSettings(c echo.Context, status int, endpoint views.EndpointPage, form views.EndpointForm, token *views.TokenTest) error {
	choices, err := p.endpointChoices(p.Read(c), endpoint.Endpoint)
	if err != nil {
		return err
	}
	choices.Token = token
	if choices.Changed, err = p.changed(c, endpoint.Endpoint.Subject().Kind, endpoint.Endpoint.ID); err != nil {
		return err
	}
	page := p.Page(c, "Settings – "+views.EndpointHost(endpoint.Endpoint), "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.EndpointSettings(page, endpoint, form, choices))
}

// changeEndpoint saves the settings; whether it is switched on stays.
func (p pages) changeEndpoint(c echo.Context) error {
	var form views.EndpointForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	page, err := p.endpointPage(c, p.Read(c))
	if err != nil {
		return err
	}
	if form.Try == "token" {
		token, wrong, err := p.tryToken(c, page.Endpoint, &form)
		if err != nil {
			return err
		}
		form.Errors = wrong
		return p.showSettings(c, statusFor(wrong), page, form, token)
	}
	draft, err := p.checkDraft(c, &form)
	if err == nil {
		err = p.Write(c, func(tx *models.Tx) error {
			endpoint, err := models.FindEndpoint(tx, c.Param("endpoint"))
			if err != nil {
				return err
			}
			draft.IsActive = endpoint.IsActive
			if err := p.Sender.Change(tx, endpoint, draft); err != nil {
				return err
			}
			return web.SetFlash(c, tx, views.Flash{Text: "Saved. Events from now on follow these settings."})
		})
	}
	if wrong, ok := invalidOf(err); ok {
		form.Errors = formErrors(wrong)
		return p.showSettings(c, http.StatusUnprocessableEntity, page, form, nil)
	}
	if err != nil {
		return err
	}
	return web.See(c, endpointPath(page.Endpoint)+"/settings")
}

// tryToken asks for a token as the form describes it and words what came of it. Nothing is saved.
func (p pages) tryToken(c echo.Context, endpoint *models.Endpoint, form *views.EndpointForm) (*views.TokenTest, models.Invalid, error) {
	form.OAuth = "on"
	tried, err := p.Sender.TryToken(c.Request().Context(), endpoint, *oauthOf(form))
	if wrong, ok := invalidOf(err); ok {
		return nil, formErrors(wrong), nil
	}
	if err != nil {
		return nil, nil, err
	}
	switch {
	case tried.Failure == "" && tried.Expires.IsZero():
		return &views.TokenTest{Tone: "good", Text: "The token server gave a token. Nothing is saved yet."}, nil, nil
	case tried.Failure == "":
		minutes := int(tried.Expires.Sub(p.Now()).Minutes())
		return &views.TokenTest{Tone: "good", Text: fmt.Sprintf("The token server gave a token for %d minutes. Nothing is saved yet.", minutes)}, nil, nil
	case tried.Status > 0:
		text := fmt.Sprintf("The token server answered %d", tried.Status)
		if tried.Reason != "" {
			text += ": " + tried.Reason
		}
		return &views.TokenTest{Tone: "bad", Text: text + ". " + webhooks.FailedToken.Advice(0)}, nil, nil
	}
	return &views.TokenTest{Tone: "bad", Text: "No token. " + tried.Failure.Sentence(0) + " " + tried.Failure.Advice(0)}, nil, nil
}

func statusFor(wrong models.Invalid) int {
	if len(wrong) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}
