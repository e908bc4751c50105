package models

// Erase removes a person and leaves of them nothing but numbers: notes and answers go with the row, stored events and audit lines lose
// what they say, and the DeletePerson that goes out carries ids alone.
func (p *Person) Erase(tx *Tx) error {
	if err := p.Remove(tx); err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	subject := Subject{KindPerson, p.ID}
	before, ok := w.before[subject].(*PersonSnapshot)
	if !ok {
		before = &PersonSnapshot{PersonID: p.ID, PublicID: p.PublicID, GUID: p.GUID, FamilyID: p.FamilyID}
	}
	w.before[subject] = before.erased()
	return forget(tx, before)
}

// forget takes what somebody said out of everything that is kept about the past.
func forget(tx *Tx, person *PersonSnapshot) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.erased = true
	if err := forgetMerged(tx, person.PersonID); err != nil {
		return err
	}
	subject := Subject{KindPerson, person.PersonID}
	if err := scrubAnswers(tx, person); err != nil {
		return err
	}
	if err := eraseVisits(tx, person.PersonID); err != nil {
		return err
	}
	bare, err := asJSON((&PersonSnapshot{PersonID: person.PersonID, PublicID: person.PublicID, GUID: person.GUID, FamilyID: person.FamilyID}).erased())
	if err != nil {
		return err
	}
	statements := []struct {
		sql    string
		values []any
	}{
		{
			"UPDATE events SET before = CASE WHEN before = '' THEN '' ELSE ? END, after = CASE WHEN after = '' THEN '' ELSE ? END" +
				" WHERE subject_kind = ? AND subject_id = ?", []any{bare, bare, KindPerson, person.PersonID},
		},
		{"UPDATE audits SET detail = '{}' WHERE subject_kind = ? AND subject_id = ?", []any{KindPerson, person.PersonID}},
	}
	for _, one := range statements {
		if err := tx.Exec(one.sql, one.values...).Error; err != nil {
			return err
		}
	}
	if err := forgetFlashes(tx); err != nil {
		return err
	}
	if err := scrubDeliveriesOf(tx, KindPerson, person.PersonID); err != nil {
		return err
	}
	if err := eraseSignup(tx, person.FamilyID); err != nil {
		return err
	}
	if err := scrubImports(tx, person.PersonID); err != nil {
		return err
	}
	return Record(tx, "person.erased", subject, nil)
}

// erased keeps ids, and of entries what says which endpoints hear of it.
func (s *PersonSnapshot) erased() *PersonSnapshot {
	bare := &PersonSnapshot{
		PersonID: s.PersonID, PublicID: s.PublicID, GUID: s.GUID, FamilyID: s.FamilyID, Erased: true,
		Fields: []FieldSnapshot{}, Notes: []NoteSnapshot{}, Entries: make([]EntrySnapshot, len(s.Entries)),
	}
	for i, e := range s.Entries {
		bare.Entries[i] = EntrySnapshot{EntryID: e.EntryID, PublicID: e.PublicID, WaitlistID: e.WaitlistID, LocationID: e.LocationID, Status: e.Status}
	}
	return bare
}

// scrubAnswers empties the API's answers kept for repeated requests that name the person, or a note or an entry of theirs. The keys stay:
// a repetition makes nothing twice.
func scrubAnswers(tx *Tx, s *PersonSnapshot) error {
	ids := []string{s.PublicID, s.GUID}
	for i := range s.Notes {
		ids = append(ids, s.Notes[i].PublicID)
	}
	for i := range s.Entries {
		ids = append(ids, s.Entries[i].PublicID)
	}
	for _, id := range ids {
		if err := tx.Exec("UPDATE idempotency_keys SET answer = '{}' WHERE answer LIKE ?", "%"+id+"%").Error; err != nil {
			return err
		}
	}
	return nil
}
