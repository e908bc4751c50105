package models

import "time"

// EntryCounts are the numbers on a list's tabs. Active is exact and cheap: the last one's place.
type EntryCounts struct {
	Active  int
	Waiting Count
	Offered Count
	Confirm Count
	Removed Count
	Open    *int // open places: what is left of the capacity, negative where staff exceeded it; nil = no limit
}

// All is everybody who is or was on the list.
func (c EntryCounts) All() Count { return Count(c.Active) + c.Removed }

// Counts counts the list's entries without reading them all.
func (w *Waitlist) Counts(tx *Tx, now Instant) (EntryCounts, error) {
	counts := EntryCounts{}
	var err error
	if counts.Active, err = w.Active(tx.Session(fresh())); err != nil {
		return counts, err
	}
	count := func(into *Count, condition string, values ...any) {
		if err == nil {
			*into, err = countUpTo(tx.Session(fresh()), tx.Session(fresh()).Table("entries").Where("waitlist_id = ?", w.ID).Where(condition, values...))
		}
	}
	count(&counts.Offered, "status = ?", Offered)
	count(&counts.Removed, "ended_at IS NOT NULL")
	count(&counts.Confirm, "ended_at IS NULL AND "+w.dueSince(), w.dueBefore(now))
	counts.Waiting = Count(counts.Active) - counts.Offered
	if w.Capacity != nil {
		open := *w.Capacity - counts.Active
		counts.Open = &open
	}
	return counts, err
}

// dueSince and dueBefore word who has to confirm: whoever did not since the wait began or the last time, for ConfirmDays.
func (w *Waitlist) dueSince() string {
	return "COALESCE(entries.confirmed_at, entries.created_at) <= ?"
}

func (w *Waitlist) dueBefore(now Instant) Instant {
	if w.ConfirmDays == 0 {
		return Instant{} // NULL: nobody
	}
	return At(now.Add(-time.Duration(w.ConfirmDays) * 24 * time.Hour))
}
