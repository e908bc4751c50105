package webhooks

// Meaning tells people what a type of event says.
type Meaning struct {
	Type   string
	Object string // what it is about, as a heading
	Text   string
}

// Meanings explain EventTypes, in the same order.
func Meanings() []Meaning {
	return []Meaning{
		{AddPerson, "People", "Somebody was added: by staff, by the API, from a file, or by signing up."},
		{UpdatePerson, "People", "A person's fields, notes, family, or waitlists and their dates changed. A change of place alone sends none."},
		{DeletePerson, "People", "Somebody was deleted, with what was known last, or erased, with the ids alone."},
	}
}

// VisitStates are the states of a visit that an endpoint may choose among.
func VisitStates() []string {
	return []string{"PENDING", "DRAFT", "BOOKED", "WAITING", "SERVING", "COMPLETE"}
}
