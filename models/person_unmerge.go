package models

import (
	"errors"
	"slices"

	"gorm.io/gorm/clause"
)

// Undo parts two people again: the one who was gone is back with what they brought along, as far as nobody moved it on since. Values
// of the one who stayed go back where nobody changed them since.
func (m *Merge) Undo(tx *Tx) error {
	kept := new(Person)
	err := found(tx.Session(fresh()).Take(kept, m.KeptID).Error)
	switch {
	case errors.Is(err, ErrNotFound):
		return Sentence("The person who stayed was deleted since, so this cannot be undone any more.")
	case err != nil:
		return err
	case m.UndoneAt != nil || m.Log == "" || !TxNow(tx).Before(m.Until().Time):
		return Sentence("A merge can be undone once, within 24 hours. That is over.")
	}
	log, err := m.read()
	if err != nil {
		return err
	}
	p := &parting{kept: kept, log: log}
	for _, step := range []func(*Tx) error{p.bringBack, p.returnNotes, p.returnEntries, p.reopenEntries, p.returnVisits, p.returnNights, p.returnFamily, p.returnValues} {
		if err := step(tx.Session(fresh())); err != nil {
			return err
		}
	}
	if err := rerank(tx.Session(fresh()), "p.family_id IN ?", []int64{kept.FamilyID, log.Gone.FamilyID}); err != nil {
		return err
	}
	now := TxNow(tx)
	m.UndoneAt, m.Log = &now, ""
	if err := tx.Session(fresh()).Save(m).Error; err != nil {
		return err
	}
	return Record(tx, "person.parted", Subject{KindPerson, kept.ID}, map[string]string{"name": log.Gone.Name()})
}

// parting is an undo of a merge on its way.
type parting struct {
	kept *Person
	log  *mergeLog
}

func (p *parting) bringBack(tx *Tx) error {
	if err := Touch(tx, KindPerson, p.kept.ID); err != nil {
		return err
	}
	gone := p.log.Gone
	if err := checkLoan(tx, gone.PriorityID); errors.Is(err, ErrNotFound) {
		gone.PriorityID = nil
	} else if err != nil {
		return err
	}
	if err := tx.Session(fresh()).Omit(clause.Associations).Create(&gone).Error; err != nil {
		return err
	}
	for i := range p.log.Answers {
		answer := p.log.Answers[i]
		answer.ID = 0
		if err := tx.Session(fresh()).Create(&answer).Error; err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnNotes(tx *Tx) error {
	var notes []Note
	if err := tx.Where("id IN ? AND person_id = ?", p.log.Notes, p.kept.ID).Order("id").Find(&notes).Error; err != nil {
		return err
	}
	for i := range notes {
		notes[i].PersonID = p.log.Gone.ID
		if err := tx.Session(fresh()).Save(&notes[i]).Error; err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnEntries(tx *Tx) error {
	var entries []Entry
	if err := tx.Where("id IN ? AND person_id = ?", p.log.Entries, p.kept.ID).Order("waitlist_id, id").Find(&entries).Error; err != nil {
		return err
	}
	for i := range entries {
		if err := entries[i].lock(tx); err != nil {
			return err
		}
		entries[i].PersonID = p.log.Gone.ID
		if err := entries[i].save(tx.Session(fresh())); err != nil {
			return err
		}
	}
	return nil
}

// reopenEntries puts places back in line that the merge ended, and gives dates back that it moved.
func (p *parting) reopenEntries(tx *Tx) error {
	for i := range p.log.Dated {
		was := &p.log.Dated[i]
		now := new(Entry)
		if err := tx.Session(fresh()).Take(now, was.ID).Error; err != nil {
			return found(err)
		}
		if err := now.lock(tx); err != nil {
			return err
		}
		now.AddedAt, now.AddedReason, now.AddedBy = was.AddedAt, was.AddedReason, was.AddedBy
		if err := now.save(tx.Session(fresh())); err != nil {
			return err
		}
	}
	for i := range p.log.Ended {
		was := &p.log.Ended[i]
		now := new(Entry)
		if err := tx.Session(fresh()).Take(now, was.ID).Error; err != nil {
			return found(err)
		}
		if err := now.lock(tx); err != nil {
			return err
		}
		var sentence Sentence
		if err := now.Restore(tx.Session(fresh())); errors.As(err, &sentence) {
			continue // somebody put them back since, or the list is gone
		} else if err != nil {
			return err
		}
		if err := now.wasOffered(tx, was.Status, was.OfferedAt, was.OfferUntil); err != nil {
			return err
		}
		if err := now.save(tx.Session(fresh())); err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnVisits(tx *Tx) error {
	var visits []Visit
	if err := tx.Where("id IN ? AND person_id = ?", p.log.Visits, p.kept.ID).Order("id").Find(&visits).Error; err != nil {
		return err
	}
	for i := range visits {
		if err := visits[i].belongTo(tx, p.log.Gone.ID); err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnNights(tx *Tx) error {
	for ids := range slices.Chunk(p.log.Nights, 500) {
		if err := tx.Session(fresh()).Exec("UPDATE age_out_moves SET person_id = ? WHERE id IN ?", p.log.Gone.ID, ids).Error; err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnFamily(tx *Tx) error {
	var members []Person
	if err := tx.Where("id IN ? AND family_id = ?", p.log.Family, p.kept.FamilyID).Order("id").Find(&members).Error; err != nil {
		return err
	}
	for i := range members {
		if err := members[i].MoveToFamily(tx.Session(fresh()), p.log.Gone.FamilyID); err != nil {
			return err
		}
	}
	return nil
}

func (p *parting) returnValues(tx *Tx) error {
	known, err := p.kept.FieldValues(tx)
	if err != nil {
		return err
	}
	fields, back := []Field{}, Values{}
	for _, value := range known {
		fields = append(fields, value.Field)
		if changed, ok := p.log.Changed[value.Field.Key]; ok && changed.After == value.Value {
			back[value.Field.Key] = changed.Before
		}
	}
	_, err = p.kept.Change(tx.Session(fresh()), fields, back)
	return err
}
