package models

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"
)

// OpenTime is one stretch of a weekday on the wall clock of a location. To is 24:00 where it lasts until the day ends.
type OpenTime struct {
	Day  string `json:"day"` // MO TU WE TH FR SA SU
	From string `json:"from"`
	To   string `json:"to"`
}

// Hours are the stretches of a week in its order. None = always.
type Hours []OpenTime

// Override is a day that is unlike its weekday: closed, or open from one time to another. Several of one day add up.
type Override struct {
	Date   Date   `json:"date"`
	Closed bool   `json:"closed"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Name   string `json:"name,omitempty"` // Christmas Eve
}

// Overrides are the days that are unlike their weekdays, in order.
type Overrides []Override

// OpeningHours are when a location is open: its hours without its breaks, but for the days of the overrides, whose breaks stay.
type OpeningHours struct {
	Hours     Hours
	Breaks    Hours
	Overrides Overrides
}

const (
	mostOpenTimes = 100

	// MostOverrides is how many rows of special days a location keeps: more than a whole year said day by day.
	MostOverrides = 400

	// LongestDayName is how many characters the name of a special day may have.
	LongestDayName = 100

	// TooManyDays is said where there are more. The words are for people.
	TooManyDays = "Please keep at most 400 special days. Those far ahead can be added later."
)

// WeekDays are the days as OpenTime names them, in the order of a week.
func WeekDays() []string { return []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"} }

func weekday(day string) time.Weekday {
	return time.Weekday((slices.Index(WeekDays(), day) + 1) % 7)
}

// GormDataType is a text on both engines.
func (Hours) GormDataType() string { return "text" }

// Value writes a JSON array.
func (h Hours) Value() (driver.Value, error) {
	return storeJSON(append([]OpenTime{}, h...))
}

// Scan reads a JSON array.
func (h *Hours) Scan(value any) error { return scanJSON(value, (*[]OpenTime)(h)) }

// GormDataType is a text on both engines.
func (Overrides) GormDataType() string { return "text" }

// Value writes a JSON array.
func (o Overrides) Value() (driver.Value, error) {
	return storeJSON(append([]Override{}, o...))
}

// Scan reads a JSON array.
func (o *Overrides) Scan(value any) error { return scanJSON(value, (*[]Override)(o)) }

// clean orders the stretches and tells what is wrong with them under a field's name.
func (h Hours) clean(invalid Invalid, field string) Hours {
	if len(h) > mostOpenTimes {
		invalid.Add(field, "Please give at most 100 stretches a week.")
		return h
	}
	cleaned := append(Hours{}, h...)
	for _, open := range cleaned {
		if !slices.Contains(WeekDays(), open.Day) {
			invalid.Add(field, "Please name each day as MO, TU, WE, TH, FR, SA or SU.")
		}
		invalid.Add(field, wrongStretch(open.From, open.To))
	}
	slices.SortFunc(cleaned, func(a, b OpenTime) int {
		return cmp.Or(cmp.Compare(slices.Index(WeekDays(), a.Day), slices.Index(WeekDays(), b.Day)), cmp.Compare(a.From, b.From))
	})
	for i := 1; i < len(cleaned); i++ {
		before, open := cleaned[i-1], cleaned[i]
		if before.Day == open.Day && open.From < before.To {
			invalid.Add(field, fmt.Sprintf("Two stretches of %s overlap: %s–%s and %s–%s. Please join them.", open.Day, before.From, before.To, open.From, open.To))
		}
	}
	return cleaned
}

func (o Overrides) clean(invalid Invalid, field string) Overrides {
	if len(o) > MostOverrides {
		invalid.Add(field, TooManyDays)
		return o
	}
	days := append(Overrides{}, o...)
	for i, day := range days {
		if !day.Date.Valid() {
			invalid.Add(field, "Please give each a day of the calendar.")
		}
		days[i].Name = cleaned(invalid, field, CleanLine, day.Name, LongestDayName)
		if day.Closed {
			days[i].From, days[i].To = "", ""
			continue
		}
		invalid.Add(field, wrongStretch(day.From, day.To))
	}
	slices.SortFunc(days, func(a, b Override) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.From, b.From)) })
	for i := 1; i < len(days); i++ {
		before, day := days[i-1], days[i]
		if before.Date == day.Date && (before.Closed || day.Closed || day.From < before.To) {
			invalid.Add(field, fmt.Sprintf("%s is said twice in ways that do not agree. Please keep one.", day.Date.Text()))
		}
	}
	return days
}

// wrongStretch says what is wrong with a time of day and a later one, or nothing. Times of one width compare as texts.
func wrongStretch(from, to string) string {
	_, wrongFrom := ParseClock(from)
	_, wrongTo := ParseClock(to)
	switch {
	case wrongFrom != nil || wrongTo != nil || from == "24:00":
		return "Please write each time like 09:30, and 24:00 for the end of a day."
	case from >= to:
		return "Please let each stretch end after it begins. One that goes past midnight is two: until 24:00, and from 00:00 on the next day."
	}
	return ""
}

func (o OpeningHours) clean() (OpeningHours, error) {
	invalid := Invalid{}
	o.Hours = o.Hours.clean(invalid, "hours")
	o.Breaks = o.Breaks.clean(invalid, "breaks")
	o.Overrides = o.Overrides.clean(invalid, "overrides")
	return o, invalid.Err()
}
