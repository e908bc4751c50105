package webhooks

import "anteroom/models"

// Meaning tells people what a type of event says.
type Meaning struct {
	Type   string
	Object string // what it is about, as a heading
	Text   string
}

// Meanings explain the types that exist, in the order that pages offer them.
func Meanings() []Meaning {
	return []Meaning{
		{AddPerson, "People", "Somebody was added: by staff, by the API, from a file, or by signing up."},
		{UpdatePerson, "People", "A person's fields, notes, family, or waitlists and their dates changed. A change of place alone sends none."},
		{DeletePerson, "People", "Somebody was deleted, with what was known last, or erased, with the ids alone."},
		{VisitCreated, "Visits", "Somebody joined a queue, or an appointment was held, requested or booked."},
		{VisitUpdated, "Visits", "Anything about a visit changed: its state, time, place in the queue, staff or details. A new estimate alone sends none."},
		{VisitRemoved, "Visits", "A visit was deleted for good, with what was known last. Cancelling one is an update."},
		{LocationStatusUpdated, "Visits", "A location's queue looks different: who waits, who is served, what can be had. At most once a second."},
		{LocationCreated, "Locations", "A location was added. Only endpoints of the whole account hear of it."},
		{LocationUpdated, "Locations", "A location's settings changed. Only endpoints of the whole account hear of it."},
		{LocationRemoved, "Locations", "A location went out of use. Only endpoints of the whole account hear of it."},
		{ServiceCreated, "Services, staff and rooms", "A service was added or came back. Only endpoints of the whole account hear of it."},
		{ServiceUpdated, "Services, staff and rooms", "A service changed. Only endpoints of the whole account hear of it."},
		{ServiceRemoved, "Services, staff and rooms", "A service went out of use. Only endpoints of the whole account hear of it."},
		{ResourceCreated, "Services, staff and rooms", "Somebody on the staff, a room or equipment was added. Only endpoints of the whole account hear of it."},
		{ResourceUpdated, "Services, staff and rooms", "Somebody on the staff, a room or equipment changed. Only endpoints of the whole account hear of it."},
		{ResourceRemoved, "Services, staff and rooms", "Somebody on the staff, a room or equipment went out of use. Only endpoints of the whole account hear of it."},
		{FieldCreated, "Fields", "A field was added or came back. Only endpoints of the whole account hear of it."},
		{FieldUpdated, "Fields", "A field's label, help, choices, place or rules changed; its key never does. Only endpoints of the whole account hear of it."},
		{FieldRemoved, "Fields", "A field went out of use; its answers are kept. Only endpoints of the whole account hear of it."},
	}
}

// EventTypes lists the types that exist, in the order of their Meanings.
func EventTypes() []string {
	var types []string
	for _, meaning := range Meanings() {
		types = append(types, meaning.Type)
	}
	return types
}

// VisitStates are the states of a visit that an endpoint may choose among.
func VisitStates() []string {
	var states []string
	for _, state := range models.VisitStates() {
		states = append(states, string(state))
	}
	return states
}
