package public

import (
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/models"
	"anteroom/views"
)

const embeddedKey = "embedded"

// embedded lets the sites that the account names show a page in a frame. Without any it stays as closed as every page.
func (p pages) embedded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Set(embeddedKey, true)
		if err := p.openFrame(c); err != nil {
			return err
		}
		return next(c)
	}
}

func isEmbedded(c echo.Context) bool { return c.Get(embeddedKey) == true }

func (p pages) openFrame(c echo.Context) error {
	account, err := models.FindAccount(p.Read(c))
	if err != nil {
		return err
	}
	origins := strings.Join(strings.Fields(account.EmbedOrigins), " ")
	if origins == "" {
		return nil
	}
	header := c.Response().Header()
	policy := header.Get("Content-Security-Policy")
	header.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors "+origins, 1))
	header.Del("X-Frame-Options")
	return nil
}

// page is the frame of a customer's page.
func (p pages) page(c echo.Context, title string) views.Page {
	page := p.Page(c, title, "")
	page.Embed = isEmbedded(c)
	return page
}
