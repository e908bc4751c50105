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

// SubjectNames are what deliveries are about in people's words. Who or what is gone has none.
func SubjectNames(tx *Tx, deliveries []Delivery) (map[Subject]string, error) {
	ids := map[Kind][]int64{}
	for i := range deliveries {
		ids[deliveries[i].SubjectKind] = append(ids[deliveries[i].SubjectKind], deliveries[i].SubjectID)
	}
	names := map[Subject]string{}
	for kind, some := range ids {
		name := nameColumn(kind)
		if name == "" {
			continue
		}
		var rows []Ref
		if err := tx.Session(fresh()).Raw("SELECT id, "+name+" AS name FROM "+tableOf(kind)+" WHERE id IN ?", some).Scan(&rows).Error; err != nil {
			return nil, err
		}
		for _, row := range rows {
			names[Subject{kind, row.ID}] = row.Name
		}
	}
	return names, nil
}

// nameColumn is how a kind of subject is called, "" where a delivery is about none of them.
func nameColumn(kind Kind) string {
	switch kind {
	case KindPerson, KindVisit:
		return "TRIM(first_name || ' ' || last_name)"
	case KindLocation, KindService, KindResource:
		return "name"
	case KindField:
		return "label"
	}
	return ""
}
