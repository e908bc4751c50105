package models

import (
	"strings"
	"time"

	"gorm.io/gorm"
)

// FitQuery asks who in line could take a time at a location.
type FitQuery struct {
	Scope    Scope
	Location *Location
	On       Date // the day of the time; zero = any
	Limit    int
}

// Fitting are the waiting entries of the lists of the location, and of lists without one, in the order of the lists and of their places, with
// person and list, and how many there are. Left out is who wants a place later, or cannot come on this day of the week.
func Fitting(tx *Tx, q FitQuery) ([]Entry, int, error) {
	tx = tx.Session(fresh())
	query := tx.Model(&Entry{}).Joins("JOIN waitlists ON waitlists.id = entries.waitlist_id").
		Where("entries.ended_at IS NULL AND entries.status = ? AND waitlists.archived_at IS NULL", Waiting).
		Where("waitlists.location_id = ? OR waitlists.location_id IS NULL", q.Location.ID)
	if !q.Scope.All {
		query = query.Where("waitlists.location_id IN ?", q.Scope.locations())
	}
	if !q.On.IsZero() {
		query = query.Where("entries.requested_date IS NULL OR entries.requested_date <= ?", q.On)
		choices, err := ChoicesOf(tx, ForDays)
		if err != nil {
			return nil, 0, err
		}
		if day := dayChoice(choices, q.On.Weekday()); day != "" {
			const theirs = "SELECT 1 FROM answers JOIN fields ON fields.id = answers.field_id AND fields.purpose = ? WHERE answers.person_id = entries.person_id"
			query = query.Where("NOT EXISTS ("+theirs+" AND answers.value <> '') OR EXISTS ("+theirs+` AND ',' || answers.value || ',' LIKE ? ESCAPE '\')`,
				ForDays, ForDays, choiceIn(day))
		}
	}
	query = query.Session(&gorm.Session{})
	var count int64
	if err := query.Count(&count).Error; err != nil {
		return nil, 0, err
	}
	var entries []Entry
	err := query.Select("entries.*").Order("waitlists.rank, waitlists.id, entries.position, entries.id").Limit(q.Limit).
		Preload("Person").Preload("Waitlist").Find(&entries).Error
	return entries, int(count), err
}

// AsksAbout says whether people can choose a day of the week. Where they cannot, nobody's days speak against it.
func AsksAbout(tx *Tx, day time.Weekday) (bool, error) {
	choices, err := ChoicesOf(tx, ForDays)
	return dayChoice(choices, day) != "", err
}

// dayChoice is the choice that means a day of the week: by its English name, or among five or seven in another language by its place from Monday
// on. It is "" where the choices are no such days.
func dayChoice(choices []string, day time.Weekday) string {
	named := map[time.Weekday]string{}
	for _, choice := range choices {
		for other := time.Sunday; other <= time.Saturday; other++ {
			if strings.HasPrefix(strings.ToLower(choice), strings.ToLower(other.String()[:3])) {
				named[other] = choice
			}
		}
	}
	if place := (int(day) + 6) % 7; len(named) == 0 && (len(choices) == 5 || len(choices) == 7) && place < len(choices) {
		return choices[place]
	}
	return named[day]
}
