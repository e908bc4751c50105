package models

import (
	"slices"
	"time"
)

// SeekEntry finds an entry by its number or its public id, with its person and list, where the scope may see the list.
func SeekEntry(tx *Tx, scope Scope, name string) (*Entry, error) {
	entry := new(Entry)
	err := found(tx.Preload("Person").Preload("Waitlist").Where("public_id = ? OR id = ?", name, numberIn(name)).Take(entry).Error)
	if err != nil {
		return nil, err
	}
	if !scope.Covers(entry.Waitlist.LocationID) {
		return nil, ErrNotFound
	}
	return entry, nil
}

// SeekEntries are those of the ids that stand on the list, with their people, in the order of their places.
func SeekEntries(tx *Tx, waitlistID int64, ids []int64) ([]Entry, error) {
	var entries []Entry
	return entries, tx.Preload("Person").Where("waitlist_id = ? AND id IN ?", waitlistID, ids).
		Order("COALESCE(position, 2147483647), id").Find(&entries).Error
}

// AnswersTo are what people say to a standard field, by person; who says nothing is missing.
func AnswersTo(tx *Tx, purpose Purpose, personIDs []int64) (map[int64]string, error) {
	var rows []struct {
		PersonID int64
		Value    string
	}
	err := tx.Raw("SELECT a.person_id, a.value FROM answers a JOIN fields f ON f.id = a.field_id"+
		" WHERE f.purpose = ? AND a.person_id IN ?", purpose, personIDs).Scan(&rows).Error
	answers := map[int64]string{}
	for _, row := range rows {
		answers[row.PersonID] = row.Value
	}
	return answers, err
}

// ChoicesOf are the choices of a standard field.
func ChoicesOf(tx *Tx, purpose Purpose) ([]string, error) {
	var fields []Field
	err := tx.Where("purpose = ? AND archived_at IS NULL", purpose).Limit(1).Find(&fields).Error
	if err != nil || len(fields) == 0 {
		return nil, err
	}
	return fields[0].Choices, nil
}

// FilterFields are the fields in use that a list can be filtered by beside the priority and the days: those with choices, and boxes.
func FilterFields(tx *Tx) ([]Field, error) {
	var fields []Field
	err := tx.Where("archived_at IS NULL AND type IN ? AND purpose NOT IN ?",
		[]FieldType{TypeChoice, TypeMultiChoice, TypeCheckbox}, []Purpose{ForPriority, ForDays}).Order("rank, id").Find(&fields).Error
	return slices.DeleteFunc(fields, func(f Field) bool { return f.Type.HasChoices() && len(f.Choices) == 0 }), err
}

// LineOf are the first people in line, in order.
func LineOf(tx *Tx, waitlistID int64, limit int) ([]Entry, error) {
	var entries []Entry
	return entries, tx.Preload("Person").Where("waitlist_id = ? AND position <= ?", waitlistID, limit).Order("position").Find(&entries).Error
}

// Explain says of entries of a list why they stand where they stand.
func Explain(tx *Tx, w *Waitlist, entries []Entry, now time.Time) ([]EntryRow, error) {
	zone, err := w.Zone(tx)
	if err != nil {
		return nil, err
	}
	return explained(tx, entries, DateIn(now, zone), zone)
}
