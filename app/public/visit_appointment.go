package public

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	wholeDay   = "Monday 2 January 2006"
	dayAndTime = wholeDay + ", 15:04"
)

// tellAppointment says what was booked, and until when the customer can change it.
func (p pages) tellAppointment(tx *models.Tx, v *ownVisit, view *views.Portal) error {
	if !v.IsAppointment() {
		return nil
	}
	shots, err := models.VisitSnapshots(tx, *v.Visit)
	if err != nil {
		return err
	}
	view.Facts = appointmentFacts(shots[0], v)
	view.Title = "Your appointment is booked"
	if v.State == models.StateDraft {
		view.Title = "We have your request"
		view.Notes = []string{"This is not a fixed appointment yet: we look at it and confirm it, or suggest another time. This page shows it as soon as we have."}
	}
	if v.State != models.StateBooked && v.State != models.StateDraft {
		return nil
	}
	view.Notes = append(view.Notes, "Keep the link of this page, for instance as a bookmark: it leads you back to your appointment.")
	event := calendarEvent(shots[0], v)
	view.Keep = []views.Link{
		{Label: "Calendar file (.ics)", Href: v.path() + "/appointment.ics"}, {Label: "Google", Href: event.GoogleCalendar()}, {Label: "Outlook", Href: event.OutlookCalendar()},
	}
	return p.offerChanges(tx, v, view)
}

// bookAgain is where another time of the same service is chosen, or a service where that one cannot be booked any more.
func bookAgain(tx *models.Tx, v *ownVisit) (string, error) {
	services, err := v.Services(tx)
	if err != nil || len(services) != 1 || services[0].ArchivedAt != nil || !isBookable(v.location, &services[0]) {
		return "/book", err
	}
	return bookPath(v.location, &services[0]), nil
}

func appointmentFacts(shot *models.VisitSnapshot, v *ownVisit) []views.PortalFact {
	zone := v.Zone()
	when := views.PortalFact{
		Label: "When", At: v.StartsAt, Zone: v.TimeZone,
		Lines: []string{v.StartsAt.In(zone).Format(wholeDay), clockSpan(v, zone) + ", " + views.ZoneWords(v.StartsAt.Time, zone)},
	}
	facts := []views.PortalFact{when}
	if what := names(shot.Services, func(s models.ServiceRef) string { return s.Name }); what != "" {
		facts = append(facts, views.PortalFact{Label: "What", Lines: []string{what}})
	}
	if with := names(shot.Resources, staffName); with != "" {
		facts = append(facts, views.PortalFact{Label: "With", Lines: []string{with}})
	}
	if v.PartySize > 1 {
		facts = append(facts, views.PortalFact{Label: "For", Lines: []string{people(v.PartySize)}})
	}
	if len(shot.Services) == 1 {
		if cost := price(shot.Services[0].Price, shot.Services[0].Currency); cost != "" {
			facts = append(facts, views.PortalFact{Label: "Price", Lines: []string{cost}})
		}
	}
	return facts
}

// clockSpan is from when until when; an appointment over midnight, or over the hour that clocks are turned, says so.
func clockSpan(v *ownVisit, zone *time.Location) string {
	start, end := v.StartsAt.In(zone), v.EndsAt.In(zone)
	if models.DateIn(start, zone) != models.DateIn(end, zone) {
		return start.Format("15:04") + "–" + end.Format("15:04 Mon 2 Jan")
	}
	return start.Format("15:04") + "–" + end.Format("15:04")
}

// names are joined by commas; what has none is left out.
func names[T any](all []T, name func(T) string) string {
	var known []string
	for _, one := range all {
		if text := name(one); text != "" {
			known = append(known, text)
		}
	}
	return strings.Join(known, ", ")
}

// staffName leaves rooms and equipment out.
func staffName(r models.ResourceRef) string {
	if r.Kind != models.StaffMember {
		return ""
	}
	return r.Name
}

// place is where to come.
func place(l *models.Location) views.PortalFact {
	fact := views.PortalFact{Label: "Where", Lines: []string{l.Name}}
	if l.Address != "" {
		fact.Lines = append(fact.Lines, strings.Split(l.Address, "\n")...)
		fact.Map = "https://www.openstreetmap.org/search?query=" + url.QueryEscape(strings.Join(strings.Fields(l.Address), " "))
	}
	return fact
}

// offerChanges are moving and cancelling, each as long as the services' notice allows, or a word why not.
func (p pages) offerChanges(tx *models.Tx, v *ownVisit, view *views.Portal) error {
	cancelBy, err := v.CancelBy(tx)
	if err != nil {
		return err
	}
	moveBy, err := v.RescheduleBy(tx)
	if err != nil {
		return err
	}
	now, zone := p.Now(), v.Zone()
	until := func(at models.Instant) string { return at.In(zone).Format("Mon 2 Jan, 15:04") }
	if !moveBy.Before(now) {
		view.Actions = append(view.Actions, views.PortalAction{Href: v.path() + "/reschedule", Label: "Choose another time"})
		view.Facts = append(view.Facts, views.PortalFact{Label: "Move online", Lines: []string{"until " + until(moveBy)}})
	}
	switch {
	case !cancelBy.Before(now):
		label := "Cancel the appointment"
		if v.State == models.StateDraft {
			label = "Take the request back"
		}
		view.Actions = append(view.Actions, views.PortalAction{Noun: "cancellation", Label: label, Sent: "Cancelling…", Danger: true, Ask: whyCancelled()})
		view.Facts = append(view.Facts, views.PortalFact{Label: "Cancel online", Lines: []string{"until " + until(cancelBy)}})
	case v.location.Phone != "":
		view.Notes = append(view.Notes, "It is too late to cancel this online. If you cannot come, please call "+v.location.Phone+".")
	default:
		view.Notes = append(view.Notes, "It is too late to cancel this online. If you cannot come, please tell us.")
	}
	return nil
}

// visitFile is the appointment as a file for calendars.
func (p pages) visitFile(c echo.Context) error {
	tx := p.Read(c)
	v, err := p.openVisit(c, tx)
	if errors.Is(err, models.ErrNotFound) || err == nil && (!v.IsAppointment() || v.watching || v.BookingTime == nil) {
		return p.goneLink(c)
	}
	if err != nil {
		return err
	}
	shots, err := models.VisitSnapshots(tx, *v.Visit)
	if err != nil {
		return err
	}
	return web.CalendarFile(c, v.location.Name, p.Now(), calendarEvent(shots[0], v))
}

func calendarEvent(shot *models.VisitSnapshot, v *ownVisit) web.CalendarEvent {
	event := web.CalendarEvent{
		UID: web.CalendarUID(v.Visit), Sequence: v.IcsSequence, Start: v.StartsAt.Time, End: v.EndsAt.Time, Changed: v.UpdatedAt.Time,
		Summary: v.location.Name, Place: strings.Join(strings.Fields(v.location.Name+", "+v.location.Address), " "),
		State: v.State, Cancelled: v.CancelledTime != nil || v.DeclinedTime != nil,
	}
	if what := names(shot.Services, func(s models.ServiceRef) string { return s.Name }); what != "" {
		event.Summary = what + ", " + v.location.Name
	}
	if v.location.Phone != "" {
		event.Description = "Questions? Call " + v.location.Phone + "."
	}
	event.Place = strings.TrimSuffix(event.Place, ",")
	return event
}

// soonest words an instant for customers: the day, the time and the zone.
func soonest(at time.Time, zone *time.Location) string {
	return at.In(zone).Format(dayAndTime) + " (" + views.ZoneWords(at, zone) + ")"
}
