package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// share shows the links of the public pages, to hand out and to print.
func (p pages) share(c echo.Context) error {
	lists, err := models.Waitlists(p.Read(c), web.Scope(c))
	if err != nil {
		return err
	}
	links := []views.ShareLink{{Name: "All lists", URL: p.Link("/signup")}}
	for _, list := range lists {
		if !list.IsPublic {
			continue
		}
		link := views.ShareLink{Name: list.Name, URL: p.Link("/signup/" + list.Slug)}
		if !list.IsOpen {
			link.Note = "This list is closed now: the page says so, and nobody can join."
		}
		links = append(links, link)
	}
	return web.Render(c, http.StatusOK, views.Share(p.Page(c, "Share", "waitlists"), links))
}
