package public

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	ticketSealed = "a ticket shown at a kiosk"
	ticketKept   = 10 * time.Minute
)

// kiosk is the form on a screen in the house, in large type. It goes back to its start when nobody has touched it for a minute.
func (p pages) kiosk(c echo.Context) error {
	q, err := p.openQueue(c, nil)
	if err != nil {
		return err
	}
	q.kiosk = true
	if !q.location.TakesWalkIns(p.Now()) {
		return p.showQueueShut(c, http.StatusOK, q)
	}
	q.once, q.opened = web.NewOnceKey(), p.sealTime()
	return p.showQueue(c, http.StatusOK, q)
}

// joinAtKiosk leads to the ticket and not to the customer's own page: the next person stands in front of the same screen.
func (p pages) joinAtKiosk(c echo.Context) error {
	now := strconv.FormatInt(p.Now().Unix(), 10)
	return p.takeJoin(c, true, func(answer *queueAnswer) string {
		return "/queue/" + c.Param("location") + "/kiosk/ticket/" + p.Keyring.Seal(now+" "+answer.ticket, ticketSealed)
	})
}

// ticket shows the number for a moment.
func (p pages) ticket(c echo.Context) error {
	location, err := p.publicLocation(c, p.Read(c))
	if err != nil {
		return err
	}
	text, err := p.Keyring.Open(c.Param("answer"), ticketSealed)
	if err != nil {
		return models.ErrNotFound
	}
	at, ticket, _ := strings.Cut(text, " ")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || p.Now().Sub(time.Unix(seconds, 0)) > ticketKept {
		return echo.NewHTTPError(http.StatusGone)
	}
	facts, err := p.lineFacts(p.Read(c), location)
	if err != nil {
		return err
	}
	c.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
	start := queuePath(location) + "/kiosk"
	page := p.page(c, "Your ticket")
	page.Shape, page.Scripts, page.Again = "kiosk", []string{views.FollowScript}, "60;url="+start
	return web.Render(c, http.StatusOK, views.TicketPage(page, views.Ticket{Number: ticket, Start: start, Facts: facts, Place: location.Name}))
}
