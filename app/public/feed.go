package public

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
)

// feedPast is how far back a calendar feed tells.
const feedPast = 30 * 24 * time.Hour

// feedRoute is the calendar of a resource, to which programs of staff subscribe by a secret address.
func (p pages) feedRoute() web.Route {
	feed := web.PublicPage(http.MethodGet, "/calendar/:token.ics", p.feed)
	feed.Limited = true // nobody shall try addresses
	return feed
}

// feed is the calendar of the resource whose token the address holds. A wrong one, an old one and none look alike.
func (p pages) feed(c echo.Context) error {
	token, isFile := strings.CutSuffix(c.Param("token.ics"), ".ics")
	if token == "" || !isFile {
		return models.ErrNotFound
	}
	tx := p.Read(c)
	resource, err := models.FindResourceByFeed(tx, token)
	if err != nil {
		return err
	}
	visits, err := resource.Calendar(tx, p.Now().Add(-feedPast))
	if err != nil {
		return err
	}
	snapshots, err := models.VisitSnapshots(tx, visits...)
	if err != nil {
		return err
	}
	events := make([]web.CalendarEvent, len(snapshots))
	for i, visit := range snapshots {
		events[i] = web.StaffEvent(visit, p.Link("/admin/visits/"+visit.PublicID))
	}
	return c.Blob(http.StatusOK, web.CalendarType, web.CalendarText(resource.Name, p.Now(), events...))
}
