package api

import (
	"anteroom/models"
)

// locationAnswer is a location as the API tells of it.
type locationAnswer struct {
	LocationID    string     `json:"locationId"`
	Name          string     `json:"name" example:"Linden House North"`
	Slug          string     `json:"slug" example:"linden-house-north"`
	TimeZone      string     `json:"timeZone" example:"Europe/Berlin"`
	Address       string     `json:"address"`
	Phone         string     `json:"phone"`
	IsPublic      bool       `json:"isPublic" doc:"Whether customers find it on public pages."`
	IsQueueOpen   bool       `json:"isQueueOpen" doc:"Whether customers may join the queue."`
	IsQueuePaused bool       `json:"isQueuePaused" doc:"Nobody new joins for the moment; those in line stay."`
	Hours         []openTime `json:"hours" nullable:"false" doc:"On the location's wall clock; none = always open."`
	Breaks        []openTime `json:"breaks" nullable:"false"`
	Overrides     []override `json:"overrides" nullable:"false" doc:"Days that are unlike their weekday."`
	CreatedAt     string     `json:"createdAt" format:"date-time"`
}

func (l locationAnswer) id() string { return l.LocationID }

// openTime is one stretch of a weekday.
type openTime struct {
	Day  string `json:"day" maxLength:"10" doc:"MO, TU, WE, TH, FR, SA or SU." example:"MO"`
	From string `json:"from" maxLength:"10" example:"09:00"`
	To   string `json:"to" maxLength:"10" doc:"24:00 ends the day." example:"17:00"`
}

// override is a day that is closed, or open at other times.
type override struct {
	Date   string `json:"date" maxLength:"40" example:"2026-12-24"`
	Closed bool   `json:"closed" required:"false"`
	From   string `json:"from,omitempty" maxLength:"10"`
	To     string `json:"to,omitempty" maxLength:"10"`
	Name   string `json:"name,omitempty" maxLength:"100" example:"Christmas Eve"`
}

func locationWords(l *models.Location) locationAnswer {
	answer := locationAnswer{
		LocationID: l.PublicID, Name: l.Name, Slug: l.Slug, TimeZone: l.TimeZone, Address: l.Address, Phone: l.Phone,
		IsPublic: l.IsPublic, IsQueueOpen: l.IsQueueOpen, IsQueuePaused: l.IsQueuePaused,
		Hours: hoursWords(l.Hours), Breaks: hoursWords(l.Breaks), Overrides: make([]override, len(l.Overrides)), CreatedAt: l.CreatedAt.Milli(),
	}
	for i, day := range l.Overrides {
		answer.Overrides[i] = override{Date: day.Date.String(), Closed: day.Closed, From: day.From, To: day.To, Name: day.Name}
	}
	return answer
}

func hoursWords(hours models.Hours) []openTime {
	words := make([]openTime, len(hours))
	for i, open := range hours {
		words[i] = openTime(open)
	}
	return words
}

// locationBody is what may be said about a location. Left out = as it is, or the default of a new one, which null puts back.
type locationBody struct {
	Name          optional[string]     `json:"name,omitempty" maxLength:"100" example:"Linden House North"`
	TimeZone      optional[string]     `json:"timeZone,omitempty" maxLength:"100" doc:"An IANA zone; the account's unless given." example:"Europe/Berlin"`
	Address       optional[string]     `json:"address,omitempty" maxLength:"500"`
	Phone         optional[string]     `json:"phone,omitempty" maxLength:"100"`
	IsPublic      optional[bool]       `json:"isPublic,omitempty" doc:"A new one is public unless said otherwise."`
	IsQueueOpen   optional[bool]       `json:"isQueueOpen,omitempty"`
	IsQueuePaused optional[bool]       `json:"isQueuePaused,omitempty"`
	Hours         optional[[]openTime] `json:"hours,omitempty" maxItems:"100" doc:"None = always open."`
	Breaks        optional[[]openTime] `json:"breaks,omitempty" maxItems:"100"`
	Overrides     optional[[]override] `json:"overrides,omitempty" maxItems:"400"`
}

// settings are those of before with what the body says; zone is the account's.
func (b *locationBody) settings(before models.LocationSettings, zone string) models.LocationSettings {
	b.Name.into(&before.Name)
	b.TimeZone.intoOr(&before.TimeZone, zone)
	b.Address.into(&before.Address)
	b.Phone.into(&before.Phone)
	return before
}

// arrange puts hours, queue and visibility where the body wants them.
func (b *locationBody) arrange(tx *models.Tx, l *models.Location) error {
	if err := b.open(tx, l); err != nil {
		return err
	}
	isPublic, isOpen, isPaused := l.IsPublic, l.IsQueueOpen, l.IsQueuePaused
	b.IsPublic.intoOr(&isPublic, true)
	b.IsQueueOpen.into(&isOpen)
	b.IsQueuePaused.into(&isPaused)
	if isPublic != l.IsPublic {
		if err := l.SetPublic(tx, isPublic); err != nil {
			return err
		}
	}
	if isOpen != l.IsQueueOpen {
		if err := either(isOpen, l.OpenQueue, l.CloseQueue)(tx); err != nil {
			return err
		}
	}
	if b.IsQueuePaused.Given && isPaused != l.IsQueuePaused {
		return either(isPaused, l.PauseQueue, l.ResumeQueue)(tx)
	}
	return nil
}

func either[T any](first bool, one, other T) T {
	if first {
		return one
	}
	return other
}

func (b *locationBody) open(tx *models.Tx, l *models.Location) error {
	if !b.Hours.Given && !b.Breaks.Given && !b.Overrides.Given {
		return nil
	}
	open := l.Opening()
	if b.Hours.Given {
		open.Hours = readHours(b.Hours.Value)
	}
	if b.Breaks.Given {
		open.Breaks = readHours(b.Breaks.Value)
	}
	if b.Overrides.Given {
		invalid := models.Invalid{}
		open.Overrides = models.Overrides{}
		for _, day := range b.Overrides.Value {
			open.Overrides = append(open.Overrides, models.Override{
				Date: readDate(invalid, "overrides", day.Date), Closed: day.Closed, From: day.From, To: day.To, Name: day.Name,
			})
		}
		if err := invalid.Err(); err != nil {
			return err
		}
	}
	return l.SetHours(tx, open)
}

func readHours(given []openTime) models.Hours {
	hours := models.Hours{}
	for _, open := range given {
		hours = append(hours, models.OpenTime(open))
	}
	return hours
}
