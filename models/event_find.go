package models

// EventsBetween lists stored events of a half-open span of time after a sequence, in commit order.
func EventsBetween(tx *Tx, from, to Instant, after int64, limit int) ([]Event, error) {
	var events []Event
	return events, tx.Session(fresh()).Where("at >= ? AND at < ? AND sequence > ?", from, to, after).Order("sequence").Limit(limit).Find(&events).Error
}
