package public

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/views"
)

// chooseLine shows the lines to choose among. One alone is no choice.
func (p pages) chooseLine(c echo.Context) error {
	lines, err := p.lines(c)
	if err != nil {
		return err
	}
	if len(lines) == 1 {
		return web.See(c, lines[0].Href)
	}
	places, err := p.bookable(c)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.QueueChoicePage(p.page(c, "Join the line"), lines, len(places) > 0))
}
