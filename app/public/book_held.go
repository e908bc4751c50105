package public

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// hold is a time that is kept free for whoever has its token.
type hold struct {
	visit *models.Visit
	token string
	*choice
}

// heldTime asks for the details while the time is held.
func (p pages) heldTime(c echo.Context) error {
	h, err := p.openHold(c)
	if err != nil {
		return err
	}
	if h.isBooked() {
		return web.See(c, visitPath(h.token))
	}
	d, err := p.openDetails(c, nil)
	if err != nil {
		return err
	}
	if h.isOver() {
		return p.showOver(c, h, url.Values{})
	}
	d.typed, d.wrong = typedBefore(d, h.visit), models.Invalid{}
	return p.showHeld(c, http.StatusOK, h, d)
}

// openHold finds what a token holds, with the steps that led to it.
func (p pages) openHold(c echo.Context) (*hold, error) {
	token := c.Param("token")
	visit, err := models.FindVisitByToken(p.Read(c), token)
	if err != nil {
		return nil, err
	}
	if !visit.IsAppointment() || len(visit.ServiceIDs) == 0 || visit.IsOffer() {
		return nil, models.ErrNotFound
	}
	b, err := p.choiceOf(c, visit)
	if err != nil {
		return nil, err
	}
	b.path, b.held, b.said = bookPath(b.location, &b.services[0]), token, visit
	b.choose(c.QueryParam("resource"))
	return &hold{visit: visit, token: token, choice: b}, nil
}

// choiceOf are the steps that led to a visit.
func (p pages) choiceOf(c echo.Context, visit *models.Visit) (*choice, error) {
	tx := p.Read(c)
	location, err := models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	if err != nil {
		return nil, err
	}
	services, err := visit.Services(tx)
	if err != nil {
		return nil, err
	}
	b := p.newChoice(location, services, "")
	b.party, b.own, b.date = visit.PartySize, visit.ID, dateOf(models.FreeTime{Wall: visit.Start()})
	return b, b.find(tx)
}

// isBooked holds once the form was sent; sending it again leads to what it made.
func (h *hold) isBooked() bool { return h.visit.BookingTime != nil }

// isOver holds for a hold that ended unused: its time is up, or it was let go.
func (h *hold) isOver() bool {
	return h.visit.State != models.StatePending || h.visit.IsExpired(h.now.Time)
}

// bookHeld is each button of the details: a little longer, another time, or Book.
func (p pages) bookHeld(c echo.Context) error {
	h, err := p.openHold(c)
	if err != nil {
		return err
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	d, err := p.openDetails(c, typed)
	switch {
	case err != nil:
		return err
	case h.isBooked():
		return web.See(c, visitPath(h.token))
	case typed.Get(trapField) != "":
		return web.See(c, "/book")
	case typed.Has("another"):
		return p.keepTyped(c, h, d)
	case h.isOver():
		return p.showOver(c, h, typed)
	case typed.Has("longer"):
		return p.holdLonger(c, h, d)
	case len(d.wrong) > 0:
		return p.showHeld(c, http.StatusUnprocessableEntity, h, d)
	case h.isTooQuick():
		d.wrong.Add("", pressAgain)
		return p.showHeld(c, http.StatusUnprocessableEntity, h, d)
	}
	return p.keepHeld(c, h, d)
}

// isTooQuick holds where no person can have filled the form in since the time was held. Whose time was taken has filled it in before.
func (h *hold) isTooQuick() bool {
	return h.visit.FirstName == "" && h.now.Sub(h.visit.CreatedAt.Time) < quickest
}

// holdLonger keeps the time for as long again, and everything typed.
func (p pages) holdLonger(c echo.Context, h *hold, d *details) error {
	d.wrong = models.Invalid{}
	asCustomer(c, models.By{Kind: models.ByOnline, Name: "online"})
	err := p.Write(c, func(tx *models.Tx) error {
		visit, err := models.FindVisitByToken(tx, h.token)
		if err != nil {
			return err
		}
		return visit.Extend(tx)
	})
	return p.afterHeld(c, d, err, http.StatusOK)
}

// keepHeld makes an appointment of the hold, for somebody known or new.
func (p pages) keepHeld(c echo.Context, h *hold, d *details) error {
	asCustomer(c, models.By{Kind: models.ByOnline, Name: "online"})
	err := p.Write(c, func(tx *models.Tx) error {
		visit, err := models.FindVisitByToken(tx, h.token)
		if err != nil {
			return err
		}
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		person, err := models.MeetOnline(tx, fields, d.values)
		if err != nil {
			return err
		}
		said := d.visit()
		said.PersonID = &person.ID
		return visit.Keep(tx, said, false)
	})
	if err == nil {
		return web.See(c, visitPath(h.token))
	}
	return p.afterHeld(c, d, err, http.StatusUnprocessableEntity)
}

// afterHeld shows how the hold stands now: booked by the same form sent twice, over, or still to be completed.
func (p pages) afterHeld(c echo.Context, d *details, wrong error, status int) error {
	var invalid models.Invalid
	var sentence models.Sentence
	switch {
	case errors.As(wrong, &invalid):
		d.take(invalid)
	case errors.As(wrong, &sentence):
		d.wrong.Add("", string(sentence))
	case wrong != nil:
		return wrong
	}
	h, err := p.openHold(c)
	switch {
	case err != nil:
		return err
	case h.isBooked():
		return web.See(c, visitPath(h.token))
	case h.isOver():
		return p.showOver(c, h, d.typed)
	case wrong != nil:
		status = http.StatusUnprocessableEntity
	}
	return p.showHeld(c, status, h, d)
}

// view words the hold for its page, but for what is asked there.
func (h *hold) view(tx *models.Tx) (views.BookDetails, error) {
	zone, service := h.location.Zone(), &h.services[0]
	when := moment(h.visit.Start(), h.now.Time, zone)
	view := views.BookDetails{
		Title: "Your details", Action: h.holdPath(h.token), When: when, At: h.visit.StartsAt.Milli(), Zone: views.ZoneWords(h.visit.StartsAt.Time, zone),
		Until: h.visit.PendingExpireTime.In(zone).Format("15:04"), UntilAt: h.visit.PendingExpireTime.Milli(), CanExtend: !h.visit.IsExtended,
		Button: "Book " + when,
	}
	facts, err := h.whole(tx)
	view.Facts = facts
	if service.ManualConfirm {
		view.Button = "Request " + when
		view.Policies = append(view.Policies, onRequest)
	}
	view.Policies = append(view.Policies, h.policies(service)...)
	return view, err
}

// whole are the facts of an appointment: those of the steps, with who was chosen.
func (h *hold) whole(tx *models.Tx) ([]views.BookFact, error) {
	with, err := h.visit.StaffNames(tx)
	if err != nil {
		return nil, err
	}
	h.date = models.Date{}
	facts := h.facts()
	for i := range facts {
		if facts[i].Label == "With" && with != "" {
			facts[i].Value = with
		}
	}
	return facts, nil
}

// policies say until when it can be cancelled and moved.
func (h *hold) policies(service *models.Service) []string {
	until := func(free, notice string, seconds int) string {
		if seconds == 0 {
			return free
		}
		zone := h.location.Zone()
		wall := models.WallOf(h.visit.StartsAt.Add(-time.Duration(seconds)*time.Second), zone)
		return fmt.Sprintf(notice, moment(wall, h.now.Time, zone))
	}
	return []string{until(freeCancel, cancelUntil, service.CancelNotice), until(freeMove, moveUntil, service.RescheduleNotice)}
}
