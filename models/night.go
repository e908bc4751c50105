package models

import "time"

// ParseClock reads a time of day as 03:00, or 24:00 for its end, as the time since midnight.
func ParseClock(text string) (time.Duration, error) {
	if text == "24:00" {
		return 24 * time.Hour, nil
	}
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, Sentence("Please write a time like 09:30.")
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// LocalDueDate is the latest date whose nightly run, at so long after midnight on the wall of zone, is due by now. Where the night's clocks
// skip that time the run is due at the first instant after the gap; where they show it twice, at the first.
func LocalDueDate(now time.Time, zone *time.Location, at time.Duration) Date {
	date := DateIn(now, zone).AddDays(1)
	for wallClock(date, at, zone).After(now) {
		date = date.AddDays(-1)
	}
	return date
}

// DatesDue lists the nights to catch up, oldest first: those after last up to today. Where no night was ever run, today alone.
func DatesDue(last, today Date) []Date {
	if last.IsZero() {
		return []Date{today}
	}
	var due []Date
	for date := last.AddDays(1); !date.After(today); date = date.AddDays(1) {
		due = append(due, date)
	}
	return due
}

// wallClock is the instant at which a clock in zone shows date and after hours since midnight. A time that does not exist is the first
// instant after the gap; one that exists twice is the first of the two.
func wallClock(date Date, after time.Duration, zone *time.Location) time.Time {
	wanted := time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC).Add(after)
	shows := func(t time.Time) time.Time {
		_, offset := t.Zone()
		return t.Add(time.Duration(offset) * time.Second)
	}
	start := wanted.Add(-36 * time.Hour).In(zone)
	for shows(start).Before(wanted) {
		_, offset := start.Zone()
		at := wanted.Add(-time.Duration(offset) * time.Second).In(zone)
		_, end := start.ZoneBounds()
		if end.IsZero() || at.Before(end) {
			return at
		}
		start = end
	}
	return start
}
