package models

import (
	"slices"
	"strconv"
)

// MoveTo puts the entry at a place of its list by hand, 1 being the top; a place behind the last is the last.
// The reason may be empty; it is kept in the person's timeline.
func (e *Entry) MoveTo(tx *Tx, place int, reason string) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	if err := e.settled(tx); err != nil {
		return err
	}
	if place == *e.Position {
		return nil
	}
	if place <= 1 {
		return placeAll(tx, []*Entry{e}, nil, reason)
	}
	if place < *e.Position {
		place--
	}
	var ahead Entry
	err := tx.Session(fresh()).Where("waitlist_id = ? AND ended_at IS NULL AND position <= ?", e.WaitlistID, place).
		Order("position DESC").Limit(1).Take(&ahead).Error
	if err != nil {
		return found(err)
	}
	return placeAll(tx, []*Entry{e}, &ahead, reason)
}

// PlaceAfter puts the entry right behind another one of its list by hand; nil is the top. It borrows that neighbour's priority and
// date, so people of a better rank who come later still go ahead. Unplace gives the loan back.
func (e *Entry) PlaceAfter(tx *Tx, other *Entry, reason string) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	return placeAll(tx, []*Entry{e}, other, reason)
}

// MoveMany puts entries of one list behind another by hand, in the order they have among each other, and counts them.
func MoveMany(tx *Tx, ids []int64, after *Entry, reason string) (int, error) {
	entries, err := activeAmong(tx, ids)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	moving := make([]*Entry, len(entries))
	for i := range entries {
		moving[i] = &entries[i]
		if err := moving[i].lockActive(tx); err != nil {
			return 0, err
		}
	}
	isMoving := func(id int64) bool { return slices.ContainsFunc(moving, func(e *Entry) bool { return e.ID == id }) }
	for after != nil && isMoving(after.ID) {
		var ahead []Entry
		if err := after.settled(tx); err != nil {
			return 0, err
		}
		err := tx.Session(fresh()).Where("waitlist_id = ? AND ended_at IS NULL AND position < ?", after.WaitlistID, *after.Position).
			Order("position DESC").Limit(1).Find(&ahead).Error
		if err != nil {
			return 0, err
		}
		after = nil
		if len(ahead) > 0 {
			after = &ahead[0]
		}
	}
	return len(moving), placeAll(tx, moving, after, reason)
}

// Unplace undoes what was placed by hand: the entry stands where its own priority and date put it.
func (e *Entry) Unplace(tx *Tx) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	if !e.IsPlaced() {
		return nil
	}
	e.clearLoan()
	if err := e.save(tx); err != nil {
		return err
	}
	return e.record(tx, "entry.unplaced", map[string]string{})
}

func (e *Entry) clearLoan() {
	e.BorrowedPriorityID, e.BorrowedAt, e.BorrowedID, e.Tie = nil, nil, nil, 0
	e.PlacedAt, e.PlacedBy = nil, ""
}

// placeAll puts locked entries one behind the other after another entry, nil = the top, and keeps who moved whom from where to where.
func placeAll(tx *Tx, entries []*Entry, after *Entry, reason string) error {
	invalid := Invalid{}
	reason = cleaned(invalid, "reason", CleanLine, reason, longestReason)
	if err := invalid.Err(); err != nil {
		return err
	}
	if err := Settle(tx); err != nil {
		return err
	}
	from := make([]int, len(entries))
	for i, e := range entries {
		if err := e.reload(tx); err != nil {
			return err
		}
		from[i] = *e.Position
	}
	for _, e := range entries {
		if err := e.reload(tx); err != nil {
			return err
		}
		if err := e.borrow(tx, after); err != nil {
			return err
		}
		after = e
	}
	if err := Settle(tx); err != nil {
		return err
	}
	for i, e := range entries {
		if err := e.reload(tx); err != nil {
			return err
		}
		if *e.Position == from[i] {
			continue
		}
		detail := map[string]string{"from": strconv.Itoa(from[i]), "to": strconv.Itoa(*e.Position), "reason": reason}
		if err := e.record(tx, "entry.placed", detail); err != nil {
			return err
		}
	}
	return nil
}

// settled reads the entry's place as it is after all that this Write did so far.
func (e *Entry) settled(tx *Tx) error {
	if err := Settle(tx); err != nil {
		return err
	}
	return e.reload(tx)
}

// reload reads the entry again: making room for another one may have written it.
func (e *Entry) reload(tx *Tx) error {
	now := new(Entry)
	if err := tx.Session(fresh()).Take(now, e.ID).Error; err != nil {
		return found(err)
	}
	now.Person, now.Waitlist = e.Person, e.Waitlist
	*e = *now
	return nil
}
