package models

import "slices"

// Scope is what a user or a key may see: everything, or what belongs to some locations. A record without a location is
// seen by unlimited users alone, and another's record is a missing one. The zero Scope sees nothing.
type Scope struct {
	All         bool
	LocationIDs []int64
}

// Everywhere is the scope of an unlimited user, of the jobs and of the public pages.
func Everywhere() Scope { return Scope{All: true} }

// Covers says whether something of a location, nil for none, is to be seen.
func (s Scope) Covers(locationID *int64) bool {
	return s.All || locationID != nil && slices.Contains(s.LocationIDs, *locationID)
}

// people narrows people to those who are, or once were, on a list of one of the locations, or came there.
func (s Scope) people(tx *Tx) *Tx {
	if s.All {
		return tx
	}
	return tx.Where("(EXISTS (SELECT 1 FROM entries e JOIN waitlists w ON w.id = e.waitlist_id"+
		" WHERE e.person_id = people.id AND w.location_id IN ?) OR EXISTS (SELECT 1 FROM visits v WHERE v.person_id = people.id AND v.location_id IN ?))",
		s.locations(), s.locations())
}

// entries leaves out those on lists of other locations; they were loaded with their lists.
func (s Scope) entries(entries []Entry) []Entry {
	return slices.DeleteFunc(entries, func(e Entry) bool { return !s.Covers(e.Waitlist.LocationID) })
}

// locations never is empty: an empty list of ids would be a condition that GORM words differently.
func (s Scope) locations() []int64 {
	if len(s.LocationIDs) == 0 {
		return []int64{0}
	}
	return s.LocationIDs
}
