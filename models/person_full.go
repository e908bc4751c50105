package models

// FullPerson is a person with what they say to every field in use, their notes (oldest first) and their entries on lists that
// the scope may see, each with its list: those in line first.
type FullPerson struct {
	*Person
	Values []FieldValue
}

// FullPeople loads what belongs to people in a fixed number of queries.
func FullPeople(tx *Tx, scope Scope, people []Person) ([]FullPerson, error) {
	ids := make([]int64, len(people))
	byID := map[int64]*Person{}
	for i := range people {
		p := &people[i]
		p.Notes, p.Entries = nil, nil
		ids[i], byID[p.ID] = p.ID, p
	}
	values, err := valuesOf(tx, people, ids)
	if err != nil {
		return nil, err
	}
	var notes []Note
	if err := tx.Where("person_id IN ?", ids).Order("id").Find(&notes).Error; err != nil {
		return nil, err
	}
	for _, note := range notes {
		byID[note.PersonID].Notes = append(byID[note.PersonID].Notes, note)
	}
	var entries []Entry
	err = tx.Preload("Waitlist").Where("person_id IN ?", ids).Order("CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, id").Find(&entries).Error
	if err != nil {
		return nil, err
	}
	for _, entry := range scope.entries(entries) {
		byID[entry.PersonID].Entries = append(byID[entry.PersonID].Entries, entry)
	}
	full := make([]FullPerson, len(people))
	for i := range people {
		full[i] = FullPerson{Person: &people[i], Values: values[i]}
	}
	return full, nil
}

// FindFullPerson returns a person that the scope may see with all that belongs to them.
func FindFullPerson(tx *Tx, scope Scope, id int64) (*FullPerson, error) {
	p, err := FindPerson(tx, scope, id)
	if err != nil {
		return nil, err
	}
	full, err := FullPeople(tx, scope, []Person{*p})
	if err != nil {
		return nil, err
	}
	return &full[0], nil
}

// FullNewcomer is the person that this Write created with the notes and entries that it gave them, without reading all that again.
// The entries have their lists.
func FullNewcomer(tx *Tx, p *Person, notes []*Note, entries []*Entry) (*FullPerson, error) {
	if err := Settle(tx); err != nil {
		return nil, err
	}
	p.Notes, p.Entries = nil, nil
	for _, note := range notes {
		p.Notes = append(p.Notes, *note)
	}
	for _, entry := range entries {
		if !entry.stillStands(tx) {
			if err := entry.reload(tx); err != nil {
				return nil, err
			}
		}
		p.Entries = append(p.Entries, *entry)
	}
	answers := map[int64]map[int64]string{p.ID: {}}
	for _, answer := range p.Answers {
		answers[p.ID][answer.FieldID] = answer.Value
	}
	values, err := wordValues(tx, []Person{*p}, answers)
	if err != nil {
		return nil, err
	}
	return &FullPerson{Person: p, Values: values[0]}, nil
}

func valuesOf(tx *Tx, people []Person, ids []int64) ([][]FieldValue, error) {
	answers, err := answersOf(tx, ids)
	if err != nil {
		return nil, err
	}
	return wordValues(tx, people, answers)
}

func wordValues(tx *Tx, people []Person, answers map[int64]map[int64]string) ([][]FieldValue, error) {
	fields, err := OpenFields(tx)
	if err != nil {
		return nil, err
	}
	names, err := priorityNames(tx)
	if err != nil {
		return nil, err
	}
	values := make([][]FieldValue, len(people))
	for i := range people {
		values[i] = make([]FieldValue, len(fields))
		for j := range fields {
			values[i][j] = FieldValue{Field: fields[j], Value: people[i].stored(&fields[j], answers[people[i].ID], names)}
		}
	}
	return values, nil
}
