package public

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// showTaken offers the nearest times instead of one that is taken, and carries on what was typed.
func (p pages) showTaken(c echo.Context, b *choice, nearest []models.FreeTime, why string, typed url.Values) error {
	view := views.BookTaken{
		Title: takenTitle, Text: why, Action: b.path, Once: web.NewOnceKey(),
		Zone: views.ZoneWords(b.now.Time, b.location.Zone()), Phone: b.location.Phone, Facts: b.facts(),
	}
	if why != justTaken {
		view.Title = overTitle
	}
	if b.moved != nil {
		view.Text = stillBooked
	} else {
		d, err := p.detailsOf(c, b, typed)
		if err != nil {
			return err
		}
		view.Hidden = append(d.kept(), hidden("party", strconv.Itoa(b.party), "held", b.held)...)
	}
	view.Hidden = append(view.Hidden, hidden("resource", b.chosen())...)
	for _, free := range slices.DeleteFunc(nearest, b.isNow) {
		view.Times = append(view.Times, views.BookTime{
			Value: free.Wall.Text, Label: moment(free.Wall, b.now.Time, b.location.Zone()), At: free.Start.Milli(),
		})
	}
	b.date = models.Date{}
	view.All = views.Link{Label: "See all free times", Href: b.at()}
	if b.held != "" {
		view.Keep = b.holdPath(b.held)
	}
	if len(nearest) == 0 {
		wait, err := p.waitInstead(c, b)
		if err != nil {
			return err
		}
		view.Wait = wait
	}
	page := p.page(c, view.Title)
	page.Scripts = []string{"book.js"}
	return web.Render(c, http.StatusConflict, views.BookTakenPage(page, view))
}

// showOver is showTaken for a hold that ended before its form was sent. The time itself may be among those offered.
func (p pages) showOver(c echo.Context, h *hold, typed url.Values) error {
	if len(typed) == 0 {
		d, err := p.openDetails(c, nil)
		if err != nil {
			return err
		}
		typed = typedBefore(d, h.visit)
	}
	var nearest []models.FreeTime
	err := p.Searches.Take(c.Request().Context(), func() (err error) {
		nearest, err = models.Nearest(p.Read(c), h.query(), *h.visit.StartsAt)
		return err
	})
	var invalid models.Invalid
	if err != nil && !errors.As(err, &invalid) {
		return err
	}
	why := justTaken
	for _, free := range nearest {
		if free.Start == *h.visit.StartsAt {
			why = heldOver
			if until := h.visit.PendingExpireTime; until != nil {
				why = fmt.Sprintf(heldUntil, until.In(h.location.Zone()).Format("15:04"))
			}
		}
	}
	h.date = models.Date{}
	return p.showTaken(c, h.choice, nearest, why, typed)
}
