package models

import "slices"

// Sight is which locations' records somebody sees. The zero Sight sees nothing; records without a location are
// for those who see everything.
type Sight struct {
	All       bool
	Locations []int64
}

// Everything is the sight of API keys, jobs and users without a limit.
func Everything() Sight { return Sight{All: true} }

// Sees says whether a record of that location is in sight; nil is no location.
func (s Sight) Sees(locationID *int64) bool {
	return s.All || locationID != nil && slices.Contains(s.Locations, *locationID)
}

// Waitlists narrows a query of waitlists to those in sight.
func (s Sight) Waitlists(tx *Tx) *Tx {
	if s.All {
		return tx
	}
	return tx.Where("waitlists.location_id IN ?", s.Locations)
}

// People narrows a query of people to those who have, or had, a place on a waitlist in sight.
func (s Sight) People(tx *Tx) *Tx {
	if s.All {
		return tx
	}
	return tx.Where(`EXISTS (SELECT 1 FROM entries JOIN waitlists ON waitlists.id = entries.waitlist_id
		WHERE entries.person_id = people.id AND waitlists.location_id IN ?)`, s.Locations)
}
