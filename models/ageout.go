package models

import (
	"slices"
)

// Move is what the age rule does with one entry: whoever is at or above the maximum of their list at its reference date leaves it.
type Move struct {
	Entry Entry // with its Person
	From  *Waitlist
	To    *Waitlist // the first list of the chain of next lists that fits; nil = none does: aged out
	On    Date      // the day on which that happens
}

// DueMoves plans what the age rule does with the list's entries on the days from one to another, both included. The nightly run, its dry
// run and the preview of a changed list are this plan. Nobody without a birthdate is in it.
func DueMoves(tx *Tx, w *Waitlist, from, until Date) ([]Move, error) {
	tx = tx.Session(fresh())
	entries, err := w.tooOld(tx, until)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	lists, err := listsByID(tx)
	if err != nil {
		return nil, err
	}
	lists[w.ID] = w
	moves := make([]Move, 0, len(entries))
	for i := range entries {
		if move := entries[i].dueMove(lists, from); !move.On.After(until) {
			moves = append(moves, move)
		}
	}
	slices.SortStableFunc(moves, func(a, b Move) int { return a.On.Compare(b.On) })
	return moves, nil
}

// tooOld are the list's entries whose person is at or above the maximum on a day, in the order of the list.
// The database chooses by birthdate, so that nobody is loaded who stays.
func (w *Waitlist) tooOld(tx *Tx, on Date) ([]Entry, error) {
	if w.MaxMonths == nil {
		return nil, nil
	}
	query := tx.Joins("JOIN people ON people.id = entries.person_id").
		Where("entries.waitlist_id = ? AND entries.ended_at IS NULL AND "+withoutTime, w.ID)
	if w.AgeAt == AgeAtRequested {
		months, values := monthsSQL("people.birthdate", "COALESCE(entries.requested_date, ?)", on)
		query = query.Where("people.birthdate IS NOT NULL AND "+months+" >= ?", append(values, *w.MaxMonths)...)
	} else {
		query = query.Where("people.birthdate <= ?", lastBirth(*w.MaxMonths, w.AgeAt.On(on, Date{}, w.CutoffDate)))
	}
	var entries []Entry
	if err := query.Order("entries.sort_rank, entries.sort_at, entries.sort_id, entries.tie, entries.id").Find(&entries).Error; err != nil {
		return nil, err
	}
	return entries, loadPersons(tx, entries)
}

// loadPersons gives entries their people, in a query for each few hundred.
func loadPersons(tx *Tx, entries []Entry) error {
	for batch := range slices.Chunk(entries, snapshotBatch) {
		ids := make([]int64, len(batch))
		for i := range batch {
			ids[i] = batch[i].PersonID
		}
		var people []Person
		if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&people).Error; err != nil {
			return err
		}
		byID := map[int64]*Person{}
		for i := range people {
			byID[people[i].ID] = &people[i]
		}
		for i := range batch {
			batch[i].Person = byID[batch[i].PersonID]
		}
	}
	return nil
}

// dueMove says on which day, not before from, the entry leaves its list, and whereto. Once too old a person stays too old.
func (e *Entry) dueMove(lists map[int64]*Waitlist, from Date) Move {
	w, birth, on := lists[e.WaitlistID], e.Person.Birthdate, from
	moving := w.AgeAt == AgeAtToday || (w.AgeAt == AgeAtRequested && e.RequestedDate.IsZero())
	if leaves := w.Range().Leaves(birth); moving && leaves.After(on) {
		on = leaves
	}
	return Move{Entry: *e, From: w, To: w.destination(lists, birth, e.RequestedDate, on), On: on}
}

// destination follows the next lists to the first that fits. Full or closed does not stop anybody: they were here first.
func (w *Waitlist) destination(lists map[int64]*Waitlist, birth, requested, on Date) *Waitlist {
	seen := map[int64]bool{w.ID: true}
	for next := w.NextWaitlistID; next != nil && !seen[*next]; {
		list := lists[*next]
		if list == nil {
			return nil
		}
		if list.ArchivedAt == nil && list.Range().Fit(birth, list.AgeAt.On(on, requested, list.CutoffDate)) == FitIn {
			return list
		}
		seen[list.ID] = true
		next = list.NextWaitlistID
	}
	return nil
}

// isDue asks again, of rows just read, whether the entry is in line on the list and too old for it on a day.
func (w *Waitlist) isDue(e *Entry, birth, on Date) bool {
	return e.IsActive() && e.WaitlistID == w.ID &&
		w.Range().Fit(birth, w.AgeAt.On(on, e.RequestedDate, w.CutoffDate)) == FitAbove
}
