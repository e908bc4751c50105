package models

import "gorm.io/gorm"

// Note is something written about a person.
type Note struct {
	ID        int64
	PublicID  string
	PersonID  int64
	Text      string
	Author    string // full name, or "online" for the public page
	AuthorID  *int64
	Pinned    bool
	CreatedAt Instant
	EditedAt  *Instant // nil until the text is changed
	EditedBy  string
}

func (*Note) announces() {}

// BeforeCreate names the note's author and touches the person.
func (n *Note) BeforeCreate(tx *gorm.DB) error {
	by := TxBy(tx)
	if n.PublicID == "" {
		n.PublicID = NewPublicID()
	}
	if n.Author == "" {
		n.Author, n.AuthorID = by.Name, by.UserID
	}
	if n.CreatedAt.IsZero() {
		n.CreatedAt = TxNow(tx)
	}
	return Touch(tx, KindPerson, n.PersonID)
}

// BeforeUpdate touches the person.
func (n *Note) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindPerson, n.PersonID) }

// BeforeDelete touches the person.
func (n *Note) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindPerson, n.PersonID) }
