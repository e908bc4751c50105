package models

import (
	"errors"
	"slices"
)

// DeletedPerson is somebody who is gone while their last state is still in the history.
type DeletedPerson struct {
	*PersonSnapshot
	Sequence int64 // of the event that they went with
	At       Instant
	ByName   string
}

// DeletedPeople are those who can still be erased, the last who went first: before a sequence, 0 for the beginning. Whoever waited at
// locations of others alone is not seen.
func DeletedPeople(tx *Tx, scope Scope, before int64, limit int) ([]DeletedPerson, error) {
	var people []DeletedPerson
	for {
		query := tx.Where("subject_kind = ? AND change = ?", KindPerson, Deleted)
		if before > 0 {
			query = query.Where("sequence < ?", before)
		}
		var events []Event
		if err := query.Order("sequence DESC").Limit(limit).Find(&events).Error; err != nil {
			return nil, err
		}
		for i := range events {
			before = events[i].Sequence
			person, err := events[i].deletedPerson(scope)
			if err != nil {
				return nil, err
			}
			if person != nil {
				people = append(people, *person)
			}
			if len(people) == limit {
				return people, nil
			}
		}
		if len(events) < limit {
			return people, nil
		}
	}
}

// FindDeletedPerson is ErrNotFound for somebody who is there, who never was, or who is erased already.
func FindDeletedPerson(tx *Tx, scope Scope, id int64) (*DeletedPerson, error) {
	event := new(Event)
	err := found(tx.Where("subject_kind = ? AND subject_id = ?", KindPerson, id).Order("sequence DESC").Limit(1).Take(event).Error)
	if err != nil {
		return nil, err
	}
	if event.Change != Deleted {
		return nil, ErrNotFound
	}
	person, err := event.deletedPerson(scope)
	if err == nil && person == nil {
		err = ErrNotFound
	}
	return person, err
}

// deletedPerson is nil for somebody who is erased or not to be seen.
func (e *Event) deletedPerson(scope Scope) (*DeletedPerson, error) {
	snapshot, err := e.PersonBefore()
	if err != nil || snapshot == nil || snapshot.Erased {
		return nil, err
	}
	seen := scope.All || slices.ContainsFunc(snapshot.Entries, func(entry EntrySnapshot) bool { return scope.Covers(entry.LocationID) })
	if !seen {
		return nil, nil
	}
	return &DeletedPerson{PersonSnapshot: snapshot, Sequence: e.Sequence, At: e.At, ByName: e.ByName}, nil
}

// Erase forgets somebody who was deleted before. Receivers hear DeletePerson again, with ids alone: the first may be among what was
// not sent yet, and is not sent any more.
func (p *DeletedPerson) Erase(tx *Tx) error {
	if err := forget(tx, p.PersonSnapshot); err != nil {
		return err
	}
	return tellErased(tx, Subject{KindPerson, p.PersonID}, p.erased())
}

// EraseByID erases somebody who is there or was deleted before.
func EraseByID(tx *Tx, scope Scope, id int64) error {
	person, err := FindPerson(tx, scope, id)
	if err == nil {
		return person.Erase(tx)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	gone, err := FindDeletedPerson(tx, scope, id)
	if err != nil {
		return err
	}
	return gone.Erase(tx)
}
