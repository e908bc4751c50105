package models

import (
	"errors"
	"slices"
)

// Undo takes the import back within 24 hours. People who were changed by anybody since keep what they are; the rows say so.
func (i *Import) Undo(tx *Tx) error {
	switch until := i.UndoUntil(); {
	case i.State == ImportUndoing || i.State == ImportUndone:
		return Sentence("This import has been undone already.")
	case until.IsZero():
		return Sentence("This import can be undone once it is done.")
	case TxNow(tx).After(until.Time):
		return Sentence("An import can be undone for 24 hours. That time is over.")
	}
	i.State, i.Stopped = ImportUndoing, ""
	if err := tx.Save(i).Error; err != nil {
		return err
	}
	return Record(tx, "import.undone", Subject{KindImport, i.ID}, nil)
}

// undoBatch takes rows back from the last to the first: what a row updated that another row added is restored before it goes.
func (i *Import) undoBatch(tx *Tx) error {
	var rows []ImportRow
	done := []ImportStatus{RowAdded, RowUpdated}
	if err := tx.Where("import_id = ? AND status IN ?", i.ID, done).Order("line DESC").Limit(importBatch).Find(&rows).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		now := TxNow(tx)
		i.State, i.UndoneAt = ImportUndone, &now
		return tx.Save(i).Error
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return err
	}
	if err := touchMatched(tx, rows); err != nil {
		return err
	}
	for n := range rows {
		row := &rows[n]
		if row.Status, err = i.undoRow(tx, fields, row); err != nil {
			return err
		}
		row.Problem = ""
		if row.Status == RowKept {
			row.Problem = "Changed since the import: stays as it is."
		}
		if err := tx.Save(row).Error; err != nil {
			return err
		}
	}
	return nil
}

func (i *Import) undoRow(tx *Tx, fields []Field, row *ImportRow) (ImportStatus, error) {
	if row.PersonID == nil {
		return RowUndone, nil
	}
	person, err := FindPerson(tx, Everywhere(), *row.PersonID)
	if errors.Is(err, ErrNotFound) {
		return RowUndone, nil
	}
	if err != nil {
		return "", err
	}
	first, changedSince, err := i.eventsOf(tx, person.ID)
	switch {
	case err != nil:
		return "", err
	case changedSince:
		return RowKept, nil
	case row.Status == RowAdded:
		return RowUndone, person.Remove(tx)
	case first == nil || first.Before == "":
		return RowUndone, nil
	}
	before, err := first.PersonBefore()
	if err != nil {
		return "", err
	}
	return RowUndone, person.revert(tx, fields, before)
}

// eventsOf is the import's first event about a person, and whether anybody else changed them after it.
func (i *Import) eventsOf(tx *Tx, personID int64) (first *Event, changedSince bool, err error) {
	var events []Event
	err = tx.Session(fresh()).Where("subject_kind = ? AND subject_id = ? AND by_kind = ? AND by_name = ?", KindPerson, personID, ByImport, i.Name()).
		Order("sequence").Limit(1).Find(&events).Error
	if err != nil || len(events) == 0 {
		return nil, false, err
	}
	var others int64
	err = tx.Session(fresh()).Model(&Event{}).Where("subject_kind = ? AND subject_id = ? AND sequence > ? AND NOT (by_kind = ? AND by_name = ?)",
		KindPerson, personID, events[0].Sequence, ByImport, i.Name()).Count(&others).Error
	return &events[0], others > 0, err
}

// revert makes of the person what a snapshot says: answers, notes, places, family.
func (p *Person) revert(tx *Tx, fields []Field, before *PersonSnapshot) error {
	values := Values{}
	for _, field := range before.Fields {
		values[field.Key] = field.Value
	}
	if _, err := p.Change(tx, fields, values); err != nil {
		return err
	}
	notes, err := p.NotesInOrder(tx)
	if err != nil {
		return err
	}
	for n := range notes {
		if !slices.ContainsFunc(before.Notes, func(was NoteSnapshot) bool { return was.NoteID == notes[n].ID }) {
			if err := notes[n].Remove(tx); err != nil {
				return err
			}
		}
	}
	entries, err := p.EntriesInOrder(tx, Everywhere())
	if err != nil {
		return err
	}
	for n := range entries {
		entry, was := &entries[n], before.entry(entries[n].ID)
		switch {
		case was == nil && entry.IsActive():
			err = entry.Remove(tx, "The import was undone")
		case was != nil && entry.IsActive() && was.RequestedDate != entry.RequestedDate:
			err = entry.Request(tx, was.RequestedDate)
		}
		if err != nil {
			return err
		}
	}
	return p.MoveToFamily(tx, before.FamilyID)
}

// Problems are the rows that were not taken, to mend and send again: the cells as they came, with what is wrong behind them.
func (i *Import) Problems(tx *Tx, each func(row *ImportRow) error) error {
	for line := 0; ; {
		var rows []ImportRow
		err := tx.Where("import_id = ? AND status = ? AND line > ?", i.ID, RowError, line).Order("line").Limit(500).Find(&rows).Error
		if err != nil || len(rows) == 0 {
			return err
		}
		for n := range rows {
			if err := each(&rows[n]); err != nil {
				return err
			}
		}
		line = rows[len(rows)-1].Line
	}
}
