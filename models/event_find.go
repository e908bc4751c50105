package models

import "strconv"

// EventsBetween lists stored events of a half-open span of time after a sequence, in commit order.
func EventsBetween(tx *Tx, from, to Instant, after int64, limit int) ([]Event, error) {
	var events []Event
	return events, tx.Session(fresh()).Where("at >= ? AND at < ? AND sequence > ?", from, to, after).Order("sequence").Limit(limit).Find(&events).Error
}

// FindEvent finds an event by its public id, or by its sequence in decimal.
func FindEvent(tx *Tx, id string) (*Event, error) {
	event := new(Event)
	query := tx.Session(fresh())
	if sequence, err := strconv.ParseInt(id, 10, 64); err == nil {
		return event, found(query.Where("sequence = ?", sequence).Take(event).Error)
	}
	return event, found(query.Where("public_id = ?", id).Take(event).Error)
}

// Deliveries are what was sent of the event, to endpoints that are deleted by now as well, in order.
func (e *Event) Deliveries(tx *Tx) ([]Delivery, error) {
	var deliveries []Delivery
	err := tx.Session(fresh()).Preload("Endpoint").
		Where("sequence = ? AND endpoint_id IN (SELECT id FROM endpoints)", e.Sequence).Order("endpoint_id, id").Find(&deliveries).Error
	return deliveries, err
}
