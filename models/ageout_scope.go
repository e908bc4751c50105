package models

import (
	"strconv"
	"time"
)

// AgeScope is a place whose lists share a night: a location, or the account for lists without one.
type AgeScope struct {
	Key   string // "account", or the number of the location
	Name  string
	Zone  *time.Location
	Lists []Waitlist // those with a maximum age
}

// AgeScopes are the places that have lists with a maximum age, and the time of their night as a time since midnight.
func AgeScopes(tx *Tx) ([]AgeScope, time.Duration, error) {
	tx = tx.Session(fresh())
	account, err := FindAccount(tx)
	if err != nil {
		return nil, 0, err
	}
	at, err := ParseClock(account.NightAt)
	if err != nil {
		return nil, 0, err
	}
	var locations []Location
	if err := tx.Order("id").Find(&locations).Error; err != nil {
		return nil, 0, err
	}
	scopes := []AgeScope{{Key: "account", Name: account.Name, Zone: account.Zone()}}
	place := map[int64]int{}
	for i := range locations {
		place[locations[i].ID] = len(scopes)
		scopes = append(scopes, AgeScope{Key: strconv.FormatInt(locations[i].ID, 10), Name: locations[i].Name, Zone: locations[i].Zone()})
	}
	lists, err := Waitlists(tx, Everywhere())
	if err != nil {
		return nil, 0, err
	}
	for _, list := range lists {
		scope := &scopes[0]
		if list.LocationID != nil {
			scope = &scopes[place[*list.LocationID]]
		}
		if list.MaxMonths != nil {
			scope.Lists = append(scope.Lists, list)
		}
	}
	used := scopes[:0]
	for _, scope := range scopes {
		if len(scope.Lists) > 0 {
			used = append(used, scope)
		}
	}
	return used, at, nil
}

// listIDs never is empty: a scope has lists.
func (s *AgeScope) listIDs() []int64 {
	ids := make([]int64, len(s.Lists))
	for i := range s.Lists {
		ids[i] = s.Lists[i].ID
	}
	return ids
}

func (s *AgeScope) countUnknown(tx *Tx) (int, error) {
	var count int64
	err := tx.Model(&Entry{}).Joins("JOIN people ON people.id = entries.person_id AND people.birthdate IS NULL").
		Where("entries.waitlist_id IN ? AND entries.ended_at IS NULL", s.listIDs()).Count(&count).Error
	return int(count), err
}
