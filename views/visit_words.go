package views

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

// VisitMark is where a visit stands, in a word with a tone and an icon.
type VisitMark struct {
	State
	Icon string
}

// MarkOf words where a visit stands.
func MarkOf(v *models.Visit) VisitMark {
	if v.IsOffer() && v.State == models.StatePending {
		return VisitMark{State{"Offered", "info"}, "bell"}
	}
	return markOf(v.State, v.Tags)
}

func markOf(state models.VisitState, tags []string) VisitMark {
	has := func(tag models.VisitTag) bool { return slices.Contains(tags, string(tag)) }
	switch state {
	case models.StatePending:
		return VisitMark{State{"Held", ""}, "lock"}
	case models.StateDraft:
		return VisitMark{State{"To be confirmed", "warn"}, "info"}
	case models.StateWaiting:
		if has(models.TagAlerted) {
			return VisitMark{State{"Called", "info"}, "bell"}
		}
		return VisitMark{State{"Waiting", "info"}, "clock"}
	case models.StateServing:
		return VisitMark{State{"Being served", "good"}, "user"}
	case models.StateComplete:
		return endMark(has)
	}
	switch {
	case has(models.TagDelayed):
		return VisitMark{State{"Running late", "warn"}, "clock"}
	case has(models.TagConfirmed):
		return VisitMark{State{"Confirmed", "good"}, "check"}
	}
	return VisitMark{State{"Booked", ""}, "calendar"}
}

func endMark(has func(models.VisitTag) bool) VisitMark {
	switch {
	case has(models.TagCancelled):
		return VisitMark{State{"Cancelled", ""}, "x"}
	case has(models.TagNoShow):
		return VisitMark{State{"No-show", "bad"}, "bad"}
	case has(models.TagDeclined):
		return VisitMark{State{"Declined", ""}, "x"}
	case has(models.TagExpired):
		return VisitMark{State{"Expired", ""}, "x"}
	}
	return VisitMark{State{"Done", "good"}, "good"}
}

// VisitDay is the day of an appointment on its wall: Tue 24 Nov 2026.
func VisitDay(v *models.Visit) string {
	if v.StartsAt == nil {
		return ""
	}
	return v.StartsAt.In(v.Zone()).Format("Mon 2 Jan 2006")
}

// VisitHours is from when until when on the wall, with the offset where the clocks show the time twice: 14:30–15:00.
func VisitHours(v *models.Visit) string {
	if v.StartsAt == nil || v.EndsAt == nil {
		return ""
	}
	return hourOf(v.StartsAt.Time, v.Zone()) + "–" + hourOf(v.EndsAt.Time, v.Zone())
}

// hourOf is a time of day, with its offset where the day has it twice.
func hourOf(at time.Time, zone *time.Location) string {
	wall := models.WallOf(at, zone)
	if wall.Twice {
		return wall.Text[11:] + " (UTC" + wall.Offset + ")"
	}
	return wall.Text[11:]
}

// zoneWords names a zone and how it stands at an instant: Europe/Berlin (CET).
func zoneWords(at time.Time, zone *time.Location) string {
	short := at.In(zone).Format("MST")
	if strings.ContainsAny(short, "+-0123456789") {
		short = "UTC" + at.In(zone).Format("-07:00")
	}
	return zone.String() + " (" + short + ")"
}

// durationWords is 45 min, 1 h, 1 h 30 min.
func durationWords(seconds int) string {
	minutes := (seconds + 30) / 60
	switch {
	case minutes < 60:
		return strconv.Itoa(minutes) + " min"
	case minutes%60 == 0:
		return strconv.Itoa(minutes/60) + " h"
	}
	return strconv.Itoa(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
}

// sourceWords says which way a visit came.
func sourceWords(source string) string {
	switch source {
	case "STAFF":
		return "by staff"
	case "ONLINE":
		return "online"
	case "KIOSK":
		return "at the kiosk"
	case "PORTAL":
		return "from the customer’s own page"
	case "API":
		return "by a program"
	}
	return source
}

// answerWords is what was said to a field for one visit.
func answerWords(answer models.AnswerRef) string {
	if len(answer.Values) > 1 {
		return strings.Join(answer.Values, ", ")
	}
	return valueWords(answer.Type, strings.Join(answer.Values, ""))
}
