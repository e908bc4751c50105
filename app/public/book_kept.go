package public

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// keepTyped stores what was typed with the hold, as far as it is right, and shows all free times: the next hold takes it over.
func (p pages) keepTyped(c echo.Context, h *hold, d *details) error {
	asCustomer(c, models.By{Kind: models.ByOnline, Name: "online"})
	err := p.Write(c, func(tx *models.Tx) error {
		visit, err := models.FindVisitByToken(tx, h.token)
		if err != nil || !isUnused(visit) {
			return err
		}
		said := d.visit()
		said.PartySize = visit.PartySize
		return visit.Change(tx, said)
	})
	var invalid models.Invalid
	if err != nil && !errors.As(err, &invalid) {
		return err
	}
	return web.See(c, h.at())
}

// isUnused holds for what a visitor held and never booked: held still, or over. What staff offered tells nobody here for whom.
func isUnused(visit *models.Visit) bool {
	return visit.BookingTime == nil && visit.IsAppointment() && !visit.IsOffer() && (visit.State == models.StatePending || visit.State == models.StateComplete)
}

// detailsOf are what a form carries along, or what was typed while the time before was held.
func (p pages) detailsOf(c echo.Context, b *choice, typed url.Values) (*details, error) {
	d, err := p.openDetails(c, typed)
	if err != nil || b.said == nil || len(d.kept()) > 0 {
		return d, err
	}
	return p.openDetails(c, typedBefore(d, b.said))
}

// typedBefore is what a hold knows already, as if it had been typed.
func typedBefore(d *details, visit *models.Visit) url.Values {
	typed := url.Values{"note": {visit.Notes}}
	for i := range d.asked.Fields {
		field := &d.asked.Fields[i]
		switch field.Purpose {
		case models.ForFirstName:
			typed.Set(base(field), visit.FirstName)
		case models.ForLastName:
			typed.Set(base(field), visit.LastName)
		case models.ForPhone:
			typed.Set(base(field), visit.Phone)
		case models.ForEmail:
			typed.Set(base(field), visit.Email)
		default:
			typed[base(field)] = visit.Answers[field.PublicID]
		}
	}
	return typed
}

// kept are the inputs that carry what was typed to another page.
func (d *details) kept() []views.Hidden {
	var inputs []views.Hidden
	names := []string{"note"}
	for i := range d.asked.Fields {
		names = append(names, base(&d.asked.Fields[i]))
	}
	for _, name := range names {
		for _, value := range d.typed[name] {
			inputs = append(inputs, hidden(name, value)...)
		}
	}
	return inputs
}

// tellHeld says what stays as it was while other times are looked at.
func (b *choice) tellHeld(view *views.BookTimes) {
	if b.said == nil {
		return
	}
	if b.said.State == models.StatePending && !b.said.IsExpired(b.now.Time) {
		zone := b.location.Zone()
		view.GoOn = b.holdPath(b.held)
		view.Held = fmt.Sprintf(staysHeld, moment(b.said.Start(), b.now.Time, zone), b.said.PendingExpireTime.In(zone).Format("15:04"))
	}
	if b.said.FirstName+b.said.LastName+b.said.Phone+b.said.Email+b.said.Notes != "" {
		view.Held = strings.TrimSpace(view.Held + " " + typedKept)
	}
}
