package models

import "slices"

// DifferenceKind is what sort of change a difference is; pages word it.
type DifferenceKind string

// The kinds. Joined, left and the rest are about an entry.
const (
	PersonAdded    DifferenceKind = "personAdded"
	FieldChanged   DifferenceKind = "fieldChanged"
	FamilyChanged  DifferenceKind = "familyChanged"
	NoteAdded      DifferenceKind = "noteAdded"
	NoteEdited     DifferenceKind = "noteEdited"
	NoteRemoved    DifferenceKind = "noteRemoved"
	EntryJoined    DifferenceKind = "entryJoined"
	EntryMoved     DifferenceKind = "entryMoved" // from one list to another
	EntryOffered   DifferenceKind = "entryOffered"
	OfferWithdrawn DifferenceKind = "offerWithdrawn" // offered before, waiting again
	EntryEnrolled  DifferenceKind = "entryEnrolled"
	EnrolmentEnded DifferenceKind = "enrolmentEnded"
	EntryRemoved   DifferenceKind = "entryRemoved"
	EntryAgedOut   DifferenceKind = "entryAgedOut"
	EntryLapsed    DifferenceKind = "entryLapsed"
	EntryRestored  DifferenceKind = "entryRestored"
	EntryConfirmed DifferenceKind = "entryConfirmed"
	AddedDate      DifferenceKind = "addedDate" // the effective date
	RequestedDate  DifferenceKind = "requestedDate"
	EntryPriority  DifferenceKind = "entryPriority"
	EntryDeleted   DifferenceKind = "entryDeleted"
)

// Difference is one thing that differs between two snapshots of a person.
type Difference struct {
	Kind   DifferenceKind
	Field  *FieldSnapshot // the field as it is since, for FieldChanged
	Before string         // stored form of the field; family number; text of a note; name of a list
	After  string
	Note   *NoteSnapshot  // the note, for what is about one
	Entry  *EntrySnapshot // the entry as it is since, for what is about one
	Was    *EntrySnapshot // the entry as it was
}

// IsNote holds for what is about a note.
func (d *Difference) IsNote() bool { return d.Note != nil }

// IsEntry holds for what is about a place on a list.
func (d *Difference) IsEntry() bool { return d.Entry != nil }

// Differences says what became of a person, fields first, then notes, then entries. Of a new person it says that they were added, with
// their notes and entries; of a deleted one nothing. A field that was added to the account or archived meanwhile is no change of theirs.
func Differences(before, after *PersonSnapshot) []Difference {
	if after == nil {
		return nil
	}
	var differences []Difference
	if before == nil {
		differences = append(differences, Difference{Kind: PersonAdded, After: after.Name()})
		before = &PersonSnapshot{FamilyID: after.FamilyID}
	}
	differences = append(differences, fieldDifferences(before, after)...)
	if before.FamilyID != after.FamilyID {
		differences = append(differences, Difference{Kind: FamilyChanged, Before: number(before.FamilyID), After: number(after.FamilyID)})
	}
	differences = append(differences, noteDifferences(before, after)...)
	return append(differences, entryDifferences(before, after)...)
}

func fieldDifferences(before, after *PersonSnapshot) []Difference {
	var differences []Difference
	for i := range after.Fields {
		field := &after.Fields[i]
		at := slices.IndexFunc(before.Fields, func(old FieldSnapshot) bool { return old.FieldID == field.FieldID })
		if at >= 0 && before.Fields[at].Value != field.Value {
			differences = append(differences, Difference{Kind: FieldChanged, Field: field, Before: before.Fields[at].Value, After: field.Value})
		}
	}
	return differences
}

func noteDifferences(before, after *PersonSnapshot) []Difference {
	var differences []Difference
	for i := range before.Notes {
		old := &before.Notes[i]
		at := slices.IndexFunc(after.Notes, func(note NoteSnapshot) bool { return note.NoteID == old.NoteID })
		switch {
		case at < 0:
			differences = append(differences, Difference{Kind: NoteRemoved, Note: old, Before: old.Text})
		case after.Notes[at].Text != old.Text:
			note := &after.Notes[at]
			differences = append(differences, Difference{Kind: NoteEdited, Note: note, Before: old.Text, After: note.Text})
		}
	}
	for i := range after.Notes {
		note := &after.Notes[i]
		if !slices.ContainsFunc(before.Notes, func(old NoteSnapshot) bool { return old.NoteID == note.NoteID }) {
			differences = append(differences, Difference{Kind: NoteAdded, Note: note, After: note.Text})
		}
	}
	return differences
}
