package models

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

const (
	minuteSeconds = 60
	hourSeconds   = 60 * minuteSeconds
	daySeconds    = 24 * hourSeconds
)

// spanUnit is the seconds of a unit's name, 0 where it is none.
func spanUnit(name string) int {
	switch name {
	case "s", "sec", "secs", "second", "seconds":
		return 1
	case "m", "min", "mins", "minute", "minutes":
		return minuteSeconds
	case "h", "hr", "hrs", "hour", "hours":
		return hourSeconds
	case "d", "day", "days":
		return daySeconds
	case "w", "wk", "week", "weeks":
		return 7 * daySeconds
	}
	return 0
}

// TypedSpan reads a length of time as people type it (45 min, 1:30, 1 h 30, 1.5 hours, 2 days) and gives its seconds. A number alone is of
// the unit bare, in seconds; where that is 0, a unit has to be named, but for 0 itself.
func TypedSpan(text string, bare int) (seconds int, err error) {
	wrong := Sentence("Please write a time like 45 min, 2 hours or 3 days.")
	text = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(text), ",", "."))
	if hours, minutes, found := strings.Cut(text, ":"); found {
		h, wrongHour := strconv.ParseUint(hours, 10, 16)
		m, wrongMinute := strconv.ParseUint(minutes, 10, 16)
		if wrongHour != nil || wrongMinute != nil || m > 59 || len(minutes) != 2 {
			return 0, wrong
		}
		return int(h)*hourSeconds + int(m)*minuteSeconds, nil
	}
	last := 0 // the unit before: 30 behind 1 h are minutes
	total := 0.0
	for text != "" {
		digits := len(text) - len(strings.TrimLeft(text, "0123456789."))
		number, err := strconv.ParseFloat(text[:digits], 64)
		if err != nil || digits > 9 {
			return 0, wrong
		}
		text = strings.TrimSpace(text[digits:])
		letters := len(text) - len(strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz"))
		unit := spanUnit(text[:letters])
		if letters == 0 {
			switch {
			case last == hourSeconds && text == "":
				unit = minuteSeconds
			case last == 0 && text == "" && bare > 0:
				unit = bare
			case last == 0 && text == "" && number == 0:
				unit = 1
			}
		}
		if unit == 0 || last != 0 && unit >= last {
			return 0, wrong
		}
		total += number * float64(unit)
		text, last = strings.TrimSpace(text[letters:]), unit
	}
	if last == 0 || total > math.MaxInt32 || total != math.Trunc(total) {
		return 0, wrong
	}
	return int(total), nil
}

// SpanText writes seconds for people, as TypedSpan reads them: 45 min, 1 h 30 min, 2 days.
func SpanText(seconds int) string {
	if seconds == 0 {
		return "0 min"
	}
	var parts []string
	for _, unit := range []struct {
		seconds   int
		one, many string
	}{{daySeconds, "day", "days"}, {hourSeconds, "h", "h"}, {minuteSeconds, "min", "min"}, {1, "s", "s"}} {
		if n := seconds / unit.seconds; n > 0 {
			word := unit.many
			if n == 1 {
				word = unit.one
			}
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
			seconds %= unit.seconds
		}
	}
	return strings.Join(parts, " ")
}
