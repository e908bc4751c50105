package app_test

import (
	"slices"
	"testing"

	"anteroom/models"
)

// visitStep is what one transaction of the program left behind.
type visitStep struct {
	visits     []models.Visit
	slots      []slotRow
	people     []models.Person
	families   []models.Family
	words      []models.Word
	once       []models.IdempotencyKey
	events     []models.Event
	bodies     []models.Body
	deliveries []models.Delivery
	attempts   []models.Attempt
}

// slotRow is a time that a visit takes, with whom and for what.
type slotRow struct {
	LaneID, ServiceID, ResourceID int64
}

// record takes steps one by one and reads the rows that each of them left.
func (w *visitWorld) record(b *testing.B, steps ...func()) []visitStep {
	b.Helper()
	recorded := make([]visitStep, len(steps))
	for i, step := range steps {
		var last int64
		var keys []string
		tx := w.DB.Read(b.Context())
		must(b, tx.Raw("SELECT COALESCE(MAX(sequence), 0) FROM events").Scan(&last).Error)
		must(b, tx.Raw("SELECT key FROM idempotency_keys").Scan(&keys).Error)
		step()
		w.rest(b)
		recorded[i].read(b, tx, last, append(keys, ""))
	}
	return recorded
}

func (r *visitStep) read(b *testing.B, tx *models.Tx, last int64, keys []string) {
	b.Helper()
	must(b, tx.Where("sequence > ? AND change <> 'status'", last).Order("sequence").Find(&r.events).Error)
	var sequences, visits, people []int64
	for _, event := range r.events {
		sequences = append(sequences, event.Sequence)
		switch event.SubjectKind {
		case models.KindVisit:
			visits = append(visits, event.SubjectID)
		case models.KindPerson:
			people = append(people, event.SubjectID)
		}
	}
	must(b, tx.Where("id IN ?", visits).Order("id").Find(&r.visits).Error)
	must(b, tx.Where("id IN ?", append(people, 0)).Find(&r.people).Error)
	must(b, tx.Where("id IN ?", append(people, 0)).Find(&r.families).Error)
	must(b, tx.Where("person_id IN ?", append(people, 0)).Find(&r.words).Error)
	must(b, tx.Where("key NOT IN ?", keys).Find(&r.once).Error)
	must(b, tx.Where("sequence IN ?", sequences).Order("id").Find(&r.bodies).Error)
	must(b, tx.Where("sequence IN ?", sequences).Order("id").Find(&r.deliveries).Error)
	must(b, tx.Where("delivery_id IN (SELECT id FROM deliveries WHERE sequence IN ?)", sequences).Order("id").Find(&r.attempts).Error)
	if r.isNew() {
		must(b, tx.Raw("SELECT s.lane_id, t.service_id, r.resource_id FROM visit_slots vs JOIN slots s ON s.id = vs.slot_id"+
			" JOIN visit_services t ON t.visit_id = vs.visit_id JOIN visit_resources r ON r.visit_id = vs.visit_id WHERE vs.visit_id IN ?", visits).Scan(&r.slots).Error)
	}
}

// isNew holds for the step that makes a visit.
func (r *visitStep) isNew() bool {
	return slices.ContainsFunc(r.events, func(e models.Event) bool { return e.SubjectKind == models.KindVisit && e.Change == models.Added })
}

// write writes the rows of each step again in a transaction of its own, under numbers of their own.
func (w *visitWorld) write(b *testing.B, steps []visitStep) {
	id, publicID := w.rows.Add(1), models.NewPublicID()
	for i := range steps {
		err := w.bare.Transaction(func(tx *models.Tx) error {
			if len(steps[i].visits) > 1 {
				if err := steps[i].moveUp(tx); err != nil {
					return err
				}
			} else if err := steps[i].writeVisit(tx, id, publicID); err != nil {
				return err
			}
			if err := steps[i].writeRest(tx, w, id); err != nil {
				return err
			}
			return steps[i].mark(tx, w)
		})
		if err != nil {
			b.Error(err)
			return
		}
	}
}

// mark changes the rows that each step of the program changes: the location that live pages follow, the counters, and the last sequence of each
// endpoint.
func (r *visitStep) mark(tx *models.Tx, w *visitWorld) error {
	err := tx.Exec("UPDATE locations SET queue_version = queue_version + 1, status_dirty = TRUE WHERE id = ?", r.visits[0].LocationID).Error
	for counter, count := range map[string]int{"event": len(r.events), "person": len(r.people)} {
		if err == nil && count > 0 {
			err = tx.Exec("UPDATE counters SET value = value + ? WHERE name = ?", count, counter).Error
		}
	}
	if err == nil && len(r.deliveries) > 0 { // there is one endpoint
		err = tx.Exec("UPDATE endpoints SET last_sequence = ? WHERE id = ?", w.rows.Load(), r.deliveries[0].EndpointID).Error
	}
	return err
}

// moveUp is one UPDATE of everybody in line.
func (r *visitStep) moveUp(tx *models.Tx) error {
	first := r.visits[0]
	if err := tx.Save(&first).Error; err != nil {
		return err
	}
	return tx.Exec("UPDATE visits SET position = position + 0, last_waiting_position = position, prev_est_wait = est_wait, est_wait = est_wait + 1," +
		" version = version + 1 WHERE state = 'WAITING'").Error
}

func (r *visitStep) writeVisit(tx *models.Tx, id int64, publicID string) error {
	visit, hash := r.visits[0], models.HashToken(publicID)
	visit.ID, visit.PublicID, visit.ShortID, visit.TokenHash = id, publicID, publicID[:12], &hash
	if visit.TicketNumber != nil {
		number := int(id)
		visit.TicketNumber = &number
	}
	if !r.isNew() {
		visit.PersonID = &id
		return tx.Omit("PersonID").Save(&visit).Error
	}
	visit.PersonID = nil
	if err := tx.Create(&visit).Error; err != nil {
		return err
	}
	for _, slot := range r.slots {
		starts := id * int64(visit.Duration)
		for _, statement := range []struct {
			text   string
			values []any
		}{
			{"INSERT INTO slots (id, lane_id, service_id, starts, ends, seats, taken) VALUES (?, ?, NULL, ?, ?, 1, 1)", []any{id, slot.LaneID, starts, starts + int64(visit.Duration)}},
			{"INSERT INTO visit_slots (visit_id, slot_id, seats) VALUES (?, ?, 1)", []any{id, id}},
			{"INSERT INTO visit_services (visit_id, service_id) VALUES (?, ?)", []any{id, slot.ServiceID}},
			{"INSERT INTO visit_resources (visit_id, resource_id) VALUES (?, ?)", []any{id, slot.ResourceID}},
		} {
			if err := tx.Exec(statement.text, statement.values...).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRest writes the person, what is searched by, the key of the form, the events and what is sent of them.
func (r *visitStep) writeRest(tx *models.Tx, w *visitWorld, id int64) error {
	people, families, words, once := slices.Clone(r.people), slices.Clone(r.families), slices.Clone(r.words), slices.Clone(r.once)
	for i := range people {
		families[i].ID, families[i].PublicID = id, models.NewPublicID()
		people[i].ID, people[i].FamilyID, people[i].PublicID, people[i].GUID = id, id, models.NewPublicID(), models.NewGUID()
	}
	for i := range words {
		words[i].PersonID = id
	}
	for i := range once {
		once[i].Key = models.NewPublicID()
	}
	events, bodies, deliveries, attempts := slices.Clone(r.events), slices.Clone(r.bodies), slices.Clone(r.deliveries), slices.Clone(r.attempts)
	last := w.rows.Add(int64(len(events)))
	for i := range events {
		events[i].Sequence, events[i].PublicID = last-int64(i), models.NewPublicID()
	}
	for i := range bodies {
		bodies[i].ID, bodies[i].Sequence, bodies[i].MessageID = last-int64(i), last-int64(i), models.NewPublicID()
	}
	for i := range deliveries {
		deliveries[i].ID, deliveries[i].Sequence, deliveries[i].BodyID = last-int64(i), last-int64(i), &bodies[i].ID
	}
	for i := range attempts {
		attempts[i].ID, attempts[i].DeliveryID = last-int64(i), deliveries[i].ID
	}
	for _, rows := range []struct {
		rows  any
		count int
	}{{&families, len(families)}, {&people, len(people)}, {&words, len(words)}, {&once, len(once)}, {&events, len(events)}, {&bodies, len(bodies)}, {&deliveries, len(deliveries)}, {&attempts, len(attempts)}} {
		if rows.count == 0 {
			continue
		}
		if err := tx.Omit("Body", "Endpoint").CreateInBatches(rows.rows, 100).Error; err != nil {
			return err
		}
	}
	return nil
}
