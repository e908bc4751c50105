package models

import "time"

// DayCount is how an endpoint did on one day.
type DayCount struct {
	Day       Date
	Delivered int
	Failed    int
	Skipped   int
	Pending   int
}

// LastDays counts the endpoint's deliveries of the last seven days of a zone's calendar, today last.
func (e *Endpoint) LastDays(tx *Tx, now Instant, zone *time.Location) ([]DayCount, error) {
	today := DateIn(now.Time, zone)
	days := make([]DayCount, 7)
	for i := range days {
		day := today.AddDays(i - 6)
		days[i].Day = day
		counts, err := e.countStates(tx, At(day.In(zone)), At(day.AddDays(1).In(zone)))
		if err != nil {
			return nil, err
		}
		days[i].Delivered, days[i].Failed = counts[Delivered], counts[Failed]
		days[i].Skipped, days[i].Pending = counts[Skipped], counts[Pending]
	}
	return days, nil
}

func (e *Endpoint) countStates(tx *Tx, from, to Instant) (map[DeliveryState]int, error) {
	var rows []struct {
		State DeliveryState
		N     int
	}
	err := tx.Session(fresh()).Raw("SELECT state, COUNT(*) AS n FROM deliveries WHERE endpoint_id = ? AND created_at >= ? AND created_at < ? AND cause <> 'test' GROUP BY state",
		e.ID, from, to).Scan(&rows).Error
	counts := map[DeliveryState]int{}
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, err
}

// Recent says how many of the endpoint's last n ended deliveries failed.
func (e *Endpoint) Recent(tx *Tx, n int) (ended, failed int, err error) {
	var states []DeliveryState
	err = tx.Session(fresh()).Raw("SELECT state FROM deliveries WHERE endpoint_id = ? AND state IN ('delivered', 'failed') AND cause <> 'test' ORDER BY id DESC LIMIT ?", e.ID, n).
		Scan(&states).Error
	for _, state := range states {
		if state == Failed {
			failed++
		}
	}
	return len(states), failed, err
}

// Backlog is what still has to be sent, over all endpoints.
type Backlog struct {
	Pending int
	Oldest  *Instant // when the oldest of them was made
}

// CountBacklog looks at everything pending.
func CountBacklog(tx *Tx) (Backlog, error) {
	var backlog Backlog
	err := tx.Raw("SELECT COUNT(*) AS pending, MIN(created_at) AS oldest FROM deliveries WHERE state = 'pending'").Scan(&backlog).Error
	return backlog, err
}

// CountDue is how many deliveries wait for a try that may begin at an instant, whoever has taken them.
func CountDue(tx *Tx, at Instant) (n int, err error) {
	err = tx.Session(fresh()).Raw("SELECT COUNT(*) FROM deliveries WHERE state = 'pending' AND due_at <= ?", at).Scan(&n).Error
	return n, err
}
