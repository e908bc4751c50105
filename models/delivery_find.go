package models

// DeliveryFilter narrows an endpoint's activity; zero values do not.
type DeliveryFilter struct {
	State   DeliveryState
	Type    string // of the event
	Subject string // public id of whom or what the event is about
	From    Instant
	To      Instant // exclusive

	People   []int64 // keys of persons; not nil and empty = nobody
	Message  string  // the webhook-id
	Sequence int64
}

// Deliveries lists an endpoint's deliveries, newest first, from before an id on (0 = from the newest).
func (e *Endpoint) Deliveries(tx *Tx, filter DeliveryFilter, before int64, limit int) ([]Delivery, error) {
	query := tx.Session(fresh()).Where("endpoint_id = ?", e.ID)
	if before > 0 {
		query = query.Where("id < ?", before)
	}
	if filter.State != "" {
		query = query.Where("state = ?", filter.State)
	}
	if filter.Type != "" {
		query = query.Where("type = ?", filter.Type)
	}
	if filter.Subject != "" {
		query = query.Where("subject_public_id = ?", filter.Subject)
	}
	if filter.People != nil {
		query = query.Where("subject_kind = ? AND subject_id IN ?", KindPerson, append([]int64{0}, filter.People...))
	}
	if filter.Message != "" {
		query = query.Where("body_id IN (SELECT id FROM bodies WHERE message_id = ?)", filter.Message)
	}
	if filter.Sequence > 0 {
		query = query.Where("sequence = ?", filter.Sequence)
	}
	if !filter.From.IsZero() {
		query = query.Where("created_at >= ?", filter.From)
	}
	if !filter.To.IsZero() {
		query = query.Where("created_at < ?", filter.To)
	}
	var deliveries []Delivery
	return deliveries, query.Order("id DESC").Limit(limit).Find(&deliveries).Error
}

// FindDelivery loads one of the endpoint's deliveries with its body, where that is still kept.
func (e *Endpoint) FindDelivery(tx *Tx, id int64) (*Delivery, error) {
	delivery := new(Delivery)
	err := tx.Session(fresh()).Preload("Body").Where("endpoint_id = ? AND id = ?", e.ID, id).Take(delivery).Error
	delivery.Endpoint = e
	return delivery, found(err)
}

// Attempts are the delivery's tries, first one first.
func (d *Delivery) Attempts(tx *Tx) ([]Attempt, error) {
	var attempts []Attempt
	return attempts, tx.Session(fresh()).Where("delivery_id = ?", d.ID).Order("id").Find(&attempts).Error
}

// LastDelivery is the endpoint's newest one, or ErrNotFound.
func (e *Endpoint) LastDelivery(tx *Tx) (*Delivery, error) {
	delivery := new(Delivery)
	return delivery, found(tx.Session(fresh()).Where("endpoint_id = ?", e.ID).Order("id DESC").Take(delivery).Error)
}

// PreviousFor is the sequence of the last event addressed to an endpoint before one, 0 where there is none.
func PreviousFor(tx *Tx, endpointID, sequence int64) (previous int64, err error) {
	err = tx.Session(fresh()).Raw("SELECT COALESCE(MAX(sequence), 0) FROM deliveries WHERE endpoint_id = ? AND sequence < ?", endpointID, sequence).
		Scan(&previous).Error
	return previous, err
}
