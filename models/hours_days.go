package models

import (
	"cmp"
	"fmt"
	"time"
)

// DayOpen is one date with when it is open on the wall, its breaks left out.
type DayOpen struct {
	Date    Date
	Open    []string // 09:00–12:30
	Special bool     // by an override
	Name    string   // of that, where it has one
}

// Days are the dates from one on, each with when it is open.
func (o OpeningHours) Days(from Date, count int) []DayOpen {
	open := newOpenDays(time.UTC, o)
	names := map[Date]string{}
	for _, day := range o.Overrides {
		names[day.Date] = cmp.Or(names[day.Date], day.Name)
	}
	days := make([]DayOpen, count)
	for i := range days {
		day := &days[i]
		day.Date = from.AddDays(i)
		_, day.Special = open.overrides[day.Date]
		day.Name = names[day.Date]
		for _, span := range open.on(day.Date) {
			day.Open = append(day.Open, clockText(span.from)+"–"+clockText(span.until))
		}
	}
	return days
}

func clockText(after time.Duration) string {
	minutes := int(after / time.Minute)
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}

// ClockChange is a night on which a zone's clocks are put from one time to another.
type ClockChange struct {
	Date     Date
	From, To string // 02:00, 03:00
	Forward  bool
}

// ClockChanges are those of a zone in the days from one on during which these hours are open: an hour is missing then, or there twice.
func (o OpeningHours) ClockChanges(zone *time.Location, from Date, days int) []ClockChange {
	open := newOpenDays(zone, o)
	var changes []ClockChange
	at, until := from.In(zone), from.AddDays(days).In(zone)
	for {
		_, end := at.ZoneBounds()
		if end.IsZero() || !end.Before(until) {
			return changes
		}
		_, before := at.Zone()
		at = end.In(zone)
		_, after := at.Zone()
		if before == after || !open.isOpen(at) && !open.isOpen(at.Add(-time.Second)) {
			continue
		}
		old := at.In(time.FixedZone("", before))
		changes = append(changes, ClockChange{Date: DateIn(old, old.Location()), From: old.Format("15:04"), To: at.Format("15:04"), Forward: after > before})
	}
}
