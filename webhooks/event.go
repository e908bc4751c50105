package webhooks

import (
	"fmt"

	"anteroom/models"
)

// The types of events that endpoints choose from, whatever their dialect.
const (
	AddPerson    = "AddPerson"
	UpdatePerson = "UpdatePerson"
	DeletePerson = "DeletePerson"
)

// EventTypes lists the types that exist, in the order that pages offer them.
func EventTypes() []string { return []string{AddPerson, UpdatePerson, DeletePerson} }

// Event is a stored event with what it takes to word it.
type Event struct {
	models.Event
	Type    string
	Account *models.Account
	Profile Profile

	before, after *models.PersonSnapshot
}

// NewEvent reads the snapshots of an event. One that no receiver can hear of has no Type.
func NewEvent(event models.Event, account *models.Account) (Event, error) {
	e := Event{Event: event, Account: account}
	if event.SubjectKind != models.KindPerson {
		return e, nil
	}
	var err error
	if e.before, err = event.PersonBefore(); err != nil {
		return Event{}, err
	}
	if e.after, err = event.PersonAfter(); err != nil {
		return Event{}, err
	}
	switch event.Change {
	case models.Added:
		e.Type = AddPerson
	case models.Updated:
		e.Type = UpdatePerson
	case models.Deleted:
		e.Type = DeletePerson
	default:
		return Event{}, fmt.Errorf("event %d: no change is called %q", event.Sequence, event.Change)
	}
	return e, nil
}

// person is the last known state.
func (e *Event) person() *models.PersonSnapshot {
	if e.after != nil {
		return e.after
	}
	return e.before
}
