package models

// Preview says who would leave the list if it were saved as it is now, on the day that is today in its zone.
func (w *Waitlist) Preview(tx *Tx, today Date) ([]Move, error) {
	return DueMoves(tx, w, today, today)
}

func (w *Waitlist) applyAges(tx *Tx) ([]Move, error) {
	return nil, nil
}

// DueMoves plans what the age rule does with the list's entries from a day up to another, both included.
func DueMoves(tx *Tx, w *Waitlist, from, until Date) ([]Move, error) { return nil, nil }
