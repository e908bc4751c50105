package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"
)

// instantText has a fixed width, so that stored instants sort as texts.
const instantText = "2006-01-02T15:04:05.000000Z"

// Instant is a moment in UTC, kept to the microsecond on both databases. Make it with At; a column that may be empty is a *Instant.
type Instant struct{ time.Time }

// At is t as we keep it: UTC, whole microseconds, comparable with ==.
func At(t time.Time) Instant { return Instant{t.UTC().Truncate(time.Microsecond)} }

// ParseInstant reads any RFC 3339 time.
func ParseInstant(text string) (Instant, error) {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return Instant{}, fmt.Errorf("instant %q is not in RFC 3339: %w", text, err)
	}
	return At(t), nil
}

// String is 2022-06-25T14:07:35.453946Z.
func (i Instant) String() string { return i.UTC().Format(instantText) }

// Milli is 2022-06-25T14:07:35.453Z, as instants stand in webhooks and answers of the API.
func (i Instant) Milli() string { return i.UTC().Format("2006-01-02T15:04:05.000Z") }

// LocalSeven is the wall clock of zone without saying so, 2022-06-25T14:07:35.4539460, as AddedDate stands in reference 000.
// The seventh digit is always 0.
func (i Instant) LocalSeven(zone *time.Location) string {
	return i.In(zone).Format("2006-01-02T15:04:05.000000") + "0"
}

// LocalSeconds is the wall clock of zone without saying so, 2022-06-25T14:07:35.
func (i Instant) LocalSeconds(zone *time.Location) string {
	return i.In(zone).Format("2006-01-02T15:04:05")
}

// GormDataType tells gorm that an instant is bound as text; PostgreSQL makes a timestamptz of it.
func (Instant) GormDataType() string { return "text" }

// Value stores the text of fixed width, or NULL for the zero Instant.
func (i Instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	if year := i.UTC().Year(); year < 1 || year > 9999 {
		return nil, fmt.Errorf("instant of the year %d cannot be stored", year)
	}
	return i.String(), nil
}

// Scan reads what either database hands back for an instant.
func (i *Instant) Scan(value any) (err error) {
	switch value := value.(type) {
	case nil:
		*i = Instant{}
	case time.Time:
		*i = At(value)
	case string:
		*i, err = ParseInstant(value)
	case []byte:
		*i, err = ParseInstant(string(value))
	default:
		err = fmt.Errorf("instant cannot be read from %T", value)
	}
	return err
}

// MarshalJSON writes every microsecond, so that a stored snapshot loses nothing; null for the zero Instant.
func (i Instant) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(i.String())
}

// UnmarshalJSON reads any RFC 3339 time; null is the zero Instant.
func (i *Instant) UnmarshalJSON(data []byte) error {
	var text *string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("an instant is a text in RFC 3339: %w", err)
	}
	if text == nil {
		*i = Instant{}
		return nil
	}
	read, err := ParseInstant(*text)
	if err != nil {
		return err
	}
	*i = read
	return nil
}
