package models

import (
	"maps"
	"slices"
)

// markLocation says that what a location shows changed, and where it is so its queue. The first mark in a Write raises the version that live
// pages follow and asks for a status event; on PostgreSQL it makes two writers of one location wait for each other, and what was known of
// it, of services and of resources before that is asked anew.
func markLocation(tx *Tx, id int64, queue bool) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.queues[id] = w.queues[id] || queue
	if w.marked[id] {
		return nil
	}
	err = tx.Session(fresh()).Exec("UPDATE locations SET queue_version = queue_version + 1, status_dirty = TRUE WHERE id = ?", id).Error
	if err != nil {
		return err
	}
	w.marked[id] = true
	if w.db.Engine == PostgreSQL {
		delete(w.locations, id)
		w.known, w.account = nil, nil
	}
	return nil
}

// markWhere marks the locations at which a service is offered or a resource works; none = everywhere. Whoever books there meanwhile comes
// before or after, not in between.
func markWhere(tx *Tx, ids []int64) error {
	if ids = unique(ids); len(ids) == 0 {
		if err := tx.Session(fresh()).Raw("SELECT id FROM locations WHERE archived_at IS NULL ORDER BY id").Scan(&ids).Error; err != nil {
			return err
		}
	}
	for _, id := range ids {
		if err := markLocation(tx, id, true); err != nil {
			return err
		}
	}
	return nil
}

// markTied marks where a service or a resource is, and where it will be: what is shown changes at both. A new one (0) is nowhere yet.
func markTied(tx *Tx, table, column string, id int64, will []int64) error {
	if id == 0 {
		return markWhere(tx, will)
	}
	is, err := linked(tx, table, column, "location_id", []int64{id})
	if err != nil {
		return err
	}
	if len(is[id]) == 0 || len(will) == 0 {
		return markWhere(tx, nil)
	}
	return markWhere(tx, append(is[id], will...))
}

// settleQueues numbers the queues that changed and estimates their waits anew.
func (w *writing) settleQueues(tx *Tx) error {
	tx = tx.Session(fresh())
	for _, id := range slices.Sorted(maps.Keys(w.queues)) {
		if !w.queues[id] {
			continue
		}
		w.queues[id] = false
		var waiting bool
		err := tx.Raw("SELECT EXISTS (SELECT 1 FROM visits WHERE location_id = ? AND state = 'WAITING')", id).Find(&waiting).Error
		if err != nil {
			return err
		}
		if !waiting {
			continue
		}
		if err := w.renumber(tx, id); err != nil {
			return err
		}
		if err := w.estimate(tx, id); err != nil {
			return err
		}
	}
	return nil
}

const queuePlaces = "(SELECT id, position, ROW_NUMBER() OVER (ORDER BY queue_order, id) AS place FROM visits WHERE location_id = ? AND state = 'WAITING') AS placed"

// renumber gives those in line the places from 1, in one statement that writes only places that differ. Each visit that moves is touched:
// unlike on a waitlist, a new place is a change of the visit (reference 002). Its version stays: who holds a card of it may go on.
func (w *writing) renumber(tx *Tx, locationID int64) error {
	var moved []struct {
		ID    int64
		Place int
	}
	err := tx.Raw("SELECT id, place FROM "+queuePlaces+" WHERE position IS DISTINCT FROM place", locationID).Find(&moved).Error
	if err != nil || len(moved) == 0 {
		return err
	}
	ids := make([]int64, len(moved))
	for i := range moved {
		ids[i] = moved[i].ID
	}
	if err := Touch(tx, KindVisit, ids...); err != nil {
		return err
	}
	err = tx.Exec("UPDATE visits SET position = placed.place, last_waiting_position = placed.place,"+
		" original_position = COALESCE(visits.original_position, placed.place) FROM "+queuePlaces+
		" WHERE visits.id = placed.id AND visits.position IS DISTINCT FROM placed.place", locationID).Error
	for i := range moved {
		if v := w.visits[moved[i].ID]; v != nil {
			v.Position, v.LastWaitingPosition = &moved[i].Place, &moved[i].Place
			if v.OriginalPosition == nil {
				v.OriginalPosition = &moved[i].Place
			}
		}
	}
	return err
}

// lastInLine is an order behind everybody who waits, and not before a moment: an appointment stands where it would if it had joined at its start.
func lastInLine(at Instant) float64 {
	return float64(at.UnixMicro()) / 1e6
}

// MoveTo puts the visit at a place in line, 1 for the first.
func (v *Visit) MoveTo(tx *Tx, place int) error {
	step, err := v.begin(tx, "move")
	if err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	if err := w.renumber(tx.Session(fresh()), v.LocationID); err != nil {
		return err
	}
	var others []struct {
		ID         int64
		QueueOrder float64
	}
	tx = tx.Session(fresh())
	err = tx.Raw("SELECT id, queue_order FROM visits WHERE location_id = ? AND state = 'WAITING' AND id <> ? ORDER BY queue_order, id", v.LocationID, v.ID).Scan(&others).Error
	if err != nil {
		return err
	}
	i := min(max(place, 1), len(others)+1) - 1
	switch {
	case len(others) == 0:
	case i == 0:
		v.QueueOrder = others[0].QueueOrder - 1
	case i == len(others):
		v.QueueOrder = others[i-1].QueueOrder + 1
	default:
		before, behind := others[i-1].QueueOrder, others[i].QueueOrder
		if v.QueueOrder = before + (behind-before)/2; v.QueueOrder <= before || v.QueueOrder >= behind {
			if err := w.spread(tx, v.LocationID); err != nil {
				return err
			}
			return v.MoveTo(tx, place)
		}
	}
	v.apply(tx, step)
	return v.save(tx)
}

// spread makes room between those in line, without changing their order, where two stood so close that nothing fits between.
func (w *writing) spread(tx *Tx, locationID int64) error {
	clear(w.visits)
	return tx.Exec("UPDATE visits SET queue_order = placed.first + placed.place FROM (SELECT id, MIN(queue_order) OVER () AS first,"+
		" ROW_NUMBER() OVER (ORDER BY queue_order, id) AS place FROM visits WHERE location_id = ? AND state = 'WAITING') AS placed WHERE visits.id = placed.id", locationID).Error
}
