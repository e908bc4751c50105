package models

import (
	"maps"
	"slices"
)

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
	priorities, err := Priorities(tx)
	if err != nil {
		return nil, err
	}
	answers, err := answersOf(tx, ids)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	for _, priority := range priorities {
		names[priority.ID] = priority.Name
	}
	found := map[int64]snapshot{}
	for i := range people {
		p := &people[i]
		s := &PersonSnapshot{
			PersonID: p.ID, PublicID: p.PublicID, GUID: p.GUID, FamilyID: p.FamilyID, FirstName: p.FirstName, LastName: p.LastName,
			Fields: make([]FieldSnapshot, len(fields)), Notes: []NoteSnapshot{}, Entries: []EntrySnapshot{},
		}
		for j, field := range fields {
			s.Fields[j] = FieldSnapshot{FieldID: field.ID, Key: field.Key, Type: field.Type, Purpose: field.Purpose, Value: p.stored(&field, answers[p.ID], names)}
		}
		found[p.ID] = s
	}
	if err := loadNotes(tx, ids, found); err != nil {
		return nil, err
	}
	return found, loadEntries(tx, ids, names, found)
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

func loadEntries(tx *Tx, ids []int64, priorities map[int64]string, found map[int64]snapshot) error {
	var entries []Entry
	if err := tx.Where("person_id IN ?", ids).Order("id").Find(&entries).Error; err != nil {
		return err
	}
	lists := map[int64]Waitlist{}
	for _, e := range entries {
		lists[e.WaitlistID] = Waitlist{}
	}
	var rows []Waitlist
	if len(lists) > 0 {
		if err := tx.Where("id IN ?", slices.Sorted(maps.Keys(lists))).Find(&rows).Error; err != nil {
			return err
		}
	}
	for _, list := range rows {
		lists[list.ID] = list
	}
	for _, e := range entries {
		s, list := found[e.PersonID].(*PersonSnapshot), lists[e.WaitlistID]
		entry := EntrySnapshot{
			EntryID: e.ID, PublicID: e.PublicID, WaitlistID: e.WaitlistID, Waitlist: list.Name, LocationID: list.LocationID,
			Status: e.Status, AddedAt: e.AddedAt, RequestedDate: e.RequestedDate, Position: e.Position, OfferUntil: e.OfferUntil,
			ConfirmedAt: e.ConfirmedAt, ConfirmedBy: e.ConfirmedBy, EndReason: e.EndReason, LeftAt: e.LeftAt,
		}
		if e.PriorityID != nil {
			entry.Priority = priorities[*e.PriorityID]
		}
		s.Entries = append(s.Entries, entry)
	}
	return nil
}
