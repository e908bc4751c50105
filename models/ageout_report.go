package models

import (
	"slices"
	"time"
)

// DueSoon plans, in every list that a reader may see, who ages out from today up to a number of days ahead, soonest first:
// the dry run of the nights.
func DueSoon(tx *Tx, reader Scope, now time.Time, days int) ([]Move, error) {
	scopes, at, err := AgeScopes(tx)
	if err != nil {
		return nil, err
	}
	moves := []Move{}
	for _, scope := range scopes {
		today := LocalDueDate(now, scope.Zone, at)
		for i := range scope.Lists {
			if !reader.Covers(scope.Lists[i].LocationID) {
				continue
			}
			due, err := DueMoves(tx, &scope.Lists[i], today, today.AddDays(days))
			if err != nil {
				return nil, err
			}
			moves = append(moves, due...)
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int { return a.On.Compare(b.On) })
	return moves, nil
}

// AgeOutRuns are the latest nights of every place that a reader may see, the newest first.
func AgeOutRuns(tx *Tx, reader Scope, limit int) ([]AgeOutNight, error) {
	var nights []AgeOutNight
	err := agedOut(tx, reader).Order("age_out_runs.local_date DESC, age_out_runs.id DESC").Limit(limit).Scan(&nights).Error
	return nights, err
}

func agedOut(tx *Tx, reader Scope) *Tx {
	query := tx.Session(fresh()).Table("age_out_runs").Select("age_out_runs.*, COALESCE(locations.name, accounts.name) AS scope_name").
		Joins("CROSS JOIN accounts LEFT JOIN locations ON CAST(locations.id AS TEXT) = age_out_runs.scope")
	if !reader.All {
		query = query.Where("locations.id IN ?", reader.locations())
	}
	return query
}

// AgeOutLine is a line of a night's report as it is read.
type AgeOutLine struct {
	AgeOutMove
	FirstName string
	LastName  string
	Birthdate Date
	FromName  string
	ToName    string // empty = aged out
}

// Name is the person's.
func (l *AgeOutLine) Name() string { return fullName(l.FirstName, l.LastName) }

// AgeOutReport is a night with its first lines, behind the line of a number for the next page.
func AgeOutReport(tx *Tx, reader Scope, runID, after int64, limit int) (*AgeOutNight, []AgeOutLine, error) {
	tx = tx.Session(fresh())
	var nights []AgeOutNight
	err := agedOut(tx, reader).Where("age_out_runs.id = ?", runID).Scan(&nights).Error
	if err != nil {
		return nil, nil, err
	}
	if len(nights) == 0 {
		return nil, nil, ErrNotFound
	}
	var lines []AgeOutLine
	err = tx.Raw("SELECT m.*, p.first_name, p.last_name, p.birthdate, f.name AS from_name, COALESCE(t.name, '') AS to_name FROM age_out_moves m"+
		" JOIN people p ON p.id = m.person_id JOIN waitlists f ON f.id = m.from_waitlist_id LEFT JOIN waitlists t ON t.id = m.to_waitlist_id"+
		" WHERE m.run_id = ? AND m.id > ? ORDER BY m.id LIMIT ?", runID, after, limit).Scan(&lines).Error
	return &nights[0], lines, err
}

// WithoutBirthdate are entries in line, with person and list, that no night can judge: the list has a maximum age, the person no birthdate.
func WithoutBirthdate(tx *Tx, scope Scope, limit int) ([]Entry, error) {
	query := tx.Session(fresh()).Preload("Person").Preload("Waitlist").
		Joins("JOIN people ON people.id = entries.person_id AND people.birthdate IS NULL").
		Joins("JOIN waitlists ON waitlists.id = entries.waitlist_id AND waitlists.max_months IS NOT NULL").
		Where("entries.ended_at IS NULL")
	if !scope.All {
		query = query.Where("waitlists.location_id IN ?", scope.locations())
	}
	var entries []Entry
	return entries, query.Order("waitlists.rank, entries.position, entries.id").Limit(limit).Find(&entries).Error
}
