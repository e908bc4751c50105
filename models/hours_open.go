package models

import (
	"slices"
	"time"
)

// span is a half-open stretch of time in unix seconds.
type span struct{ from, until int64 }

func (s span) contains(other span) bool { return s.from <= other.from && other.until <= s.until }

// clockSpan is a half-open stretch of a day on the wall.
type clockSpan struct{ from, until time.Duration }

// openDays answers when a location, or a resource there, is open. Read the texts once, ask for many days.
type openDays struct {
	zone      *time.Location
	always    bool
	hours     map[time.Weekday][]clockSpan
	breaks    map[time.Weekday][]clockSpan
	overrides map[Date][]clockSpan
}

func newOpenDays(zone *time.Location, open OpeningHours) *openDays {
	days := &openDays{
		zone: zone, always: len(open.Hours) == 0, hours: clockSpans(open.Hours), breaks: clockSpans(open.Breaks), overrides: map[Date][]clockSpan{},
	}
	for _, day := range open.Overrides {
		spans := days.overrides[day.Date]
		if !day.Closed {
			spans = append(spans, readClockSpan(day.From, day.To))
		}
		days.overrides[day.Date] = spans
	}
	return days
}

func clockSpans(hours Hours) map[time.Weekday][]clockSpan {
	spans := map[time.Weekday][]clockSpan{}
	for _, open := range hours {
		day := weekday(open.Day)
		spans[day] = append(spans[day], readClockSpan(open.From, open.To))
	}
	return spans
}

// readClockSpan reads texts that were checked when they were saved.
func readClockSpan(from, to string) clockSpan {
	begin, _ := ParseClock(from)
	end, _ := ParseClock(to)
	return clockSpan{begin, end}
}

// on is when the wall of a day says open, without its breaks.
func (d *openDays) on(date Date) []clockSpan {
	open, special := d.overrides[date]
	if !special {
		open = d.hours[date.Weekday()]
		if d.always {
			open = []clockSpan{{0, 24 * time.Hour}}
		}
	}
	for _, pause := range d.breaks[date.Weekday()] {
		open = without(open, pause)
	}
	return open
}

func without(open []clockSpan, pause clockSpan) []clockSpan {
	var left []clockSpan
	for _, o := range open {
		if before := (clockSpan{o.from, min(o.until, pause.from)}); before.from < before.until {
			left = append(left, before)
		}
		if after := (clockSpan{max(o.from, pause.until), o.until}); after.from < after.until {
			left = append(left, after)
		}
	}
	return left
}

// spans are the open stretches of the days from one to another, both included, in order and joined where they touch:
// a night that is open ends one day at 24:00 and begins the next at 00:00.
func (d *openDays) spans(from, to Date) []span {
	var spans []span
	for date := from; !date.After(to); date = date.AddDays(1) {
		wall := newWallDay(date, d.zone)
		for _, open := range d.on(date) {
			s := span{wall.at(open.from), wall.at(open.until)}
			switch last := len(spans) - 1; {
			case s.from >= s.until:
			case last >= 0 && spans[last].until >= s.from:
				spans[last].until = max(spans[last].until, s.until)
			default:
				spans = append(spans, s)
			}
		}
	}
	return spans
}

// isOpen says whether an instant lies in the hours.
func (d *openDays) isOpen(at time.Time) bool {
	today := DateIn(at, d.zone)
	return slices.ContainsFunc(d.spans(today.AddDays(-1), today), func(s span) bool { return s.contains(span{at.Unix(), at.Unix() + 1}) })
}

// covered says whether one of the spans, which are in order, holds a whole stretch.
func covered(spans []span, s span) bool {
	i, _ := slices.BinarySearchFunc(spans, s, func(open, s span) int {
		if open.until <= s.from {
			return -1
		}
		return 1
	})
	return i < len(spans) && spans[i].contains(s)
}
