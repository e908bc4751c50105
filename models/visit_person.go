package models

import (
	"maps"
	"slices"
	"strconv"
)

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

// eraseVisits leaves of a person's visits nothing but numbers, in the events of the past and in those of this Write. Those that were
// deleted before them, or that another took over, are known by their events alone.
func eraseVisits(tx *Tx, personID int64) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	seen := map[int64]*VisitSnapshot{}
	for _, subject := range w.touched {
		before, ok := w.before[subject].(*VisitSnapshot)
		if ok && before.PersonID != nil && *before.PersonID == personID {
			seen[before.VisitID] = before
			w.before[subject] = before.erased()
		}
	}
	theirs := `%"PersonID":` + strconv.FormatInt(personID, 10) + ",%"
	var events []Event
	err = tx.Session(fresh()).Where("subject_kind = ? AND (before LIKE ? OR after LIKE ?)", KindVisit, theirs, theirs).Find(&events).Error
	if err != nil {
		return err
	}
	for i := range events {
		for _, read := range []func() (*VisitSnapshot, error){events[i].VisitBefore, events[i].VisitAfter} {
			visit, err := read()
			if err != nil {
				return err
			}
			if visit != nil && visit.PersonID != nil && *visit.PersonID == personID {
				seen[visit.VisitID] = visit
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		if err := eraseVisit(tx, seen[id]); err != nil {
			return err
		}
	}
	return nil
}
