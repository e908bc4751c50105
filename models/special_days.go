package models

import (
	"fmt"
	"strings"
)

const longestSpan = 366 // days of one line

// ReadSpecialDays reads days unlike their weekdays, as people paste or upload them: an iCalendar file, or lines that say a date, or two with
// “to” between them, what holds then: closed, or times, and the day's name.
//
//	2026-12-24,9-12
//	24.12.2026 to 02.01.2027; closed; winter holidays
//
// Order is how the country writes dates. What cannot be read is said in sentences, each with the number of its line.
func ReadSpecialDays(text string, order DateFormat) (Overrides, []string) {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.Contains(strings.ToUpper(text), "BEGIN:VCALENDAR") {
		return readCalendarDays(text)
	}
	var days Overrides
	var faults []string
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || i == 0 && strings.HasPrefix(strings.ToLower(line), "date") {
			continue
		}
		read, fault := readSpecialDay(line, order)
		if fault == "" && len(days)+len(read) > MostOverrides {
			return nil, []string{TooManyDays}
		}
		if fault != "" {
			faults = append(faults, fmt.Sprintf("Line %d: %s", i+1, fault))
			continue
		}
		days = append(days, read...)
	}
	return days, faults
}

func readSpecialDay(line string, order DateFormat) (days Overrides, fault string) {
	cells := specialCells(line)
	from, to, fault := readDays(cells[0], order)
	if fault != "" {
		return nil, fault
	}
	rule, name, fault := readRule(cells[1:])
	if fault != "" {
		return nil, fault
	}
	if name, err := CleanLine(name, LongestDayName); err != nil {
		return nil, "please give the day a shorter name, of letters that can be read."
	} else if name != "" {
		for i := range rule {
			rule[i].Name = name
		}
	}
	for date := from; !date.After(to); date = date.AddDays(1) {
		for _, open := range rule {
			open.Date = date
			days = append(days, open)
		}
	}
	return days, ""
}

// specialCells cuts a line at commas, semicolons or tabs; a line without them where a word begins that says what holds.
func specialCells(line string) []string {
	cells := strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '\t' })
	if len(cells) == 1 {
		cells = strings.Split(line, ",")
	}
	if len(cells) == 1 {
		if date, found := strings.CutSuffix(strings.ToLower(line), " closed"); found {
			cells = []string{date, "closed"}
		}
	}
	for i := range cells {
		cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
	}
	if len(cells) == 0 {
		return []string{""}
	}
	return cells
}

// readDays reads a date, or two with “to” or two dots between them.
func readDays(text string, order DateFormat) (from, to Date, fault string) {
	first, last, several := strings.Cut(text, " to ")
	if !several {
		first, last, several = strings.Cut(text, "..")
	}
	from, err := ParseLocalDate(first, order)
	to = from
	if several && err == nil {
		to, err = ParseLocalDate(last, order)
	}
	switch {
	case err != nil || from.IsZero() || to.IsZero() || !from.Valid() || !to.Valid():
		return from, to, "please begin with a date like 2026-12-24, or " + order.Example() + "."
	case to.Before(from):
		return from, to, "the second date is before the first one."
	case to.DaysSince(from) >= longestSpan:
		return from, to, "please give at most a year at once."
	}
	return from, to, ""
}

// readRule reads what holds on a day: nothing or closed, or any number of times. Once that is said, the rest of the line is a name.
func readRule(cells []string) (rule Overrides, name, fault string) {
	for i, cell := range cells {
		word := strings.TrimSpace(strings.TrimPrefix(strings.ToLower(cell), "open "))
		if word == "" {
			continue
		}
		if word == "closed" && len(rule) == 0 {
			return Overrides{{Closed: true}}, strings.Join(cells[i+1:], ", "), ""
		}
		from, to, err := TypedStretch(word)
		if err != nil && len(rule) == 0 {
			return nil, "", "please write “closed” behind the date, or times like 9-12:30."
		}
		if err != nil {
			return rule, strings.Join(cells[i:], ", "), ""
		}
		if wrong := wrongStretch(from, to); wrong != "" {
			return nil, "", wrong
		}
		rule = append(rule, Override{From: from, To: to})
	}
	if len(rule) == 0 {
		rule = Overrides{{Closed: true}}
	}
	return rule, "", ""
}
