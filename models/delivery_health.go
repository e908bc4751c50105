package models

// LastTried are the endpoint's newest deliveries of those that were tried at all, tests aside, at most n: what to judge it by.
func (e *Endpoint) LastTried(tx *Tx, n int) ([]Delivery, error) {
	var deliveries []Delivery
	return deliveries, tx.Session(fresh()).Where("endpoint_id = ? AND tries > 0 AND cause <> ?", e.ID, CauseTest).Order("id DESC").Limit(n).Find(&deliveries).Error
}

// NextTry is the pending delivery that is tried next, and OldestPending the one that has waited longest. Both may be ErrNotFound.
func (e *Endpoint) NextTry(tx *Tx) (*Delivery, error) { return e.firstPending(tx, "due_at, id") }

// OldestPending is the delivery that has been waiting longest.
func (e *Endpoint) OldestPending(tx *Tx) (*Delivery, error) { return e.firstPending(tx, "id") }

func (e *Endpoint) firstPending(tx *Tx, order string) (*Delivery, error) {
	delivery := new(Delivery)
	err := tx.Session(fresh()).Where("endpoint_id = ? AND state = ?", e.ID, Pending).Order(order).Take(delivery).Error
	return delivery, found(err)
}

// SubjectNames are the names of the people that deliveries are about, by key. Who is gone has none.
func SubjectNames(tx *Tx, deliveries []Delivery) (map[int64]string, error) {
	var ids []int64
	for _, delivery := range deliveries {
		if delivery.SubjectKind == KindPerson {
			ids = append(ids, delivery.SubjectID)
		}
	}
	names := map[int64]string{}
	if len(ids) == 0 {
		return names, nil
	}
	var people []Person
	if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&people).Error; err != nil {
		return nil, err
	}
	for i := range people {
		names[people[i].ID] = people[i].Name()
	}
	return names, nil
}
