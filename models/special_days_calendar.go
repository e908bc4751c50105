package models

import (
	"fmt"
	"strings"
	"time"
)

// readCalendarDays reads the whole days of an iCalendar file (RFC 5545) as closed: what public holidays are published as.
func readCalendarDays(text string) (days Overrides, faults []string) {
	text = strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "").Replace(text)
	var event map[string]string
	for _, line := range strings.Split(text, "\n") {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		name, _, _ = strings.Cut(strings.ToUpper(name), ";")
		switch {
		case name == "BEGIN" && strings.EqualFold(value, "VEVENT"):
			event = map[string]string{}
		case name == "END" && strings.EqualFold(value, "VEVENT") && event != nil:
			read, fault := closedBy(event)
			if fault != "" {
				faults = append(faults, fault)
			}
			if days = append(days, read...); len(days) > MostOverrides {
				return nil, []string{TooManyDays}
			}
			event = nil
		case event != nil && event[name] == "":
			event[name] = value
		}
	}
	if len(days)+len(faults) == 0 {
		faults = []string{"This calendar holds no days."}
	}
	return days, faults
}

// closedBy are the days of one event. Its end is the day after the last one.
func closedBy(event map[string]string) (days Overrides, fault string) {
	called := fmt.Sprintf("“%.60s”", strings.ToValidUTF8(event["SUMMARY"], ""))
	from, err := time.Parse("20060102", event["DTSTART"])
	if err != nil {
		return nil, called + " has no whole days. Please write that day yourself."
	}
	if event["RRULE"] != "" {
		return nil, called + " repeats by a rule. Please write its days yourself."
	}
	name, err := CleanLine(strings.NewReplacer(`\\`, `\`, `\,`, ",", `\;`, ";", `\n`, " ", `\N`, " ").Replace(event["SUMMARY"]), LongestDayName)
	if err != nil {
		return nil, called + " has a name that is too long or cannot be read. Please write that day yourself."
	}
	until := from.AddDate(0, 0, 1)
	if event["DTEND"] != "" {
		if until, err = time.Parse("20060102", event["DTEND"]); err != nil || !until.After(from) || until.Sub(from) > longestSpan*24*time.Hour {
			return nil, called + " ends on no day that can be. Please write it yourself."
		}
	}
	for day := from; day.Before(until); day = day.AddDate(0, 0, 1) {
		if date := DateIn(day, time.UTC); date.Valid() {
			days = append(days, Override{Date: date, Closed: true, Name: name})
		}
	}
	return days, ""
}
