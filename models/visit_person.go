package models

// removeVisits deletes the visits of a person who is deleted for good: each is a visit.removed of its own.
func (p *Person) removeVisits(tx *Tx) error {
	var visits []Visit
	if err := tx.Session(fresh()).Where("person_id = ?", p.ID).Order("id").Find(&visits).Error; err != nil {
		return err
	}
	for i := range visits {
		if err := visits[i].Delete(tx); err != nil {
			return err
		}
	}
	return nil
}

// eraseVisits leaves of a person's visits nothing but numbers, in the events of the past and in those of this Write.
func (p *Person) eraseVisits(tx *Tx) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	for _, subject := range w.touched {
		before, ok := w.before[subject].(*VisitSnapshot)
		if !ok || before.PersonID == nil || *before.PersonID != p.ID {
			continue
		}
		if err := eraseVisit(tx, before); err != nil {
			return err
		}
		w.before[subject] = before.erased()
	}
	return nil
}

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
