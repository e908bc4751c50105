package admin

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
	"anteroom/webhooks"
)

// showSecretOnce answers the post that made a secret with it; no other answer ever holds it.
func (p pages) showSecretOnce(c echo.Context, endpoint *models.Endpoint, secret string, rotated bool) error {
	snippets, err := snippets()
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	page := p.Page(c, "Secret – "+views.EndpointHost(endpoint), "settings")
	return web.Render(c, http.StatusOK, views.EndpointSecretOnce(page, endpoint, secret, rotated, snippets))
}

// endpointSecret offers a new secret and never shows one.
func (p pages) endpointSecret(c echo.Context) error {
	return p.showSecretPage(c, http.StatusOK, "")
}

func (p pages) showSecretPage(c echo.Context, status int, wrong string) error {
	endpoint, err := p.endpointPage(c, p.Read(c))
	if err != nil {
		return err
	}
	snippets, err := snippets()
	if err != nil {
		return err
	}
	page := p.Page(c, "Secret – "+views.EndpointHost(endpoint.Endpoint), "settings")
	page.Invalid = wrong != ""
	return web.Render(c, status, views.EndpointSecret(page, endpoint, wrong, snippets))
}

// rotateSecret makes a new secret; the one before signs as well for a day.
func (p pages) rotateSecret(c echo.Context) error {
	var form struct {
		Secret string `form:"secret"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	var endpoint *models.Endpoint
	secret := ""
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if endpoint, err = models.FindEndpoint(tx, c.Param("endpoint")); err != nil {
			return err
		}
		secret, err = p.Sender.Rotate(tx, endpoint, strings.TrimSpace(form.Secret))
		return err
	})
	if wrong, ok := invalidOf(err); ok {
		return p.showSecretPage(c, http.StatusUnprocessableEntity, wrong["secret"])
	}
	if err != nil {
		return err
	}
	return p.showSecretOnce(c, endpoint, secret, true)
}

// endOldSecret lets the new secret sign alone.
func (p pages) endOldSecret(c echo.Context) error {
	var endpoint *models.Endpoint
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if endpoint, err = models.FindEndpoint(tx, c.Param("endpoint")); err != nil {
			return err
		}
		if err := endpoint.EndOldSecret(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "Only the new secret signs now."})
	})
	if err != nil {
		return err
	}
	return web.See(c, endpointPath(endpoint)+"/secret")
}

func snippets() ([]views.Snippet, error) {
	files, err := webhooks.Snippets()
	if err != nil {
		return nil, err
	}
	shown := make([]views.Snippet, len(files))
	for i, file := range files {
		shown[i] = views.Snippet{Language: file.Language, Text: file.Text}
	}
	return shown, nil
}
