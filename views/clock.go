package views

import (
	"strconv"
	"time"

	"anteroom/models"
)

// Clock words instants as staff read them: by the account's wall clock, and how long ago.
type Clock struct {
	Now  time.Time
	Zone *time.Location
}

// Today is the day on the wall.
func (c Clock) Today() models.Date { return models.DateIn(c.Now, c.Zone) }

// Date is the day of an instant.
func (c Clock) Date(at models.Instant) models.Date { return models.DateIn(at.Time, c.Zone) }

// Day is 25 Jun, with the year where it is not this one.
func (c Clock) Day(at models.Instant) string {
	if at.IsZero() {
		return ""
	}
	return c.DayOf(c.Date(at))
}

// DayOf is Day for a date.
func (c Clock) DayOf(date models.Date) string {
	if date.Year == c.Today().Year {
		return date.In(time.UTC).Format("2 Jan")
	}
	return date.Text()
}

// Ago is "just now", "3 min ago", "5 h ago" and further back the day and time.
func (c Clock) Ago(at models.Instant) string {
	passed := c.Now.Sub(at.Time)
	switch {
	case passed < 0:
		return c.Full(at)
	case passed < time.Minute:
		return "just now"
	case passed < time.Hour:
		return strconv.Itoa(int(passed.Minutes())) + " min ago"
	case passed < 12*time.Hour:
		return strconv.Itoa(int(passed.Hours())) + " h ago"
	}
	return c.Full(at)
}

// Full is 25 Jun 2026, 14:05.
func (c Clock) Full(at models.Instant) string {
	return at.In(c.Zone).Format("2 Jan 2006, 15:04")
}
