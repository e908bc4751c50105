package models

import (
	"encoding/json"
	"slices"
)

// Merge makes one person of two: the other's notes, places, visits and, where wanted, family become this one's, and the values given are
// taken over. The other is deleted. Within a day it can be undone.
func (p *Person) Merge(tx *Tx, other *Person, take Values, withFamily bool) (*Merge, error) {
	if p.ID == other.ID {
		return nil, Sentence("This is one and the same person. Please choose another one.")
	}
	m := &merging{kept: p, gone: other, log: &mergeLog{Changed: map[string]mergedValue{}}}
	if err := m.begin(tx.Session(fresh())); err != nil {
		return nil, err
	}
	for _, step := range []func(*Tx) error{m.takeNotes, m.takeEntries, m.takeVisits, m.takeNights} {
		if err := step(tx.Session(fresh())); err != nil {
			return nil, err
		}
	}
	if withFamily && other.FamilyID != p.FamilyID {
		if err := m.takeFamily(tx.Session(fresh())); err != nil {
			return nil, err
		}
	}
	if err := m.takeValues(tx.Session(fresh()), take); err != nil {
		return nil, err
	}
	if err := other.Remove(tx.Session(fresh())); err != nil {
		return nil, err
	}
	if err := rerank(tx.Session(fresh()), "p.family_id IN ?", []int64{p.FamilyID, other.FamilyID}); err != nil {
		return nil, err
	}
	return m.keep(tx.Session(fresh()))
}

// merging is a merge on its way.
type merging struct {
	kept, gone *Person
	log        *mergeLog
}

// begin waits for other writers of the two and reads them again.
func (m *merging) begin(tx *Tx) error {
	if err := Touch(tx, KindPerson, m.kept.ID, m.gone.ID); err != nil {
		return err
	}
	for _, p := range []*Person{m.kept, m.gone} {
		now := new(Person)
		if err := found(tx.Session(fresh()).Take(now, p.ID).Error); err != nil {
			return err
		}
		*p = *now
	}
	m.log.Gone = *m.gone
	return tx.Where("person_id = ?", m.gone.ID).Order("id").Find(&m.log.Answers).Error
}

func (m *merging) takeNotes(tx *Tx) error {
	var notes []Note
	if err := tx.Where("person_id = ?", m.gone.ID).Order("id").Find(&notes).Error; err != nil {
		return err
	}
	for i := range notes {
		notes[i].PersonID = m.kept.ID
		if err := tx.Session(fresh()).Save(&notes[i]).Error; err != nil {
			return err
		}
		m.log.Notes = append(m.log.Notes, notes[i].ID)
	}
	return nil
}

// takeEntries moves the places, past ones included. Where both are in line on one list, one place stays, with the earlier date.
func (m *merging) takeEntries(tx *Tx) error {
	var entries []Entry
	if err := tx.Where("person_id = ?", m.gone.ID).Order("waitlist_id, id").Find(&entries).Error; err != nil {
		return err
	}
	for i := range entries {
		entry := &entries[i]
		if err := entry.lock(tx); err != nil {
			return err
		}
		m.log.Entries = append(m.log.Entries, entry.ID)
		if entry.IsActive() {
			there, err := activeEntry(tx, entry.WaitlistID, m.kept.ID)
			if err != nil {
				return err
			}
			if there != nil {
				if err := m.joinEntries(tx, there, entry); err != nil {
					return err
				}
			}
		}
		entry.PersonID = m.kept.ID
		if err := entry.save(tx.Session(fresh())); err != nil {
			return err
		}
	}
	return nil
}

// joinEntries ends one of two places on the same list: the one without an offer, else that of the person who goes.
func (m *merging) joinEntries(tx *Tx, there, coming *Entry) error {
	stays, goes := there, coming
	if coming.Status == Offered && there.Status != Offered {
		stays, goes = coming, there
	}
	m.log.Ended = append(m.log.Ended, *goes)
	if goes.AddedAt.Before(stays.AddedAt.Time) {
		m.log.Dated = append(m.log.Dated, *stays)
		stays.AddedAt, stays.AddedReason, stays.AddedBy = goes.AddedAt, goes.AddedReason, goes.AddedBy
	}
	if err := goes.end(tx.Session(fresh()), Removed, "Merged with the other place on this list"); err != nil {
		return err
	}
	return stays.save(tx.Session(fresh()))
}

func (m *merging) takeVisits(tx *Tx) error {
	var visits []Visit
	if err := tx.Where("person_id = ?", m.gone.ID).Order("id").Find(&visits).Error; err != nil {
		return err
	}
	for i := range visits {
		if err := visits[i].belongTo(tx, m.kept.ID); err != nil {
			return err
		}
		m.log.Visits = append(m.log.Visits, visits[i].ID)
	}
	return nil
}

// belongTo makes a visit another person's; what was said about the visit itself stays.
func (v *Visit) belongTo(tx *Tx, personID int64) error {
	if err := v.lock(tx); err != nil {
		return err
	}
	v.PersonID = &personID
	return v.save(tx)
}

func (m *merging) takeNights(tx *Tx) error {
	if err := tx.Raw("SELECT id FROM age_out_moves WHERE person_id = ? ORDER BY id", m.gone.ID).Scan(&m.log.Nights).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE age_out_moves SET person_id = ? WHERE person_id = ?", m.kept.ID, m.gone.ID).Error
}

func (m *merging) takeFamily(tx *Tx) error {
	members, err := (&Family{ID: m.gone.FamilyID}).Members(tx)
	if err != nil {
		return err
	}
	for i := range members {
		if members[i].ID == m.gone.ID {
			continue
		}
		if err := members[i].MoveToFamily(tx.Session(fresh()), m.kept.FamilyID); err != nil {
			return err
		}
		m.log.Family = append(m.log.Family, members[i].ID)
	}
	return nil
}

func (m *merging) takeValues(tx *Tx, take Values) error {
	known, err := m.kept.FieldValues(tx)
	if err != nil {
		return err
	}
	fields := []Field{}
	for _, value := range known {
		fields = append(fields, value.Field)
		if wanted, said := take[value.Field.Key]; said && wanted != value.Value {
			m.log.Changed[value.Field.Key] = mergedValue{value.Value, wanted}
		}
	}
	_, err = m.kept.Change(tx.Session(fresh()), fields, take)
	return err
}

func (m *merging) keep(tx *Tx) (*Merge, error) {
	text, err := json.Marshal(m.log)
	if err != nil {
		return nil, err
	}
	merge := &Merge{KeptID: m.kept.ID, GoneID: m.gone.ID, ByName: TxBy(tx).Name, Log: string(text), At: TxNow(tx)}
	if err := tx.Create(merge).Error; err != nil {
		return nil, err
	}
	return merge, Record(tx, "person.merged", Subject{KindPerson, m.kept.ID}, map[string]string{"name": m.gone.Name()})
}

// ownValues are those of fields in which the other says something else: what to choose from. Fields that both leave empty are left out.
func ownValues(kept, gone []FieldValue) []FieldPair {
	pairs := []FieldPair{}
	for _, value := range kept {
		at := slices.IndexFunc(gone, func(other FieldValue) bool { return other.Field.ID == value.Field.ID })
		if at < 0 || value.Value == "" && gone[at].Value == "" {
			continue
		}
		pairs = append(pairs, FieldPair{Field: value.Field, Kept: value.Value, Gone: gone[at].Value})
	}
	return pairs
}

// FieldPair is what two people say to the same field, in stored form.
type FieldPair struct {
	Field      Field
	Kept, Gone string
}

// ComparePeople are the fields to which at least one of two people says something.
func ComparePeople(tx *Tx, kept, gone *Person) ([]FieldPair, error) {
	mine, err := kept.FieldValues(tx)
	if err != nil {
		return nil, err
	}
	theirs, err := gone.FieldValues(tx)
	return ownValues(mine, theirs), err
}
