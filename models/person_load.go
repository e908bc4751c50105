package models

import "slices"

// loadPeople snapshots people in a handful of queries, however many they are.
func loadPeople(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var people []Person
	if err := tx.Where("id IN ?", ids).Find(&people).Error; err != nil {
		return nil, err
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(tx, ids)
	if err != nil {
		return nil, err
	}
	places, err := placesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	if anyPriority(people, places) {
		if names, err = priorityNames(tx); err != nil {
			return nil, err
		}
	}
	found := map[int64]snapshot{}
	for i := range people {
		p := &people[i]
		s := &PersonSnapshot{
			PersonID: p.ID, PublicID: p.PublicID, GUID: p.GUID, FamilyID: p.FamilyID, FirstName: p.FirstName, LastName: p.LastName,
			Fields: make([]FieldSnapshot, len(fields)), Notes: []NoteSnapshot{}, Entries: []EntrySnapshot{},
		}
		for j := range fields {
			field := &fields[j]
			s.Fields[j] = FieldSnapshot{FieldID: field.ID, Key: field.Key, Type: field.Type, Purpose: field.Purpose, Value: p.stored(field, answers[p.ID], names)}
		}
		found[p.ID] = s
	}
	for i := range places {
		s := found[places[i].PersonID].(*PersonSnapshot)
		if id := places[i].PriorityID; id != nil {
			places[i].Priority = names[*id]
		}
		s.Entries = append(s.Entries, places[i].EntrySnapshot)
	}
	return found, loadNotes(tx, ids, found)
}

func anyPriority(people []Person, places []placeRow) bool {
	return slices.ContainsFunc(people, func(p Person) bool { return p.PriorityID != nil }) ||
		slices.ContainsFunc(places, func(p placeRow) bool { return p.PriorityID != nil })
}

// stored is the person's value of a field: a column for what the program uses itself, else the answer.
func (p *Person) stored(field *Field, answers map[int64]string, priorities map[int64]string) string {
	switch field.Purpose {
	case ForFirstName:
		return p.FirstName
	case ForLastName:
		return p.LastName
	case ForBirthdate:
		return p.Birthdate.String()
	case ForPhone:
		return p.Phone
	case ForEmail:
		return p.Email
	case ForPriority:
		if p.PriorityID == nil {
			return ""
		}
		return priorities[*p.PriorityID]
	}
	return answers[field.ID]
}

func answersOf(tx *Tx, ids []int64) (map[int64]map[int64]string, error) {
	var answers []Answer
	if err := tx.Where("person_id IN ?", ids).Find(&answers).Error; err != nil {
		return nil, err
	}
	grouped := map[int64]map[int64]string{}
	for _, answer := range answers {
		if grouped[answer.PersonID] == nil {
			grouped[answer.PersonID] = map[int64]string{}
		}
		grouped[answer.PersonID][answer.FieldID] = answer.Value
	}
	return grouped, nil
}

func loadNotes(tx *Tx, ids []int64, found map[int64]snapshot) error {
	var notes []Note
	if err := tx.Where("person_id IN ?", ids).Order("id").Find(&notes).Error; err != nil {
		return err
	}
	for _, n := range notes {
		s := found[n.PersonID].(*PersonSnapshot)
		s.Notes = append(s.Notes, NoteSnapshot{
			NoteID: n.ID, PublicID: n.PublicID, Text: n.Text, Author: n.Author,
			CreatedAt: n.CreatedAt, EditedAt: n.EditedAt, EditedBy: n.EditedBy,
		})
	}
	return nil
}

// placeRow is an entry as snapshots hold it, but for the name of its priority.
type placeRow struct {
	EntrySnapshot
	PersonID   int64
	PriorityID *int64
}

func placesOf(tx *Tx, ids []int64) ([]placeRow, error) {
	var places []placeRow
	return places, tx.Raw("SELECT e.id AS entry_id, e.public_id, e.waitlist_id, w.name AS waitlist, w.location_id, e.status, e.added_at,"+
		" e.requested_date, e.position, e.offer_until, e.confirmed_at, e.confirmed_by, e.end_reason, e.left_at, e.person_id, e.priority_id"+
		" FROM entries e JOIN waitlists w ON w.id = e.waitlist_id WHERE e.person_id IN ? ORDER BY e.id", ids).Scan(&places).Error
}
