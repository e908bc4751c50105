package models

import "slices"

// Preview says who would leave the list if it were saved as it is now, on the day that is today in its zone.
func (w *Waitlist) Preview(tx *Tx, today Date) ([]Move, error) {
	return DueMoves(tx, w, today, today)
}

// applyAges moves at once whoever a changed list no longer fits. It returns what was done.
func (w *Waitlist) applyAges(tx *Tx) ([]Move, error) {
	zone, err := w.Zone(tx)
	if err != nil {
		return nil, err
	}
	today := DateIn(TxNow(tx).Time, zone)
	moves, err := DueMoves(tx, w, today, today)
	if err != nil {
		return nil, err
	}
	done := []Move{}
	for batch := range slices.Chunk(moves, snapshotBatch) {
		moved, err := applyMoves(tx, batch)
		if err != nil {
			return nil, err
		}
		done = append(done, moved...)
	}
	return done, nil
}

// applyMoves does what was planned for entries that are still due. Their people are touched together first, then read again:
// the plan may be older than this Write.
func applyMoves(tx *Tx, moves []Move) ([]Move, error) {
	tx = tx.Session(fresh())
	people := make([]int64, len(moves))
	for i := range moves {
		people[i] = moves[i].Entry.PersonID
	}
	slices.Sort(people)
	people = slices.Compact(people)
	if err := Touch(tx, KindPerson, people...); err != nil {
		return nil, err
	}
	var births []Person
	if err := tx.Select("id", "birthdate").Where("id IN ?", people).Find(&births).Error; err != nil {
		return nil, err
	}
	birthOf := map[int64]Date{}
	for i := range births {
		birthOf[births[i].ID] = births[i].Birthdate
	}
	lists, err := listsByID(tx)
	if err != nil {
		return nil, err
	}
	done := make([]Move, 0, len(moves))
	for _, move := range moves {
		list, entry := lists[move.From.ID], move.Entry
		if _, there := birthOf[entry.PersonID]; list == nil || !there {
			continue
		}
		if err := entry.lock(tx); err != nil {
			return nil, err
		}
		birth := birthOf[entry.PersonID]
		if !list.isDue(&entry, birth, move.On) {
			continue
		}
		if held, err := entry.HeldTime(tx); err != nil {
			return nil, err
		} else if held != nil {
			continue // they are asked, and have until then
		}
		move.From, move.To = list, list.destination(lists, birth, entry.RequestedDate, move.On)
		if err := entry.ageOut(tx, move.To); err != nil {
			return nil, err
		}
		move.Entry = entry
		done = append(done, move)
	}
	return done, nil
}

// ageOut moves the entry to the list that fits, or ends it where none does.
func (e *Entry) ageOut(tx *Tx, to *Waitlist) error {
	if to == nil {
		e.clearOffer()
		return e.end(tx, AgedOut, "Aged out")
	}
	_, err := e.moveToList(tx, to, AgedOut, "Aged out; has a place on "+to.Name)
	return err
}
