package models

import "fmt"

// MoveToList takes the entry to another list, where its added date still counts and a place given by hand does not.
// Who is in line there already keeps one entry, that one, with the earlier of the two dates. The place they have there is returned.
func (e *Entry) MoveToList(tx *Tx, list *Waitlist) (*Entry, error) {
	if err := e.lockActive(tx); err != nil {
		return nil, err
	}
	if list.ArchivedAt != nil {
		return nil, Invalid{"waitlistId": "Please choose a list that is still in use."}
	}
	return e.moveToList(tx, list, Removed, "Moved to "+list.Name)
}

// moveToList expects the entry locked. Ending and reason are for an entry that another one on the list makes superfluous.
func (e *Entry) moveToList(tx *Tx, list *Waitlist, ending EntryStatus, reason string) (*Entry, error) {
	if e.WaitlistID == list.ID {
		return e, nil
	}
	if err := lockList(tx, list.ID); err != nil {
		return nil, err
	}
	there, err := activeEntry(tx, list.ID, e.PersonID)
	if err != nil {
		return nil, err
	}
	if there == nil {
		e.WaitlistID = list.ID
		e.clearLoan()
		e.clearOffer()
		return e, e.save(tx)
	}
	if err := e.end(tx, ending, reason); err != nil {
		return nil, err
	}
	if !e.AddedAt.Before(there.AddedAt.Time) {
		return there, nil
	}
	there.AddedAt, there.AddedReason, there.AddedBy = e.AddedAt, e.AddedReason, e.AddedBy
	return there, there.save(tx)
}

// RemoveMany removes those of the entries that are in line still, and counts them.
func RemoveMany(tx *Tx, ids []int64, reason string) (int, error) {
	entries, err := activeAmong(tx, ids)
	if err != nil {
		return 0, err
	}
	for i := range entries {
		if err := entries[i].Remove(tx, reason); err != nil {
			return i, fmt.Errorf("entry %d: %w", entries[i].ID, err)
		}
	}
	return len(entries), nil
}

// MoveManyToList moves those of the entries that are in line still, and counts them. Their dates keep them in order there.
func MoveManyToList(tx *Tx, ids []int64, list *Waitlist) (int, error) {
	entries, err := activeAmong(tx, ids)
	if err != nil {
		return 0, err
	}
	for i := range entries {
		if _, err := entries[i].MoveToList(tx, list); err != nil {
			return i, err
		}
	}
	return len(entries), nil
}

// activeAmong loads the entries in line among ids in the order of their places, their people touched together.
func activeAmong(tx *Tx, ids []int64) ([]Entry, error) {
	if err := Settle(tx); err != nil {
		return nil, err
	}
	var entries []Entry
	err := tx.Session(fresh()).Where("id IN ? AND ended_at IS NULL", ids).Order("waitlist_id, position, id").Find(&entries).Error
	if err != nil {
		return nil, err
	}
	people := make([]int64, len(entries))
	for i := range entries {
		people[i] = entries[i].PersonID
	}
	return entries, Touch(tx, KindPerson, people...)
}
