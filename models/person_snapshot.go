package models

import (
	"reflect"
	"slices"
)

// PersonSnapshot is a person at one moment, complete enough to word every payload and the timeline later,
// when the rows may be gone. Positions and hand-set places are in it but make no difference.
type PersonSnapshot struct {
	PersonID  int64
	PublicID  string
	GUID      string
	FamilyID  int64
	FirstName string
	LastName  string
	Fields    []FieldSnapshot // every field in use, in the account's order
	Notes     []NoteSnapshot  // oldest first
	Entries   []EntrySnapshot // ended ones included, oldest first
	Erased    bool            `json:",omitempty"` // only ids are left: a body about it names nothing else
}

// FieldSnapshot is one field's value in stored form; empty = not answered.
type FieldSnapshot struct {
	FieldID int64
	Key     string
	Type    FieldType
	Purpose Purpose `json:",omitempty"`
	Value   string
}

// NoteSnapshot is one note.
type NoteSnapshot struct {
	NoteID    int64
	PublicID  string
	Text      string
	Author    string
	CreatedAt Instant
	EditedAt  *Instant
	EditedBy  string
}

// EntrySnapshot is one entry, with the list's name as it was.
type EntrySnapshot struct {
	EntryID       int64
	PublicID      string
	WaitlistID    int64
	Waitlist      string
	LocationID    *int64
	Status        EntryStatus
	AddedAt       Instant
	RequestedDate Date
	Priority      string // of the entry alone; empty = the person's
	Position      *int
	OfferUntil    *Instant
	ConfirmedAt   *Instant
	ConfirmedBy   string
	EndReason     string
	LeftAt        *Instant
}

// IsActive holds for entries that payloads carry.
func (e *EntrySnapshot) IsActive() bool {
	return e.Status == Waiting || e.Status == Offered
}

// Name is the full name at that moment.
func (s *PersonSnapshot) Name() string {
	return fullName(s.FirstName, s.LastName)
}

// ActiveEntries are the places in line that payloads carry.
func (s *PersonSnapshot) ActiveEntries() []EntrySnapshot {
	return slices.DeleteFunc(slices.Clone(s.Entries), func(e EntrySnapshot) bool { return !e.IsActive() })
}

func (s *PersonSnapshot) publicID() string { return s.PublicID }

func (s *PersonSnapshot) same(other snapshot) bool {
	return reflect.DeepEqual(s.comparable(), other.(*PersonSnapshot).comparable())
}

// comparable leaves out what is no edit of a person.
func (s *PersonSnapshot) comparable() PersonSnapshot {
	c := *s
	c.Entries = slices.Clone(s.Entries)
	for i := range c.Entries {
		c.Entries[i].Position = nil
	}
	return c
}
