package models

import "time"

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
