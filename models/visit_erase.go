package models

import "errors"

// Erase deletes the visit for good and leaves of it nothing but numbers: stored events and audit lines lose what they say, and the
// visit.removed that goes out carries ids alone. The customer, where one is named, stays.
func (v *Visit) Erase(tx *Tx) error {
	if err := v.Delete(tx); err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	subject := Subject{KindVisit, v.ID}
	before, ok := w.before[subject].(*VisitSnapshot)
	if !ok {
		return nil // made in this Write: nobody has heard of it
	}
	w.before[subject] = before.erased()
	return forgetVisit(tx, before)
}

// EraseVisit erases a visit that is there or was deleted before. Receivers hear of one that was deleted again, with ids alone: what told
// its end first may be among what was not sent yet, and is not sent any more.
func EraseVisit(tx *Tx, scope Scope, name string) error {
	visit, err := FindVisit(tx, scope, name)
	if err == nil {
		return visit.Erase(tx)
	}
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	gone, err := deletedVisit(tx, scope, name)
	if err != nil {
		return err
	}
	if err := forgetVisit(tx, gone); err != nil {
		return err
	}
	return tellErased(tx, Subject{KindVisit, gone.VisitID}, gone.erased())
}

// deletedVisit is the last state of a visit that was deleted for good and not erased. It is found by its number or its id of 20 letters.
func deletedVisit(tx *Tx, scope Scope, name string) (*VisitSnapshot, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	event := new(Event)
	err := found(tx.Session(fresh()).Where("change = ? AND subject_kind = ? AND (subject_public_id = ? OR subject_id = ?)", Deleted, KindVisit, name, numberIn(name)).
		Order("sequence DESC").Limit(1).Take(event).Error)
	if err != nil {
		return nil, err
	}
	visit, err := event.VisitBefore()
	if err == nil && (visit.Erased || !scope.Covers(&visit.Location.ID)) {
		err = ErrNotFound
	}
	return visit, err
}

// tellErased announces once more that a subject is gone, by what is left of it.
func tellErased(tx *Tx, subject Subject, bare snapshot) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	text, err := asJSON(bare)
	if err != nil {
		return err
	}
	w.told = append(w.told, Event{
		PublicID: NewPublicID(), SubjectKind: subject.Kind, SubjectID: subject.ID, SubjectPublicID: bare.publicID(), Change: Deleted, Before: text,
		ByKind: w.by.Kind, ByName: w.by.Name, ByUserID: w.by.UserID, Quiet: w.by.Quiet, At: w.at,
	})
	return nil
}

// forgetVisit takes what a visit says out of everything that is kept about the past.
func forgetVisit(tx *Tx, visit *VisitSnapshot) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.erased = true
	if err := eraseVisit(tx, visit); err != nil {
		return err
	}
	if err := forgetFlashes(tx); err != nil {
		return err
	}
	return Record(tx, "visit.erased", Subject{KindVisit, visit.VisitID}, nil)
}

// forgetFlashes takes away what pages are about to say once: it tells names.
func forgetFlashes(tx *Tx) error {
	return tx.Session(fresh()).Exec("UPDATE sessions SET flash = '' WHERE flash <> ''").Error
}

// eraseVisit leaves ids of a visit in its events, audit lines, answers to repeated requests and deliveries.
func eraseVisit(tx *Tx, visit *VisitSnapshot) error {
	bare, err := asJSON(visit.erased())
	if err != nil {
		return err
	}
	tx = tx.Session(fresh())
	err = tx.Exec("UPDATE events SET before = CASE WHEN before = '' THEN '' ELSE ? END, after = CASE WHEN after = '' THEN '' ELSE ? END"+
		" WHERE subject_kind = ? AND subject_id = ?", bare, bare, KindVisit, visit.VisitID).Error
	if err != nil {
		return err
	}
	err = tx.Exec("UPDATE audits SET detail = '{}' WHERE subject_kind = ? AND subject_id = ?", KindVisit, visit.VisitID).Error
	if err != nil {
		return err
	}
	err = tx.Exec("UPDATE idempotency_keys SET answer = '{}' WHERE answer LIKE ?", "%"+visit.PublicID+"%").Error
	if err != nil {
		return err
	}
	return scrubDeliveriesOf(tx, KindVisit, visit.VisitID)
}
