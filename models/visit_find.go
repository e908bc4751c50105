package models

import (
	"slices"
	"time"
)

// FindVisit finds a visit that the scope may see by its id of 20 letters, its short id or its number.
func FindVisit(tx *Tx, scope Scope, name string) (*Visit, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	visit, err := oneVisit(tx, "public_id = ? OR short_id = ? OR id = ?", name, name, numberIn(name))
	if err == nil && !scope.Covers(&visit.LocationID) {
		return nil, ErrNotFound
	}
	return visit, err
}

// FindVisitByToken finds the visit that a customer's link opens.
func FindVisitByToken(tx *Tx, token string) (*Visit, error) {
	return oneVisit(tx, "token_hash = ?", HashToken(token))
}

func oneVisit(tx *Tx, condition string, values ...any) (*Visit, error) {
	visit := new(Visit)
	if err := tx.Session(fresh()).Where(condition, values...).Take(visit).Error; err != nil {
		return nil, found(err)
	}
	if err := linkVisits(tx, []*Visit{visit}); err != nil {
		return nil, err
	}
	if w, err := writingOf(tx); err == nil && w.db.Engine == SQLite { // which nobody else writes to meanwhile
		w.keepVisit(visit)
	}
	return visit, nil
}

// linkVisits loads which services and resources visits are for and with.
func linkVisits(tx *Tx, visits []*Visit) error {
	ids := make([]int64, len(visits))
	for i, visit := range visits {
		ids[i] = visit.ID
	}
	services, err := linked(tx, "visit_services", "visit_id", "service_id", ids)
	if err != nil {
		return err
	}
	resources, err := linked(tx, "visit_resources", "visit_id", "resource_id", ids)
	if err != nil {
		return err
	}
	for _, visit := range visits {
		visit.ServiceIDs, visit.ResourceIDs = services[visit.ID], resources[visit.ID]
	}
	return nil
}

func linkedVisits(tx *Tx, visits []Visit) ([]Visit, error) {
	pointers := make([]*Visit, len(visits))
	for i := range visits {
		pointers[i] = &visits[i]
	}
	for batch := range slices.Chunk(pointers, snapshotBatch) {
		if err := linkVisits(tx, batch); err != nil {
			return nil, err
		}
	}
	return visits, nil
}

// QueueBoard is a location's queue at one moment.
type QueueBoard struct {
	Waiting []Visit // in line, the first first
	Serving []Visit // the longest first
	Done    []Visit // ended since the local day began, the last first
	Booked  []Visit // appointments of the local day that have not joined, the earliest first
}

// Queue is the board of a location at an instant.
func (l *Location) Queue(tx *Tx, now time.Time) (*QueueBoard, error) {
	today := DateIn(now, l.Zone())
	from, until := At(today.In(l.Zone())), At(today.AddDays(1).In(l.Zone()))
	board := &QueueBoard{}
	for _, part := range []struct {
		into      *[]Visit
		order     string
		condition string
		values    []any
	}{
		{&board.Waiting, "queue_order, id", "state = 'WAITING'", nil},
		{&board.Serving, "serve_time, id", "state = 'SERVING'", nil},
		{&board.Done, "completed_time DESC, id DESC", "state = 'COMPLETE' AND completed_time >= ?", []any{from}},
		{&board.Booked, "starts_at, id", "state IN ('BOOKED', 'DRAFT') AND starts_at >= ? AND starts_at < ?", []any{from, until}},
	} {
		var visits []Visit
		err := tx.Session(fresh()).Where("location_id = ?", l.ID).Where(part.condition, part.values...).Order(part.order).Limit(mostCounted).Find(&visits).Error
		if err != nil {
			return nil, err
		}
		if *part.into, err = linkedVisits(tx, visits); err != nil {
			return nil, err
		}
	}
	return board, nil
}

// Appointments are a location's visits with a start in a stretch of time, the earliest first. Holds and what was cancelled, declined or
// expired are left out unless all are wanted. ResourceID 0 = everybody's.
func (l *Location) Appointments(tx *Tx, from, until time.Time, resourceID int64, all bool) ([]Visit, error) {
	query := tx.Session(fresh()).Where("location_id = ? AND starts_at >= ? AND starts_at < ?", l.ID, At(from), At(until))
	if resourceID != 0 {
		query = query.Where("id IN (SELECT visit_id FROM visit_resources WHERE resource_id = ?)", resourceID)
	}
	if !all {
		query = query.Where("state <> 'PENDING' AND cancelled_time IS NULL AND declined_time IS NULL AND expired_time IS NULL")
	}
	var visits []Visit
	if err := query.Order("starts_at, id").Find(&visits).Error; err != nil {
		return nil, err
	}
	return linkedVisits(tx, visits)
}
