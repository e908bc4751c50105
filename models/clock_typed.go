package models

import (
	"fmt"
	"strconv"
	"strings"
)

const wrongClock = Sentence("Please write a time like 9, 9:30 or 17:00, and 24:00 for the end of a day.")

// TypedClock reads a time of day as people type it (9, 9:30, 09.30, 0930, 9h30, 5 pm, 24) and gives it as 09:30. The end of a day is 24:00.
func TypedClock(text string) (string, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	text = strings.NewReplacer("a.m.", "am", "p.m.", "pm", "uhr", "").Replace(text)
	half := ""
	for _, suffix := range []string{"am", "pm"} {
		if rest, found := strings.CutSuffix(text, suffix); found {
			text, half = rest, suffix
			break
		}
	}
	hour, minute, ok := clockNumbers(strings.TrimSuffix(text, "h"))
	if !ok || half != "" && (hour < 1 || hour > 12) {
		return "", wrongClock
	}
	switch {
	case half == "am" && hour == 12:
		hour = 0
	case half == "pm" && hour < 12:
		hour += 12
	}
	clock := fmt.Sprintf("%02d:%02d", hour, minute)
	if _, err := ParseClock(clock); err != nil {
		return "", wrongClock
	}
	return clock, nil
}

// clockNumbers are the hour and the minute of 9, 930, 0930, 9:30, 9.30 and 9h30.
func clockNumbers(text string) (hour, minute int, ok bool) {
	hours, minutes := text, "00"
	if at := strings.IndexAny(text, ":.h"); at >= 0 {
		hours, minutes = text[:at], text[at+1:]
	} else if len(text) > 2 {
		hours, minutes = text[:len(text)-2], text[len(text)-2:]
	}
	digits := strings.Trim(hours+minutes, "0123456789") == ""
	if !digits || len(hours) < 1 || len(hours) > 2 || len(minutes) != 2 {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(hours)
	minute, _ = strconv.Atoi(minutes)
	return hour, minute, true
}

// TypedStretch reads two times with a hyphen, a dash or “to” between them: 9-17, 9:00 – 12:30, 9 to 5 pm. Whether the second is later, the hours check.
func TypedStretch(text string) (from, to string, err error) {
	text = strings.NewReplacer("–", "-", "—", "-", " to ", "-").Replace(text)
	first, second, found := strings.Cut(text, "-")
	if !found {
		return "", "", Sentence("Please write two times with a hyphen between them, like 9-12:30.")
	}
	if from, err = TypedClock(first); err != nil {
		return "", "", err
	}
	to, err = TypedClock(second)
	return from, to, err
}
