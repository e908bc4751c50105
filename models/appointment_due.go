package models

import (
	"context"
	"time"
)

// QueueJob lets appointments that are due join the queue, and ends holds and requests whose time is up, under this name.
const QueueJob = "queue"

// longestOverdue is how long after its start an appointment is still taken into the queue by the clock.
const longestOverdue = time.Hour

// RunQueue lets appointments that are due join the open queues of their locations, and ends holds whose time is up: they have not counted
// since, this only says so. It ends requests that nobody answered until their time was over.
func (db *DB) RunQueue(ctx context.Context, now time.Time) error {
	ctx = WithBy(ctx, By{Kind: ByJob, Name: QueueJob})
	var over, unanswered, due []int64
	read := db.Read(ctx)
	err := read.Raw("SELECT id FROM visits WHERE state = 'PENDING' AND pending_expire_time <= ? ORDER BY id LIMIT 500", At(now)).Scan(&over).Error
	if err != nil {
		return err
	}
	err = read.Raw("SELECT v.id FROM visits v JOIN locations l ON l.id = v.location_id WHERE v.state = 'BOOKED' AND v.starts_at <= ? AND v.starts_at > ?"+
		" AND l.is_queue_open AND l.archived_at IS NULL ORDER BY v.starts_at, v.id LIMIT 500", At(now), At(now.Add(-longestOverdue))).Scan(&due).Error
	if err != nil {
		return err
	}
	err = read.Raw("SELECT id FROM visits WHERE state = 'DRAFT' AND ends_at <= ? ORDER BY id LIMIT 500", At(now)).Scan(&unanswered).Error
	if err != nil {
		return err
	}
	for _, id := range over {
		if err := db.stepIn(ctx, id, StatePending, (*Visit).Expire); err != nil {
			return err
		}
	}
	for _, id := range unanswered {
		if err := db.stepIn(ctx, id, StateDraft, (*Visit).Expire); err != nil {
			return err
		}
	}
	for _, id := range due {
		if err := db.stepIn(ctx, id, StateBooked, (*Visit).fallDue); err != nil {
			return err
		}
	}
	return nil
}

// stepIn takes a step of one visit, unless it has moved on since it was found.
func (db *DB) stepIn(ctx context.Context, id int64, state VisitState, step func(v *Visit, tx *Tx) error) error {
	return db.Write(ctx, func(tx *Tx) error {
		var visits []Visit
		if err := tx.Where("id = ? AND state = ?", id, state).Find(&visits).Error; err != nil || len(visits) == 0 {
			return err
		}
		if err := visits[0].lock(tx); err != nil || visits[0].State != state {
			return err
		}
		return step(&visits[0], tx)
	})
}

// fallDue lets an appointment join the queue because its time has come.
func (v *Visit) fallDue(tx *Tx) error {
	step, err := v.begin(tx, "due")
	if err != nil {
		return err
	}
	return v.joinBy(tx, step)
}
