package models

// FindPerson returns a person that the scope may see.
func FindPerson(tx *Tx, scope Scope, id int64) (*Person, error) {
	p := new(Person)
	return p, found(scope.people(tx.Where("people.id = ?", id)).Take(p).Error)
}

// FindPersonByPublicID returns a person that the scope may see by the id of 20 letters or the GUID, whichever a receiver heard.
func FindPersonByPublicID(tx *Tx, scope Scope, id string) (*Person, error) {
	p := new(Person)
	if !isName(id) {
		return p, ErrNotFound
	}
	return p, found(scope.people(tx.Where("(people.public_id = ? OR people.guid = ?)", id, id)).Take(p).Error)
}

// FieldValue is a field with what the person says to it, in stored form.
type FieldValue struct {
	Field Field
	Value string
}

// PersonPage is all that a person's page shows but the timeline.
type PersonPage struct {
	Person   *Person
	Priority *Priority    // nil for none
	Values   []FieldValue // every field in use, in the account's order
	Notes    []Note       // pinned first, then the newest
	Entries  []Entry      // with their lists; active ones first, then the newest end
	Family   []Person     // the other members by id, with their active entries
	Contact  string       // who signed the family up without waiting themselves
}

// FindPersonPage loads a person with what belongs to them, as far as the scope may see.
func FindPersonPage(tx *Tx, scope Scope, id int64) (*PersonPage, error) {
	p, err := FindPerson(tx, scope, id)
	if err != nil {
		return nil, err
	}
	page := &PersonPage{Person: p}
	if page.Values, err = p.FieldValues(tx); err != nil {
		return nil, err
	}
	if p.PriorityID != nil {
		if page.Priority, err = FindPriority(tx, *p.PriorityID); err != nil {
			return nil, err
		}
	}
	if page.Notes, err = p.NotesInOrder(tx); err != nil {
		return nil, err
	}
	if page.Entries, err = p.EntriesInOrder(tx, scope); err != nil {
		return nil, err
	}
	if page.Family, err = p.familyMembers(tx, scope); err != nil {
		return nil, err
	}
	return page, tx.Model(&Family{}).Where("id = ?", p.FamilyID).Limit(1).Pluck("contact", &page.Contact).Error
}

// FieldValues are the fields in use with the person's values.
func (p *Person) FieldValues(tx *Tx) ([]FieldValue, error) {
	fields, err := OpenFields(tx)
	if err != nil {
		return nil, err
	}
	names, err := priorityNames(tx)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(tx, []int64{p.ID})
	if err != nil {
		return nil, err
	}
	values := make([]FieldValue, len(fields))
	for i := range fields {
		values[i] = FieldValue{Field: fields[i], Value: p.stored(&fields[i], answers[p.ID], names)}
	}
	return values, nil
}

// NotesInOrder are the person's notes, pinned first, then the newest.
func (p *Person) NotesInOrder(tx *Tx) ([]Note, error) {
	var notes []Note
	return notes, tx.Where("person_id = ?", p.ID).Order("pinned DESC, id DESC").Find(&notes).Error
}

// EntriesInOrder are the person's entries on lists that the scope may see, each with its list: active ones first, then the newest end.
func (p *Person) EntriesInOrder(tx *Tx, scope Scope) ([]Entry, error) {
	var entries []Entry
	err := tx.Preload("Waitlist").Where("person_id = ?", p.ID).
		Order("CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, ended_at DESC, id").Find(&entries).Error
	return scope.entries(entries), err
}

func (p *Person) familyMembers(tx *Tx, scope Scope) ([]Person, error) {
	var members []Person
	err := scope.people(tx.Where("people.family_id = ? AND people.id <> ?", p.FamilyID, p.ID)).Order("people.id").Find(&members).Error
	if err != nil {
		return nil, err
	}
	return members, loadActiveEntries(tx, scope, members)
}

// loadActiveEntries gives each of the people their active entries, with the lists, in one query each.
func loadActiveEntries(tx *Tx, scope Scope, people []Person) error {
	if len(people) == 0 {
		return nil
	}
	ids := make([]int64, len(people))
	index := map[int64]*Person{}
	for i := range people {
		ids[i], index[people[i].ID] = people[i].ID, &people[i]
	}
	var entries []Entry
	err := tx.Preload("Waitlist").Where("person_id IN ? AND ended_at IS NULL", ids).Order("id").Find(&entries).Error
	if err != nil {
		return err
	}
	for _, entry := range scope.entries(entries) {
		p := index[entry.PersonID]
		p.Entries = append(p.Entries, entry)
	}
	return nil
}

func priorityNames(tx *Tx) (map[int64]string, error) {
	priorities, err := Priorities(tx)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, priority := range priorities {
		names[priority.ID] = priority.Name
	}
	return names, nil
}
