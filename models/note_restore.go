package models

import "slices"

// recentEvents is how far back a removed note is looked for.
const recentEvents = 50

// RestoreNote brings a removed note back as it was, from the event that tells of its end. ErrNotFound where there is none.
func (p *Person) RestoreNote(tx *Tx, noteID int64) (*Note, error) {
	var there []Note
	if err := tx.Where("id = ?", noteID).Find(&there).Error; err != nil {
		return nil, err
	}
	if len(there) > 0 && there[0].PersonID != p.ID {
		return nil, ErrNotFound
	}
	if len(there) > 0 {
		return &there[0], nil
	}
	var events []Event
	err := tx.Where("subject_kind = ? AND subject_id = ? AND before <> ''", KindPerson, p.ID).
		Order("sequence DESC").Limit(recentEvents).Find(&events).Error
	if err != nil {
		return nil, err
	}
	for i := range events {
		before, err := events[i].PersonBefore()
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(before.Notes, func(n NoteSnapshot) bool { return n.NoteID == noteID })
		if at < 0 {
			continue
		}
		was := before.Notes[at]
		note := &Note{
			ID: was.NoteID, PublicID: was.PublicID, PersonID: p.ID, Text: was.Text, Author: was.Author,
			CreatedAt: was.CreatedAt, EditedAt: was.EditedAt, EditedBy: was.EditedBy,
		}
		return note, tx.Create(note).Error
	}
	return nil, ErrNotFound
}
