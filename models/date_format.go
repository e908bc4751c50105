package models

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// DateFormat is the order in which people of a country write day, month and year.
type DateFormat string

const (
	FormatDMY DateFormat = "dmy"
	FormatMDY DateFormat = "mdy"
	FormatYMD DateFormat = "ymd"
)

// DateOrder is how dates are written in a country, given as its two letters; day first where we do not know better.
func DateOrder(country string) DateFormat {
	switch strings.ToUpper(country) {
	case "US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "PH":
		return FormatMDY
	case "HU", "CN", "JP", "KR", "KP", "TW", "MN", "LT", "CA", "SE", "IR", "ZA":
		return FormatYMD
	}
	return FormatDMY
}

// Example is a day in this order, to show beside an input.
func (f DateFormat) Example() string {
	switch f {
	case FormatMDY:
		return "8/31/2021"
	case FormatYMD:
		return "2021-08-31"
	}
	return "31/8/2021"
}

// ParseLocalDate reads a date as people type it: 2021-08-31 and 31 Aug 2021 anywhere, 31.8.2021 day first, 8/31/2021 and 31/8/2021 by order.
// A year has four digits. Midnight behind the date, as spreadsheets write it, is dropped. An empty text is no date.
func ParseLocalDate(text string, order DateFormat) (Date, error) {
	text = withoutMidnight(strings.TrimSpace(text))
	if text == "" {
		return Date{}, nil
	}
	wrong := fmt.Errorf("%q is no date in the order %s", text, order)
	if date, ok := dateWithMonthName(text); ok {
		return date, nil
	}
	parts, ok := dateParts(text)
	if !ok {
		return Date{}, wrong
	}
	if strings.Contains(text, ".") && !strings.Contains(text, "/") {
		order = FormatDMY
	}
	date, ok := arrangeDate(parts, order)
	if !ok {
		return Date{}, wrong
	}
	return date, nil
}

// DetectDateFormat finds the order that reads every sample, the country's first. It is not sure where no order reads them all,
// or where the country's fails and the two others read the same texts as different days.
func DetectDateFormat(samples []string, country string) (format DateFormat, sure bool) {
	own := DateOrder(country)
	if readsAll(samples, own) {
		return own, true
	}
	var fitting []DateFormat
	for _, other := range []DateFormat{FormatDMY, FormatMDY, FormatYMD} {
		if readsAll(samples, other) {
			fitting = append(fitting, other)
		}
	}
	if len(fitting) == 0 {
		return own, false
	}
	same := slices.IndexFunc(samples, func(sample string) bool {
		first, _ := ParseLocalDate(sample, fitting[0])
		last, _ := ParseLocalDate(sample, fitting[len(fitting)-1])
		return first != last
	}) < 0
	return fitting[0], same
}

func readsAll(samples []string, format DateFormat) bool {
	return !slices.ContainsFunc(samples, func(sample string) bool {
		_, err := ParseLocalDate(sample, format)
		return err != nil
	})
}

func withoutMidnight(text string) string {
	for _, midnight := range []string{"T00:00:00", " 00:00:00", " 00:00", " 0:00:00", " 0:00", " 12:00:00 AM", " 12:00 AM"} {
		if day, found := strings.CutSuffix(text, midnight); found {
			return strings.TrimSpace(day)
		}
	}
	return text
}

func dateWithMonthName(text string) (Date, bool) {
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			date := DateIn(t, time.UTC)
			return date, date.Valid()
		}
	}
	return Date{}, false
}

// dateParts cuts a text of digits into the three numbers of a date, exactly one of which has four digits: the year.
func dateParts(text string) (parts [3]string, ok bool) {
	found := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("/.- 年月日", r) })
	if len(found) != 3 || strings.HasPrefix(text, "-") {
		return parts, false
	}
	for i, part := range found {
		year := len(part) == 4
		if strings.Trim(part, "0123456789") != "" || (!year && len(part) > 2) || (year && i == 1) {
			return parts, false
		}
		parts[i] = part
	}
	return parts, (len(parts[0]) == 4) != (len(parts[2]) == 4)
}

func arrangeDate(parts [3]string, order DateFormat) (Date, bool) {
	var n [3]int
	for i, part := range parts {
		n[i], _ = strconv.Atoi(part)
	}
	date := Date{Year: n[2], Month: time.Month(n[1]), Day: n[0]}
	if len(parts[0]) == 4 {
		date = Date{Year: n[0], Month: time.Month(n[1]), Day: n[2]}
		return date, date.Valid()
	}
	swapped := Date{Year: n[2], Month: time.Month(n[0]), Day: n[1]}
	switch order {
	case FormatMDY:
		return swapped, swapped.Valid()
	case FormatDMY:
		return date, date.Valid()
	}
	if date.Valid() && swapped.Valid() {
		return date, date == swapped
	}
	if swapped.Valid() {
		return swapped, true
	}
	return date, date.Valid()
}
