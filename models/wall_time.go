package models

import (
	"fmt"
	"time"
)

// WallText is how a wall time is written: 2026-12-01T10:00, without zone or offset (reference 002).
const WallText = "2006-01-02T15:04"

// WallTime is a time on the wall of a zone together with the instant it means.
type WallTime struct {
	Text   string // 2026-12-01T10:00
	At     Instant
	Offset string // +01:00
	Twice  bool   // the clocks show this time twice that day; At is the first
}

// ParseWall reads 2026-12-01T10:00 in a zone. A time that the clocks skip is refused with a Sentence; of one that they show twice the first
// is meant, everywhere alike, and Twice says so.
func ParseWall(text string, zone *time.Location) (WallTime, error) {
	read, err := time.Parse(WallText, text)
	if err != nil || read.Format(WallText) != text || !DateIn(read, time.UTC).Valid() {
		return WallTime{}, Sentence("Please write a date and a time like 2026-12-01T10:00.")
	}
	date := DateIn(read, time.UTC)
	wall := newWallDay(date, zone)
	after := time.Duration(read.Hour())*time.Hour + time.Duration(read.Minute())*time.Minute
	at := time.Unix(wall.at(after), 0).In(zone)
	if at.Format(WallText) != text {
		return WallTime{}, Sentence(fmt.Sprintf("There is no %s on %s in %s: the clocks go forward then. Please choose another time.",
			read.Format("15:04"), date.Text(), zone))
	}
	return WallTime{Text: text, At: At(at), Offset: at.Format("-07:00"), Twice: twice(at)}, nil
}

// WallOf is what the wall shows at an instant.
func WallOf(at time.Time, zone *time.Location) WallTime {
	local := at.In(zone)
	return WallTime{Text: local.Format(WallText), At: At(at), Offset: local.Format("-07:00"), Twice: twice(local)}
}

// twice says whether the wall shows the same time once more, before or after.
func twice(local time.Time) bool {
	_, offset := local.Zone()
	begin, end := local.ZoneBounds()
	var others []time.Time
	if !begin.IsZero() {
		others = append(others, begin.Add(-time.Second))
	}
	if !end.IsZero() {
		others = append(others, end)
	}
	for _, other := range others {
		_, its := other.In(local.Location()).Zone()
		again := local.Add(time.Duration(offset-its) * time.Second)
		if its != offset && again.Format(WallText) == local.Format(WallText) {
			return true
		}
	}
	return false
}

// wallDay turns times of one day's wall into instants, quickly on the days whose clocks are left alone.
type wallDay struct {
	date  Date
	zone  *time.Location
	start int64
	plain bool
}

func newWallDay(date Date, zone *time.Location) wallDay {
	start := date.In(zone).In(zone)
	_, end := start.ZoneBounds()
	begins := start.Hour() == 0 && start.Minute() == 0
	return wallDay{date: date, zone: zone, start: start.Unix(), plain: begins && (end.IsZero() || end.Sub(start) > 25*time.Hour)}
}

// at is the unix second at which the wall shows a time of the day. One that is skipped is the end of the gap, one shown twice the first.
func (d wallDay) at(after time.Duration) int64 {
	if d.plain {
		return d.start + int64(after/time.Second)
	}
	return wallClock(d.date, after, d.zone).Unix()
}

// exists is at, but false for a time that is skipped.
func (d wallDay) exists(after time.Duration) (int64, bool) {
	at := d.at(after)
	if d.plain {
		return at, true
	}
	local := time.Unix(at, 0).In(d.zone)
	return at, DateIn(local, d.zone) == d.date && time.Duration(local.Hour())*time.Hour+time.Duration(local.Minute())*time.Minute == after
}
