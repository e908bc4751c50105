package public

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"anteroom/models"
	"anteroom/views"
)

// What a booking says.
const (
	chooseFirst  = "Please choose a time."
	goneProvider = "Who you chose does not do this here any more. These are the times of everybody who does."
	fewerPeople  = "At most %d people can come at once. These are the times for %d; for more of you, please ask us."
	fewerWith    = "%s takes %s at a time. For %s please choose anyone, or ask us."
	notFree      = "%s is no longer free. Please choose another time."
	tooFarAhead  = "This is too far ahead to book yet. Please choose an earlier time."
	noTimeLeft   = "No time is left on this day. Please choose another one."

	takenTitle  = "This time has just been taken"
	overTitle   = "The time we kept for you is over"
	justTaken   = "Somebody else was quicker by a moment, so nothing is booked yet. What you typed is kept."
	heldOver    = "Nothing is booked yet, but the time is still free. What you typed is kept."
	heldUntil   = "We kept it until %s. Nothing is booked yet, but the time is still free. What you typed is kept."
	staysHeld   = "%s stays held for you until %s while you look."
	typedKept   = "What you typed is kept."
	stillBooked = "Somebody else was quicker by a moment. Nothing has changed: your appointment stays as it was."

	onRequest   = "We look at each request. You hear from us once it is confirmed."
	freeCancel  = "You can cancel until it begins."
	cancelUntil = "You can cancel until %s."
	freeMove    = "You can move it to another time until it begins."
	moveUntil   = "You can move it to another time until %s."

	wishEarlier = "I would like an earlier time: %s."

	tooLateMove = "It is too late to move this appointment online. It begins at the time below."
	notToMove   = "This appointment is over or was cancelled, so it cannot be moved."
)

// moment words a wall time for customers: Tue 24 Nov, 14:30, with the year where it is another, and the offset where the clocks show the
// time twice.
func moment(wall models.WallTime, now time.Time, zone *time.Location) string {
	at := wall.At.In(zone)
	text := shortDay(models.DateIn(at, zone), models.DateIn(now, zone)) + ", " + at.Format("15:04")
	if wall.Twice {
		text += " (UTC" + wall.Offset + ")"
	}
	return text
}

func shortDay(date, today models.Date) string {
	if date.Year != today.Year {
		return date.In(time.UTC).Format("Mon 2 Jan 2006")
	}
	return date.In(time.UTC).Format("Mon 2 Jan")
}

func longDay(date, today models.Date) string {
	if date.Year != today.Year {
		return date.In(time.UTC).Format("Monday 2 January 2006")
	}
	return date.In(time.UTC).Format("Monday 2 January")
}

func length(seconds int) string {
	minutes := seconds / 60
	switch {
	case minutes < 60:
		return strconv.Itoa(minutes) + " min"
	case minutes%60 == 0:
		return strconv.Itoa(minutes/60) + " h"
	}
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}

func price(amount, currency string) string {
	if amount == "0.00" || amount == "" {
		return ""
	}
	return strings.TrimSpace(amount + " " + currency)
}

// serviceFacts are what is worth knowing of a service before a time is chosen.
func serviceFacts(service *models.Service) []string {
	facts := []string{length(service.Duration)}
	if text := price(service.Price, service.Currency); text != "" {
		facts = append(facts, text)
	}
	if service.IsGroup() {
		facts = append(facts, "for groups of up to "+strconv.Itoa(service.Capacity))
	}
	return facts
}

func times(count int) string {
	if count == 1 {
		return "1 time"
	}
	return strconv.Itoa(count) + " times"
}

func places(count int) string {
	if count == 1 {
		return "1 place"
	}
	return strconv.Itoa(count) + " places"
}

func people(count int) string {
	if count == 1 {
		return "1 person"
	}
	return strconv.Itoa(count) + " people"
}

func hidden(pairs ...string) []views.Hidden {
	var inputs []views.Hidden
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			inputs = append(inputs, views.Hidden{Name: pairs[i], Value: pairs[i+1]})
		}
	}
	return inputs
}
