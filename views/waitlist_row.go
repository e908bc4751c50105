package views

import (
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

// WaitlistRow is an entry with what its line needs beside it.
type WaitlistRow struct {
	models.EntryRow
	Days string // as answered, "Monday,Tuesday"
}

// WaitlistView is when and for which list rows are worded.
type WaitlistView struct {
	List  *models.Waitlist
	Now   time.Time
	Zone  *time.Location
	Today models.Date
}

func (v WaitlistView) ages(r WaitlistRow) string {
	birth := r.Person.Birthdate
	if birth.IsZero() {
		if v.List.MinMonths == nil && v.List.MaxMonths == nil {
			return ""
		}
		return "no birthdate"
	}
	text := models.AgeText(birth, v.Today)
	on := v.List.AgeAt.On(v.Today, r.RequestedDate, v.List.CutoffDate)
	if on != v.Today {
		text += " · " + models.AgeText(birth, on) + " on " + v.day(on)
	}
	return text
}

// under is the line below the name.
func (v WaitlistView) under(r WaitlistRow) string {
	parts := []string{}
	if ages := v.ages(r); ages != "" {
		parts = append(parts, ages)
	}
	if r.Sibling != "" {
		parts = append(parts, r.Sibling+" is enrolled")
	}
	return strings.Join(parts, " · ")
}

// why splits the reason of a place into the word of its pill and the rest.
func (r WaitlistRow) why() (pill, rest string) {
	if rest, cut := strings.CutPrefix(r.Why, "Placed by hand "); cut {
		return "Placed by hand", rest
	}
	if r.Priority == nil {
		return "", strings.TrimPrefix(r.Why, "No priority, ")
	}
	rest, _ = strings.CutPrefix(r.Why, r.Priority.Name+", ")
	return r.Priority.Name, rest
}

// states are the pills beside a name.
func (v WaitlistView) states(r WaitlistRow) []State {
	var states []State
	switch {
	case r.Status == models.Offered && r.OfferUntil != nil && r.OfferUntil.Before(v.Now):
		states = append(states, State{"Offer ended " + v.moment(*r.OfferUntil), "warn"})
	case r.Status == models.Offered && r.OfferUntil != nil:
		states = append(states, State{"Offered until " + v.moment(*r.OfferUntil), "info"})
	case r.Status == models.Enrolled && r.LeftAt != nil:
		states = append(states, State{"Enrolled until " + v.day(v.date(*r.LeftAt)), ""})
	case !r.IsActive():
		states = append(states, State{v.ending(r) + " " + v.day(v.date(*r.EndedAt)), endTone(r.Status)})
	}
	if due := v.due(r); due != "" {
		states = append(states, State{due, "warn"})
	}
	on := v.List.AgeAt.On(v.Today, r.RequestedDate, v.List.CutoffDate)
	if r.IsActive() && v.List.Range().Fit(r.Person.Birthdate, on) == models.FitAbove {
		states = append(states, State{"Too old for this list", "warn"})
	}
	return states
}

func endTone(status models.EntryStatus) string {
	if status == models.Enrolled {
		return "good"
	}
	return ""
}

func (v WaitlistView) ending(r WaitlistRow) string {
	switch r.Status {
	case models.Enrolled:
		return "Enrolled"
	case models.AgedOut:
		return "Aged out"
	case models.Lapsed:
		return "Not confirmed, left"
	}
	return "Removed"
}

// due words when somebody has to say again that they want the place, empty while that is not asked.
func (v WaitlistView) due(r WaitlistRow) string {
	if v.List.ConfirmDays == 0 || !r.IsActive() {
		return ""
	}
	since := r.CreatedAt
	if r.ConfirmedAt != nil {
		since = *r.ConfirmedAt
	}
	asked := since.AddDate(0, 0, v.List.ConfirmDays)
	if asked.After(v.Now) {
		return ""
	}
	last := asked
	if v.List.ConfirmSince != nil && v.List.ConfirmSince.After(asked) {
		last = v.List.ConfirmSince.Time
	}
	last = last.AddDate(0, 0, v.List.GraceDays)
	if last.Before(v.Now) {
		return "Confirmation overdue"
	}
	return "Confirm by " + v.day(models.DateIn(last, v.Zone))
}

func (v WaitlistView) wants(r WaitlistRow) string {
	days := models.SplitChoices(r.Days)
	if len(days) >= 5 {
		return "Every day"
	}
	short := make([]string, len(days))
	for i, day := range days {
		short[i] = day
		if runes := []rune(day); strings.HasSuffix(day, "day") && len(runes) > 3 {
			short[i] = string(runes[:3])
		}
	}
	return strings.Join(short, ", ")
}

// waiting is how long somebody waits, or waited, in the largest unit that says something.
func (v WaitlistView) waiting(r WaitlistRow) string {
	until := v.Today
	if r.EndedAt != nil {
		until = v.date(*r.EndedAt)
	}
	since := v.date(r.AddedAt)
	days := until.DaysSince(since)
	switch {
	case days <= 0:
		return "today"
	case days < 60:
		return counted(days, "day", "days")
	}
	return counted(models.MonthsAt(since, until), "month", "months")
}

func (v WaitlistView) date(at models.Instant) models.Date { return models.DateIn(at.Time, v.Zone) }

// day is 25 Jun, with the year where it is not this one.
func (v WaitlistView) day(date models.Date) string {
	if date.Year == v.Today.Year {
		return date.In(time.UTC).Format("2 Jan")
	}
	return date.Text()
}

// moment is Tue 24 Nov, 14:30 on the list's wall.
func (v WaitlistView) moment(at models.Instant) string {
	return at.In(v.Zone).Format("Mon 2 Jan, 15:04")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }
