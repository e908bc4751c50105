package models

import (
	"encoding/json"
	"fmt"
)

// Kind is what kind of thing an event is about.
type Kind string

// The subjects of events.
const (
	KindPerson   Kind = "person"
	KindVisit    Kind = "visit"
	KindLocation Kind = "location" // its settings, and with StatusChanged its queue
	KindService  Kind = "service"
	KindResource Kind = "resource"
	KindField    Kind = "field"
)

// Subject names one thing that events are about.
type Subject struct {
	Kind Kind
	ID   int64
}

// Change is the verb that a difference amounts to: no before = added, no after = deleted.
type Change string

// The verbs.
const (
	Added   Change = "added"
	Updated Change = "updated"
	Deleted Change = "deleted"

	// StatusChanged is a location's event of what its queue looks like: Before and After are of LocationStatus.
	StatusChanged Change = "status"
)

// Event is one subject's change in one transaction. Sequence is gapless and in commit order.
// Before and After are the subject's snapshots as JSON, empty where it was not there.
type Event struct {
	Sequence        int64 `gorm:"primaryKey;autoIncrement:false"`
	PublicID        string
	SubjectKind     Kind
	SubjectID       int64
	SubjectPublicID string
	Change          Change
	Before          string
	After           string
	ByKind          ByKind
	ByName          string
	ByUserID        *int64
	Quiet           bool
	At              Instant

	before, after snapshot // of a Write that goes on; what was read from the database has the texts alone
}

// Subject is what the event is about.
func (e *Event) Subject() Subject {
	return Subject{Kind: e.SubjectKind, ID: e.SubjectID}
}

// PersonBefore is the person as they were, nil where the event is about no person or added one.
func (e *Event) PersonBefore() (*PersonSnapshot, error) {
	return e.person(e.before, e.Before)
}

// PersonAfter is the person as they are since, nil where the event is about no person or deleted one.
func (e *Event) PersonAfter() (*PersonSnapshot, error) {
	return e.person(e.after, e.After)
}

// Person is the last known state: after, or before where it was deleted.
func (e *Event) Person() (*PersonSnapshot, error) {
	if e.After == "" {
		return e.PersonBefore()
	}
	return e.PersonAfter()
}

func (e *Event) person(kept snapshot, text string) (*PersonSnapshot, error) {
	if e.SubjectKind != KindPerson {
		return nil, nil
	}
	if person, ok := kept.(*PersonSnapshot); ok {
		return person, nil
	}
	return readSnapshot[PersonSnapshot](e, text)
}

// readSnapshot is nil where the event holds none.
func readSnapshot[S any](e *Event, text string) (*S, error) {
	if text == "" {
		return nil, nil
	}
	snapshot := new(S)
	if err := json.Unmarshal([]byte(text), snapshot); err != nil {
		return nil, fmt.Errorf("event %d: %w", e.Sequence, err)
	}
	return snapshot, nil
}

// NextSequence takes n numbers from a counter and returns the last of them. The row stays locked until
// the commit, which is what makes event numbers gapless and in commit order on both engines.
func nextNumbers(tx *Tx, counter string, n int64) (int64, error) {
	var last int64
	err := tx.Raw("UPDATE counters SET value = value + ? WHERE name = ? RETURNING value", n, counter).Find(&last).Error
	if err == nil && last == 0 {
		err = fmt.Errorf("no counter %q", counter)
	}
	return last, err
}
