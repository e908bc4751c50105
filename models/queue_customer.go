package models

import (
	"errors"
	"slices"
	"time"
)

// JoinOnce is Join for somebody who may stand in line already: the visit of theirs that waits is the answer then, and again is true. The
// wish names the person.
func (l *Location) JoinOnce(tx *Tx, wish NewVisit) (v *Visit, again bool, err error) {
	if err := l.lock(tx); err != nil {
		return nil, false, err
	}
	if wish.PersonID != nil {
		v, err := oneVisit(tx, "location_id = ? AND person_id = ? AND state = 'WAITING'", l.ID, *wish.PersonID)
		if !errors.Is(err, ErrNotFound) {
			return v, true, err
		}
	}
	v, err = l.Join(tx, wish)
	return v, false, err
}

// WaitOf is how many seconds a visit in line still waits as things look at an instant; false where it is not in line.
func (l *Location) WaitOf(tx *Tx, now time.Time, visitID int64) (seconds int, inLine bool, err error) {
	queue, err := loadQueue(tx.Session(fresh()), l.ID, now)
	if err != nil {
		return 0, false, err
	}
	i := slices.IndexFunc(queue.line, func(p party) bool { return p.id == visitID })
	if i < 0 {
		return 0, false, nil
	}
	return waits(now.Unix(), queue.servers, queue.line, queue.open)[i], true, nil
}

// opensWithin is how far ahead the next opening is looked for.
const opensWithin = 60

// NextOpening is when the location opens next after an instant at which it is closed; false where that is not in sight.
func (l *Location) NextOpening(now time.Time) (Instant, bool) {
	today := DateIn(now, l.Zone())
	for _, s := range newOpenDays(l.Zone(), l.Opening()).spans(today, today.AddDays(opensWithin)) {
		if s.from > now.Unix() {
			return At(time.Unix(s.from, 0)), true
		}
	}
	return Instant{}, false
}
