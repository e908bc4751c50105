package api

import (
	"time"

	"anteroom/models"
)

// EntryWish is what may be said when somebody is put on a list.
type EntryWish struct {
	RequestedDate string `json:"requestedDate,omitempty" maxLength:"40" doc:"From when a place is wanted, YYYY-MM-DD." example:"2026-09-01"`
	AddedDate     string `json:"addedDate,omitempty" maxLength:"40" doc:"Back-dates the entry: an instant in RFC 3339, or a day of the list's zone. Now unless given."`
	Reason        string `json:"reason,omitempty" maxLength:"500" doc:"Why it is back-dated."`
	Priority      string `json:"priority,omitempty" maxLength:"40" doc:"A priorityId for this entry alone; the person's unless given."`
}

// read finds what the wish names; what is wrong is named by its property.
func (w EntryWish) read(tx *models.Tx, list *models.Waitlist) (wish models.NewEntry, invalid models.Invalid, err error) {
	invalid = models.Invalid{}
	wish.RequestedDate = readDate(invalid, "requestedDate", w.RequestedDate)
	zone, err := list.Zone(tx)
	if err != nil {
		return wish, nil, err
	}
	wish.AddedAt = readInstant(invalid, "addedDate", w.AddedDate, zone)
	if wish.Reason, err = models.CleanLine(w.Reason, 500); invalid.Check("reason", err) != nil {
		return wish, nil, err
	}
	wish.PriorityID, err = readPriority(tx, invalid, w.Priority)
	return wish, invalid, err
}

// readDate takes 2026-09-01, also with the T00:00:00 that webhooks put behind.
func readDate(invalid models.Invalid, name, text string) models.Date {
	if text == "" {
		return models.Date{}
	}
	if at, err := time.Parse("2006-01-02T15:04:05", text); err == nil && at.Hour()+at.Minute()+at.Second() == 0 {
		text = at.Format("2006-01-02")
	}
	date, err := models.ParseDate(text)
	if err != nil || date.IsZero() {
		invalid.Add(name, "Please send a date as YYYY-MM-DD, between 1900 and 2200.")
	}
	return date
}

// readInstant takes an instant, or the wall clock of a zone, or the beginning of a day there.
func readInstant(invalid models.Invalid, name, text string, zone *time.Location) models.Instant {
	if text == "" {
		return models.Instant{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	for _, form := range []string{"2006-01-02", "2006-01-02T15:04:05.999999999", "2006-01-02T15:04"} {
		if err != nil {
			at, err = time.ParseInLocation(form, text, zone)
		}
	}
	if err != nil || at.Year() < 1900 || at.Year() > 2200 {
		invalid.Add(name, "Please send an instant as 2026-06-25T14:07:35Z, or a day as 2026-06-25.")
		return models.Instant{}
	}
	return models.At(at)
}

// readPriority finds a priority by its id; "" is none.
func readPriority(tx *models.Tx, invalid models.Invalid, publicID string) (*int64, error) {
	if publicID == "" {
		return nil, nil
	}
	priorities, err := models.Priorities(tx)
	if err != nil {
		return nil, err
	}
	for _, priority := range priorities {
		if priority.PublicID == publicID {
			return &priority.ID, nil
		}
	}
	invalid.Add("priority", "There is no such priority. GET /priorities lists their ids.")
	return nil, nil
}
