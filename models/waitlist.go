package models

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Waitlist is a named list people wait on for a place.
type Waitlist struct {
	ID              int64
	PublicID        string
	Slug            string
	Name            string
	Description     string
	LocationID      *int64
	MinMonths       *int
	MaxMonths       *int
	AgeAt           AgeAt
	CutoffDate      Date
	NextWaitlistID  *int64
	Capacity        *int // active entries that the public form accepts; staff may exceed it
	IsPublic        bool
	IsOpen          bool
	ShowPlace       bool // customers are told their place in line
	ConfirmDays     int  // 0 = never asked
	GraceDays       int
	ConfirmSince    *Instant // when asking began: nobody lapses for what was never asked of them
	Rank            int
	Version         int64 // raised by whatever changes what the list shows
	SettingsVersion int64 // raised by Save and Delete alone
	CreatedAt       Instant
	ArchivedAt      *Instant // deleted, but kept for the history of those who were on it

	addressed bool // the slug was chosen: it stays even where the name changes
}

// Range is the ages that the list is for.
func (w *Waitlist) Range() AgeRange {
	return AgeRange{Min: w.MinMonths, Max: w.MaxMonths}
}

// Zone is the wall clock that the list's days go by: its location's, or the account's.
func (w *Waitlist) Zone(tx *Tx) (*time.Location, error) {
	tx = tx.Session(fresh())
	if w.LocationID != nil {
		location := new(Location)
		if err := tx.Take(location, *w.LocationID).Error; err != nil {
			return nil, found(err)
		}
		return location.Zone(), nil
	}
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	return account.Zone(), nil
}

// ZoneBeside is Zone where the account is at hand.
func (w *Waitlist) ZoneBeside(tx *Tx, account *Account) (*time.Location, error) {
	if w.LocationID == nil {
		return account.Zone(), nil
	}
	return w.Zone(tx)
}

// Active counts the entries in line: the last one's place.
func (w *Waitlist) Active(tx *Tx) (int, error) {
	var active int
	err := tx.Raw("SELECT COALESCE(MAX(position), 0) FROM entries WHERE waitlist_id = ? AND ended_at IS NULL", w.ID).Scan(&active).Error
	return active, err
}

// Waitlists are the lists in use that the scope may see, in the account's order.
func Waitlists(tx *Tx, scope Scope) ([]Waitlist, error) {
	query := tx.Where("archived_at IS NULL")
	if !scope.All {
		query = query.Where("location_id IN ?", scope.locations())
	}
	var lists []Waitlist
	return lists, query.Order("rank, id").Find(&lists).Error
}

// FindWaitlist finds a list in use that the scope may see by its slug, its public id or its number.
func FindWaitlist(tx *Tx, scope Scope, name string) (*Waitlist, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	list := new(Waitlist)
	err := found(tx.Where("archived_at IS NULL AND (slug = ? OR public_id = ? OR id = ?)", name, name, numberIn(name)).Take(list).Error)
	if err == nil && !scope.Covers(list.LocationID) {
		err = ErrNotFound
	}
	return list, err
}

// isName says that a text can be the name of something: PostgreSQL refuses to compare one with a NUL or broken UTF-8.
func isName(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0)
}

// numberIn is the row number that a name in an address may be; 0, which no row has, where it is none.
func numberIn(name string) int64 {
	number, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return 0
	}
	return number
}
