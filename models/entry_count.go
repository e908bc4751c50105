package models

import (
	"time"
)

// CountCap is where counting stops: a page says "1,000+" from there on.
const CountCap = 1000

// EntryCounts are the numbers on a list's tabs. Waiting and Active are exact; the others stop at CountCap+1.
type EntryCounts struct {
	Active  int
	Waiting int
	Offered int
	Confirm int
	Removed int
	Open    *int // open places: what is left of the capacity, negative where staff exceeded it; nil = no limit
}

// All is everybody who is or was on the list.
func (c EntryCounts) All() int { return c.Active + c.Removed }

// Counts counts the list's entries without reading them all.
func (w *Waitlist) Counts(tx *Tx, now Instant) (EntryCounts, error) {
	counts := EntryCounts{}
	var err error
	if counts.Active, err = w.Active(tx.Session(fresh())); err != nil {
		return counts, err
	}
	capped := func(into *int, condition string, values ...any) {
		if err == nil {
			err = tx.Session(fresh()).Raw("SELECT COUNT(*) FROM (SELECT 1 FROM entries WHERE waitlist_id = ? AND "+condition+" LIMIT ?) AS counted",
				append(append([]any{w.ID}, values...), CountCap+1)...).Scan(into).Error
		}
	}
	capped(&counts.Offered, "status = ?", Offered)
	capped(&counts.Removed, "ended_at IS NOT NULL")
	capped(&counts.Confirm, "ended_at IS NULL AND "+w.dueSince(), w.dueBefore(now))
	counts.Waiting = counts.Active - counts.Offered
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
