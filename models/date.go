package models

import (
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

const (
	firstYear = 1900
	lastYear  = 2200
)

// Date is a day of the calendar without a zone: a birthday, a cut-off, a requested day. The zero Date means none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// ParseDate reads 2006-01-02 and nothing else; an empty text is the zero Date.
func ParseDate(text string) (Date, error) {
	if text == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("date %q is not a day as 2006-01-02: %w", text, err)
	}
	date := DateIn(t, time.UTC)
	if !date.Valid() {
		return Date{}, fmt.Errorf("date %q is outside the years %d to %d", text, firstYear, lastYear)
	}
	return date, nil
}

// DateIn is the day a clock on the wall of zone shows at t.
func DateIn(t time.Time, zone *time.Location) Date {
	year, month, day := t.In(zone).Date()
	return Date{Year: year, Month: month, Day: day}
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says that the day exists and lies in the years we keep, 1900 to 2200.
func (d Date) Valid() bool {
	return d.Year >= firstYear && d.Year <= lastYear && d.AddDays(0) == d
}

// Compare is -1, 0 or 1 as d is before, the same as or after other; no date comes before every date.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays is the day n days later, or earlier where n is negative.
func (d Date) AddDays(n int) Date {
	return DateIn(time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC), time.UTC)
}

// AddMonths keeps the day of the month, or takes the month's last day where it is shorter: 31 January and one month is the end of February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{Year: first.Year(), Month: first.Month(), Day: min(d.Day, last)}
}

// DaysSince counts the nights from other to d.
func (d Date) DaysSince(other Date) int {
	const day = 24 * 60 * 60
	return int((d.In(time.UTC).Unix() - other.In(time.UTC).Unix()) / day)
}

// In is the instant the day begins in zone: midnight, or the first moment after it where the clocks skip midnight.
func (d Date) In(zone *time.Location) time.Time {
	return wallClock(d, 0, zone)
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// String is 2021-08-09, or nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// US is 8/9/2021 for 9 August, as dates stand in person webhooks (reference 000); nothing for no date.
func (d Date) US() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d/%d/%d", d.Month, d.Day, d.Year)
}

// Text is 9 Aug 2021, which no reader mistakes for another day; nothing for no date.
func (d Date) Text() string {
	if d.IsZero() {
		return ""
	}
	return d.In(time.UTC).Format("2 Jan 2006")
}

// GormDataType tells gorm that a date is kept as text.
func (Date) GormDataType() string { return "text" }

// Value stores 2021-08-09, or NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	if !d.Valid() {
		return nil, fmt.Errorf("date %s does not exist or is outside the years %d to %d", d, firstYear, lastYear)
	}
	return d.String(), nil
}

// Scan reads what either database hands back for a date.
func (d *Date) Scan(value any) (err error) {
	switch value := value.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = DateIn(value, value.Location())
	case string:
		*d, err = ParseDate(value)
	case []byte:
		*d, err = ParseDate(string(value))
	default:
		err = fmt.Errorf("date cannot be read from %T", value)
	}
	return err
}

// MarshalJSON writes "2021-08-09", or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.String())
}

// UnmarshalJSON reads "2021-08-09"; null and "" are no date.
func (d *Date) UnmarshalJSON(data []byte) error {
	var text *string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("a date is a text like 2006-01-02: %w", err)
	}
	if text == nil {
		*d = Date{}
		return nil
	}
	date, err := ParseDate(*text)
	if err != nil {
		return err
	}
	*d = date
	return nil
}
