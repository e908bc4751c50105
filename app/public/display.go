package public

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// mostShown is how many of those in line a screen on the wall has room for.
const mostShown = 12

// display is the queue on a screen in the house. It holds nothing about anybody but their ticket, and their first name where the location
// shows names.
func (p pages) display(c echo.Context) error {
	tx, now := p.Read(c), p.Now()
	location, err := p.publicLocation(c, tx)
	if err != nil {
		return err
	}
	stream, err := streamOf(tx, "/display/"+location.Slug, location.ID)
	if err != nil {
		return err
	}
	board, err := location.Queue(tx, now)
	if err != nil {
		return err
	}
	view := views.Display{Stream: stream, Place: location.Name, Time: now.In(location.Zone()).Format("15:04"), Join: p.Link(queuePath(location))}
	for i := range board.Waiting {
		visit := &board.Waiting[i]
		switch {
		case visit.HasTag(models.TagAlerted):
			view.Called = append(view.Called, shown(location, visit))
		case len(view.Waiting) < mostShown:
			view.Waiting = append(view.Waiting, shown(location, visit))
		default:
			view.More++
		}
	}
	for i := range board.Serving {
		view.Serving = append(view.Serving, shown(location, &board.Serving[i]))
	}
	switch {
	case !location.IsOpen(now):
		view.Shut = "Closed now"
	case location.IsQueueOpen && location.IsQueuePaused:
		view.Shut = "A short break"
	case !location.IsQueueOpen:
		view.Shut = "The line is closed"
	}
	page := p.page(c, "The line at "+location.Name)
	page.Shape, page.Scripts, page.Again = "display", []string{views.FollowScript}, "10"
	c.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
	return web.Render(c, http.StatusOK, views.DisplayPage(page, view))
}

func shown(location *models.Location, visit *models.Visit) views.Shown {
	one := views.Shown{Ticket: visit.Ticket()}
	if location.ShowsNames {
		one.Name = visit.FirstName
	}
	return one
}
