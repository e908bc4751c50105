package views

import (
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

// After graceTime a called visit is due to be looked after; after twice that it looks like a no-show.
const graceTime = 5 * time.Minute

// minutesText is 12 min, or 1 h 40 from an hour and a half on.
func minutesText(d time.Duration) string {
	minutes := int(d.Minutes())
	if minutes < 90 {
		return strconv.Itoa(minutes) + " min"
	}
	return strconv.Itoa(minutes/60) + " h " + twoDigits(strconv.Itoa(minutes%60))
}

// rangeText is an estimate as people are told it: 10–20 min, 0–2 min, 2–3 h.
func rangeText(seconds int, accuracy models.WaitAccuracy) string {
	low, high := models.EstimateRange(seconds, accuracy)
	if high >= 120 {
		return HalfHours(low) + "–" + HalfHours(high+29) + " h"
	}
	return strconv.Itoa(low) + "–" + strconv.Itoa(high) + " min"
}

// HalfHours are minutes in hours, down to the half.
func HalfHours(minutes int) string {
	if minutes%60 < 30 {
		return strconv.Itoa(minutes / 60)
	}
	return strings.TrimPrefix(strconv.Itoa(minutes/60), "0") + "½"
}

// quoted is the wait that somebody was told when they joined, in words and as the minutes after which it is over.
func (t *TodayPage) quoted(v *models.Visit) (words string, until time.Duration) {
	switch {
	case v.QuotedWait != nil:
		until = time.Duration(*v.QuotedWait) * time.Second
		return minutesText(until), until
	case v.OriginalEstWait != nil:
		_, high := models.EstimateRange(*v.OriginalEstWait, t.Accuracy)
		return rangeText(*v.OriginalEstWait, t.Accuracy), time.Duration(high) * time.Minute
	}
	return "", 0
}

func (t *TodayPage) waited(v *models.Visit) time.Duration {
	return max(0, t.Clock.Now.Sub(v.WaitlistTime.Time))
}

// waitedText is "waited 12 of 10–20 min".
func (t *TodayPage) waitedText(v *models.Visit) string {
	waited := t.waited(v)
	words, _ := t.quoted(v)
	switch {
	case words == "":
		return "waited " + minutesText(waited)
	case strings.HasSuffix(words, " min") && waited < 90*time.Minute:
		return "waited " + strconv.Itoa(int(waited.Minutes())) + " of " + words
	}
	return "waited " + minutesText(waited) + " of " + words
}

// over is "+5 min" once somebody waits longer than they were told.
func (t *TodayPage) over(v *models.Visit) string {
	words, until := t.quoted(v)
	if late := t.waited(v) - until; words != "" && late >= time.Minute {
		return "+" + minutesText(late)
	}
	return ""
}

// sinceCall is how long ago somebody was called.
func (t *TodayPage) sinceCall(v *models.Visit) time.Duration {
	if v.AlertedTime == nil {
		return 0
	}
	return max(0, t.Clock.Now.Sub(v.AlertedTime.Time))
}

func (t *TodayPage) calledState(v *models.Visit) State {
	since := t.sinceCall(v)
	tone := ""
	if since >= graceTime {
		tone = "warn"
	}
	if since < time.Minute {
		return State{"Just called", tone}
	}
	return State{"Called " + minutesText(since) + " ago", tone}
}

func (t *TodayPage) missed(v *models.Visit) bool { return t.sinceCall(v) >= 2*graceTime }

// states are the pills of a card beside its own words.
func (t *TodayPage) states(v *models.Visit) (states []State) {
	if v.State == models.StateWaiting {
		if over := t.over(v); over != "" {
			states = append(states, State{over, "bad"})
		}
	}
	if late := t.served(v) - time.Duration(v.Duration)*time.Second; v.State == models.StateServing && v.Duration > 0 && late >= time.Minute {
		states = append(states, State{"+" + minutesText(late), "warn"})
	}
	if v.State == models.StateDraft {
		states = append(states, State{"To confirm", "warn"})
	}
	if v.State == models.StateBooked && v.StartsAt.Before(t.Clock.Now) {
		states = append(states, State{"started " + minutesText(t.Clock.Now.Sub(v.StartsAt.Time)) + " ago", "warn"})
	}
	if v.HasTag(models.TagDelayed) && v.State != models.StateServing {
		states = append(states, State{"Needs more time", "warn"})
	}
	if v.HasTag(models.TagArrived) && v.State == models.StateWaiting {
		states = append(states, State{"Here", "good"})
	} else if v.Said() == models.TagConfirmed && v.State == models.StateWaiting {
		states = append(states, State{"On the way", "info"})
	}
	return states
}

// about is the line below a name: party, services, where it came from.
func (t *TodayPage) about(v *models.Visit) string {
	var parts []string
	if v.PartySize > 1 {
		parts = append(parts, strconv.Itoa(v.PartySize)+" people")
	}
	for i := range t.Services {
		for _, id := range v.ServiceIDs {
			if t.Services[i].ID == id {
				parts = append(parts, t.Services[i].Name)
			}
		}
	}
	if v.IsAppointment() && v.State != models.StateBooked && v.State != models.StateDraft {
		parts = append(parts, "booked for "+t.start(v))
	}
	if word := sourceWord(v.Source); word != "" {
		parts = append(parts, word)
	}
	return strings.Join(parts, " · ")
}

// by names who and what a visit is with.
func (t *TodayPage) by(v *models.Visit) string {
	var names []string
	for i := range t.Resources {
		for _, id := range v.ResourceIDs {
			if t.Resources[i].ID == id {
				names = append(names, t.Resources[i].Name)
			}
		}
	}
	return strings.Join(names, ", ")
}

func (t *TodayPage) start(v *models.Visit) string {
	return v.StartsAt.In(t.Clock.Zone).Format("15:04")
}

func (t *TodayPage) served(v *models.Visit) time.Duration {
	if v.ServeTime == nil {
		return 0
	}
	return t.Clock.Now.Sub(v.ServeTime.Time)
}

// servedText is "since 14:05, 12 of 30 min".
func (t *TodayPage) servedText(v *models.Visit) string {
	served := t.served(v)
	text := "since " + v.ServeTime.In(t.Clock.Zone).Format("15:04") + ", "
	if v.Duration > 0 {
		return text + strconv.Itoa(int(served.Minutes())) + " of " + minutesText(time.Duration(v.Duration)*time.Second)
	}
	return text + minutesText(served)
}

// sourceWord says where a visit came from; what staff made says nothing.
func sourceWord(source string) string {
	return map[string]string{"ONLINE": "online", "KIOSK": "kiosk", "PORTAL": "own page", "API": "by a program"}[source]
}

// Ending is how a visit ended.
func Ending(v *models.Visit) State {
	switch {
	case v.HasTag(models.TagNoShow):
		return State{"No-show", "warn"}
	case v.HasTag(models.TagCancelled):
		return State{"Cancelled", ""}
	case v.HasTag(models.TagDeclined):
		return State{"Declined", ""}
	case v.HasTag(models.TagExpired):
		return State{"Expired", ""}
	}
	return State{"Done", "good"}
}

// Overtaken says what somebody else did with a visit while a page still showed it otherwise. You is the reader.
func Overtaken(v *models.Visit, you string) string {
	who := v.UpdatedBy
	switch who {
	case you:
		who = "You"
	case models.QueueJob, "":
		who = "The clock"
	}
	last := func(at *models.Instant) bool { return at != nil && *at == v.UpdatedAt }
	name := v.Name()
	switch {
	case last(v.NoShowTime):
		return who + " already marked " + name + " as a no-show."
	case last(v.CancelledTime):
		return who + " already removed " + name + "."
	case last(v.DeclinedTime):
		return who + " already declined the request of " + name + "."
	case last(v.CompletedTime):
		return who + " already finished with " + name + "."
	case last(v.ServeTime):
		return who + " already started with " + name + "."
	case last(v.AlertedTime):
		return who + " already called " + name + "."
	case last(v.DelayedTime):
		return who + " already noted that " + name + " needs more time."
	case last(v.ArrivedTime), last(v.WaitlistTime):
		return who + " already put " + name + " in line."
	}
	if who == "You" {
		return "You changed the visit of " + name + " in the meantime."
	}
	return who + " changed the visit of " + name + " in the meantime."
}

// lineState is the queue of the location in a pill.
func (t *TodayPage) lineState() State {
	switch l := t.Location; {
	case !l.IsQueueOpen:
		return State{"Line closed", ""}
	case l.IsQueuePaused:
		return State{"Line paused", "warn"}
	case !l.IsOpen(t.Clock.Now):
		return State{"Outside opening hours", ""}
	}
	return State{"Line open", "good"}
}

// accuracyText measures the estimates against what happened; nothing while too few were served.
func (t *TodayPage) accuracyText() string {
	if !t.Accuracy.Known() {
		return ""
	}
	return "Of the last " + counted(t.Accuracy.Visits, "estimate", "estimates") + ", " + strconv.Itoa(t.Accuracy.Within) +
		" % were right to five minutes; half were at most " + minutesText(time.Duration(t.Accuracy.Off+59)*time.Second) + " off."
}
