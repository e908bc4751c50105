package webhooks

import (
	"fmt"

	"anteroom/models"
)

// The types of events that endpoints choose from, whatever their dialect.
const (
	AddPerson             = "AddPerson"
	UpdatePerson          = "UpdatePerson"
	DeletePerson          = "DeletePerson"
	VisitCreated          = "visit.created"
	VisitUpdated          = "visit.updated"
	VisitRemoved          = "visit.removed"
	LocationStatusUpdated = "location-status.updated"
	LocationCreated       = "location.created"
	LocationUpdated       = "location.updated"
	LocationRemoved       = "location.removed"
	ServiceCreated        = "service.created"
	ServiceUpdated        = "service.updated"
	ServiceRemoved        = "service.removed"
	ResourceCreated       = "resource.created"
	ResourceUpdated       = "resource.updated"
	ResourceRemoved       = "resource.removed"
	FieldCreated          = "field.created"
	FieldUpdated          = "field.updated"
	FieldRemoved          = "field.removed"
)

// Event is a stored event with what it takes to word it.
type Event struct {
	models.Event
	Type    string
	Account *models.Account
	Profile Profile
	BaseURL string // of this installation, for the links that some dialects send

	person   states[models.PersonSnapshot]
	visit    states[models.VisitSnapshot]
	location states[models.LocationSnapshot]
	status   states[models.LocationStatus]
	service  states[models.ServiceSnapshot]
	resource states[models.ResourceSnapshot]
	field    states[models.FieldDefinition]
}

// states are a subject before and after a change, nil where it was not there or the event is about another kind.
type states[S any] struct{ before, after *S }

// last is the last known state.
func (s states[S]) last() *S {
	if s.after != nil {
		return s.after
	}
	return s.before
}

func (s *states[S]) read(before, after func() (*S, error)) (err error) {
	if s.before, err = before(); err == nil {
		s.after, err = after()
	}
	return err
}

// NewEvent reads the snapshots of an event. Every event has a type: the feed leaves none out.
func NewEvent(event models.Event, account *models.Account) (Event, error) {
	e := Event{Event: event, Account: account, Type: typesOf(event.SubjectKind)[event.Change]}
	if e.Type == "" {
		return Event{}, fmt.Errorf("event %d: no change of a %s is called %q", event.Sequence, event.SubjectKind, event.Change)
	}
	if err := e.read(); err != nil {
		return Event{}, err
	}
	return e, nil
}

func (e *Event) read() error {
	switch e.SubjectKind {
	case models.KindPerson:
		return e.person.read(e.PersonBefore, e.PersonAfter)
	case models.KindVisit:
		return e.visit.read(e.VisitBefore, e.VisitAfter)
	case models.KindLocation:
		if e.Change == models.StatusChanged {
			return e.status.read(e.StatusBefore, e.StatusAfter)
		}
		return e.location.read(e.LocationBefore, e.LocationAfter)
	case models.KindService:
		return e.service.read(e.ServiceBefore, e.ServiceAfter)
	case models.KindResource:
		return e.resource.read(e.ResourceBefore, e.ResourceAfter)
	case models.KindField:
		return e.field.read(e.FieldBefore, e.FieldAfter)
	}
	return nil
}

// typesOf names the changes of a kind of subject.
func typesOf(kind models.Kind) map[models.Change]string {
	switch kind {
	case models.KindPerson:
		return map[models.Change]string{models.Added: AddPerson, models.Updated: UpdatePerson, models.Deleted: DeletePerson}
	case models.KindVisit:
		return map[models.Change]string{models.Added: VisitCreated, models.Updated: VisitUpdated, models.Deleted: VisitRemoved}
	case models.KindLocation:
		return map[models.Change]string{
			models.Added: LocationCreated, models.Updated: LocationUpdated, models.Deleted: LocationRemoved, models.StatusChanged: LocationStatusUpdated,
		}
	case models.KindService:
		return map[models.Change]string{models.Added: ServiceCreated, models.Updated: ServiceUpdated, models.Deleted: ServiceRemoved}
	case models.KindResource:
		return map[models.Change]string{models.Added: ResourceCreated, models.Updated: ResourceUpdated, models.Deleted: ResourceRemoved}
	case models.KindField:
		return map[models.Change]string{models.Added: FieldCreated, models.Updated: FieldUpdated, models.Deleted: FieldRemoved}
	}
	return nil
}
