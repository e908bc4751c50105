package web

import (
	"net/http"
	"net/url"
	"time"

	"github.com/arran4/golang-ical"
	"github.com/labstack/echo/v4"

	"anteroom/models"
)

// CalendarEvent is an appointment as calendars keep it. The UID stays for ever and the Sequence grows: so a calendar knows which of two
// files is the newer.
type CalendarEvent struct {
	UID         string
	Sequence    int
	Start, End  time.Time
	Changed     time.Time
	Summary     string
	Description string
	Place       string
	Link        string // absolute; none where nobody but its owner may know it
	State       models.VisitState
	Cancelled   bool
}

// CalendarUID names a visit in calendars, whichever file tells of it.
func CalendarUID(visit *models.Visit) string { return visit.PublicID + "@anteroom" }

// CalendarType is what a calendar file is served as.
const CalendarType = "text/calendar; charset=utf-8"

// CalendarFile answers with an .ics file to keep.
func CalendarFile(c echo.Context, name string, now time.Time, events ...CalendarEvent) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="appointments.ics"`)
	return c.Blob(http.StatusOK, CalendarType, CalendarText(name, now, events...))
}

// CalendarText words events as RFC 5545: times in UTC, folded lines that end in CRLF. The library escapes what people wrote.
func CalendarText(name string, now time.Time, events ...CalendarEvent) []byte {
	calendar := ics.NewCalendarFor("Anteroom")
	calendar.SetMethod(ics.MethodPublish)
	calendar.SetName(name)
	for i := range events {
		events[i].addTo(calendar, now)
	}
	return []byte(calendar.Serialize(ics.WithNewLineWindows))
}

func (e *CalendarEvent) addTo(calendar *ics.Calendar, now time.Time) {
	event := calendar.AddEvent(e.UID)
	event.SetSequence(e.Sequence)
	event.SetDtStampTime(now.UTC())
	event.SetModifiedAt(e.Changed.UTC())
	event.SetStartAt(e.Start.UTC())
	event.SetEndAt(e.End.UTC())
	event.SetSummary(e.Summary)
	if e.Description != "" {
		event.SetDescription(e.Description)
	}
	if e.Place != "" {
		event.SetLocation(e.Place)
	}
	if e.Link != "" {
		event.SetURL(e.Link)
	}
	switch {
	case e.Cancelled:
		event.SetStatus(ics.ObjectStatusCancelled)
	case e.State == models.StateDraft:
		event.SetStatus(ics.ObjectStatusTentative)
	default:
		event.SetStatus(ics.ObjectStatusConfirmed)
	}
}

// GoogleCalendar and OutlookCalendar are where a browser adds the appointment to a calendar kept there. Nothing goes there before somebody
// follows the link.
func (e *CalendarEvent) GoogleCalendar() string {
	const stamp = "20060102T150405Z"
	query := url.Values{
		"action": {"TEMPLATE"}, "text": {e.Summary}, "details": {e.Description}, "location": {e.Place},
		"dates": {e.Start.UTC().Format(stamp) + "/" + e.End.UTC().Format(stamp)},
	}
	return "https://calendar.google.com/calendar/render?" + query.Encode()
}

// OutlookCalendar is GoogleCalendar's like.
func (e *CalendarEvent) OutlookCalendar() string {
	query := url.Values{
		"path": {"/calendar/action/compose"}, "rru": {"addevent"}, "subject": {e.Summary}, "body": {e.Description}, "location": {e.Place},
		"startdt": {e.Start.UTC().Format(time.RFC3339)}, "enddt": {e.End.UTC().Format(time.RFC3339)},
	}
	return "https://outlook.live.com/calendar/0/deeplink/compose?" + query.Encode()
}
