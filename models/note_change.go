package models

// LongestNote is how many characters a note may have.
const LongestNote = 4000

// FindNote returns a note of a person.
func FindNote(tx *Tx, personID, noteID int64) (*Note, error) {
	note := new(Note)
	return note, found(tx.Where("id = ? AND person_id = ?", noteID, personID).Take(note).Error)
}

// ParseNote cleans a note's text; an empty one is refused with a Sentence.
func ParseNote(text string) (string, error) {
	text, err := CleanText(text, LongestNote)
	if err == nil && text == "" {
		err = Sentence("Please write something, or leave the note out.")
	}
	return text, err
}

// AddNote writes a note about the person, by the author of the Write. What is wrong is named "text".
func (p *Person) AddNote(tx *Tx, text string, pinned bool) (*Note, error) {
	text, err := noteText(text)
	if err != nil {
		return nil, err
	}
	note := &Note{PersonID: p.ID, Text: text, Pinned: pinned}
	return note, tx.Create(note).Error
}

// Edit writes the note anew and says who did; the author stays. The same text again is no edit.
func (n *Note) Edit(tx *Tx, text string) error {
	text, err := noteText(text)
	if err != nil || text == n.Text {
		return err
	}
	now := TxNow(tx)
	n.Text, n.EditedAt, n.EditedBy = text, &now, TxBy(tx).Name
	return tx.Save(n).Error
}

// Pin keeps the note on top, or lets it go. That is no news to anybody.
func (n *Note) Pin(tx *Tx, pinned bool) error {
	if n.Pinned == pinned {
		return nil
	}
	n.Pinned = pinned
	return tx.Save(n).Error
}

// Remove deletes the note.
func (n *Note) Remove(tx *Tx) error {
	return tx.Delete(n).Error
}

func noteText(text string) (string, error) {
	invalid := Invalid{}
	text, err := ParseNote(text)
	if err := invalid.Check("text", err); err != nil {
		return "", err
	}
	return text, invalid.Err()
}

// FindNoteByPublicID returns a note of a person by the id of 20 letters.
func FindNoteByPublicID(tx *Tx, personID int64, publicID string) (*Note, error) {
	note := new(Note)
	return note, found(tx.Where("public_id = ? AND person_id = ?", publicID, personID).Take(note).Error)
}
