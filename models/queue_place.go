package models

import (
	"maps"
	"slices"
)

// markLocation says that what a location shows changed, and where it is so its queue. The first mark in a Write raises the version that live
// pages follow and asks for a status event; on PostgreSQL it makes two writers of one location wait for each other.
func markLocation(tx *Tx, id int64, queue bool) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	_, known := w.queues[id]
	w.queues[id] = w.queues[id] || queue
	if known {
		return nil
	}
	return tx.Session(fresh()).Exec("UPDATE locations SET queue_version = queue_version + 1, status_dirty = TRUE WHERE id = ?", id).Error
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

// settleQueues numbers the queues that changed and estimates their waits anew.
func (w *writing) settleQueues(tx *Tx) error {
	for _, id := range slices.Sorted(maps.Keys(w.queues)) {
		if !w.queues[id] {
			continue
		}
		w.queues[id] = false
		if err := renumber(tx.Session(fresh()), id); err != nil {
			return err
		}
		if err := w.estimate(tx.Session(fresh()), id); err != nil {
			return err
		}
	}
	return nil
}

const queuePlaces = "(SELECT id, position, ROW_NUMBER() OVER (ORDER BY queue_order, id) AS place FROM visits WHERE location_id = ? AND state = 'WAITING') AS placed"

// renumber gives those in line the places from 1, in one statement that writes only places that differ. Each visit that moves is touched:
// unlike on a waitlist, a new place is a change of the visit (reference 002). Its version stays: who holds a card of it may go on.
func renumber(tx *Tx, locationID int64) error {
	var moved []int64
	err := tx.Raw("SELECT id FROM "+queuePlaces+" WHERE position IS DISTINCT FROM place", locationID).Scan(&moved).Error
	if err != nil || len(moved) == 0 {
		return err
	}
	if err := Touch(tx, KindVisit, moved...); err != nil {
		return err
	}
	return tx.Exec("UPDATE visits SET position = placed.place, last_waiting_position = placed.place,"+
		" original_position = COALESCE(visits.original_position, placed.place) FROM "+queuePlaces+
		" WHERE visits.id = placed.id AND visits.position IS DISTINCT FROM placed.place", locationID).Error
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
	if err := settleQueue(tx, v.LocationID); err != nil {
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
			if err := spread(tx, v.LocationID); err != nil {
				return err
			}
			return v.MoveTo(tx, place)
		}
	}
	v.apply(tx, step)
	return v.save(tx)
}

// spread makes room between those in line, without changing their order, where two stood so close that nothing fits between.
func spread(tx *Tx, locationID int64) error {
	return tx.Exec("UPDATE visits SET queue_order = placed.first + placed.place FROM (SELECT id, MIN(queue_order) OVER () AS first,"+
		" ROW_NUMBER() OVER (ORDER BY queue_order, id) AS place FROM visits WHERE location_id = ? AND state = 'WAITING') AS placed WHERE visits.id = placed.id", locationID).Error
}

func settleQueue(tx *Tx, locationID int64) error {
	return renumber(tx.Session(fresh()), locationID)
}
