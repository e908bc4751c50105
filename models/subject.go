package models

import (
	"fmt"
	"iter"

	"gorm.io/gorm"
)

// fresh is a session of the same transaction without the conditions of the statement that a hook runs in.
func fresh() *gorm.Session {
	return &gorm.Session{NewDB: true}
}

// tableOf, loadSnapshots and follow are the three things that a kind of subject answers for.
func tableOf(kind Kind) string {
	switch kind {
	case KindPerson:
		return "people"
	case KindVisit:
		return "visits"
	case KindLocation:
		return "locations"
	case KindService:
		return "services"
	case KindResource:
		return "resources"
	case KindField:
		return "fields"
	}
	panic(fmt.Sprintf("no subject of kind %q", kind))
}

// loadSnapshots returns the subjects that exist.
func loadSnapshots(tx *Tx, kind Kind, ids []int64) (map[int64]snapshot, error) {
	switch kind {
	case KindPerson:
		return loadPeople(tx.Session(fresh()), ids)
	case KindVisit:
		return loadVisits(tx.Session(fresh()), ids)
	case KindLocation:
		return loadLocations(tx.Session(fresh()), ids)
	case KindService:
		return loadServices(tx.Session(fresh()), ids)
	case KindResource:
		return loadResources(tx.Session(fresh()), ids)
	case KindField:
		return loadFields(tx.Session(fresh()), ids)
	}
	return nil, fmt.Errorf("no snapshot of kind %q", kind)
}

// follow keeps what is derived from a changed subject: search words, the versions that live pages poll.
func (w *writing) follow(tx *Tx, kind Kind, events []Event, now map[int64]snapshot) error {
	switch kind {
	case KindPerson:
		return w.followPeople(tx.Session(fresh()), events, now)
	}
	return nil
}

// byKind groups subjects in the order they were touched, one kind after another.
func byKind(subjects []Subject) iter.Seq2[Kind, []int64] {
	return func(yield func(Kind, []int64) bool) {
		var kinds []Kind
		ids := map[Kind][]int64{}
		for _, subject := range subjects {
			if ids[subject.Kind] == nil {
				kinds = append(kinds, subject.Kind)
			}
			ids[subject.Kind] = append(ids[subject.Kind], subject.ID)
		}
		for _, kind := range kinds {
			if !yield(kind, ids[kind]) {
				return
			}
		}
	}
}
