package models

import (
	"strconv"
	"time"
)

const longestLate = 4 * time.Hour

// RunLate says that everybody is served so much later than the estimates think, until the local day ends or 0 takes it back. The waits of
// those in line are estimated anew, and receivers hear of the location's new wait.
func (l *Location) RunLate(tx *Tx, by time.Duration) error {
	if by < 0 || by > longestLate {
		return Invalid{"minutes": "Please give how late you run in minutes, up to 240."}
	}
	if err := l.lock(tx); err != nil {
		return err
	}
	l.LateSeconds, l.LateDay = int(by.Seconds()), DateIn(TxNow(tx).Time, l.Zone())
	if err := tx.Session(fresh()).Save(l).Error; err != nil {
		return err
	}
	return Record(tx, "location.late", Subject{KindLocation, l.ID}, map[string]string{"location": l.Name, "minutes": strconv.Itoa(int(by.Minutes()))})
}

// LateBy is how late the location runs at an instant. What staff said yesterday counts no more.
func (l *Location) LateBy(now time.Time) time.Duration {
	if l.LateDay != DateIn(now, l.Zone()) {
		return 0
	}
	return time.Duration(l.LateSeconds) * time.Second
}
