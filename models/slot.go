package models

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

// occupy takes the picked places for the visit, each by a statement that does nothing where the place is gone. Behind it stand the
// constraints of the database: no two slots of a lane overlap, and nobody sits where there is no seat.
func (v *Visit) occupy(tx *Tx, s *schedule, picks []seating) error {
	tx = tx.Session(fresh())
	stretch := s.stretch(v.StartsAt.Unix())
	for _, p := range picks {
		if p.slot != 0 {
			done := tx.Exec("UPDATE slots SET taken = taken + ? WHERE id = ? AND taken + ? <= seats", p.seats, p.slot, p.seats)
			if done.Error != nil {
				return done.Error
			}
			if done.RowsAffected == 0 {
				return ErrTaken
			}
		} else {
			done := tx.Exec(takeSlot, p.lane, nullable(s.group), stretch.from, stretch.until, s.before, s.after, s.seats, p.seats)
			if done.Error != nil {
				return takenBy(done.Error)
			}
			if done.RowsAffected == 0 {
				return ErrTaken
			}
		}
		err := tx.Exec("INSERT INTO visit_slots (visit_id, slot_id, seats) SELECT ?, id, ? FROM slots WHERE lane_id = ? AND starts = ?",
			v.ID, p.seats, p.lane, stretch.from).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// takeSlot makes a slot where no other, with the larger of the buffers that meet, is in the way.
const takeSlot = `INSERT INTO slots (lane_id, service_id, starts, ends, buffer_before, buffer_after, seats, taken)
	SELECT n.lane_id, n.service_id, n.starts, n.ends, n.buffer_before, n.buffer_after, n.seats, n.taken
	FROM (SELECT CAST(? AS BIGINT) AS lane_id, CAST(? AS BIGINT) AS service_id, CAST(? AS BIGINT) AS starts, CAST(? AS BIGINT) AS ends,
		CAST(? AS BIGINT) AS buffer_before, CAST(? AS BIGINT) AS buffer_after, CAST(? AS BIGINT) AS seats, CAST(? AS BIGINT) AS taken) n
	WHERE NOT EXISTS (SELECT 1 FROM slots s WHERE s.lane_id = n.lane_id AND s.starts > n.starts - 172800 AND s.starts < n.ends + 172800
		AND s.starts < n.ends + CASE WHEN s.buffer_before > n.buffer_after THEN s.buffer_before ELSE n.buffer_after END
		AND s.ends + CASE WHEN s.buffer_after > n.buffer_before THEN s.buffer_after ELSE n.buffer_before END > n.starts)`

func nullable(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// takenBy says ErrTaken where it was the constraint that kept two slots apart.
func takenBy(err error) error {
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == "23P01" {
		return ErrTaken
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.ExtendedCode == sqlite3.ErrConstraintTrigger {
		return ErrTaken
	}
	return err
}

// release gives the visit's time back. It waits for whoever is choosing among the same lanes.
func (v *Visit) release(tx *Tx) error {
	tx = tx.Session(fresh())
	var held []struct{ SlotID, LaneID int64 }
	err := tx.Raw("SELECT vs.slot_id, s.lane_id FROM visit_slots vs JOIN slots s ON s.id = vs.slot_id WHERE vs.visit_id = ?", v.ID).Scan(&held).Error
	if err != nil || len(held) == 0 {
		return err
	}
	slots, lanes := make([]int64, len(held)), make([]int64, len(held))
	for i := range held {
		slots[i], lanes[i] = held[i].SlotID, held[i].LaneID
	}
	if err := lockLanes(tx, lanes); err != nil {
		return err
	}
	err = tx.Exec("UPDATE slots SET taken = taken - (SELECT vs.seats FROM visit_slots vs WHERE vs.slot_id = slots.id AND vs.visit_id = ?) WHERE id IN ?",
		v.ID, slots).Error
	if err != nil {
		return err
	}
	if err := tx.Exec("DELETE FROM visit_slots WHERE visit_id = ?", v.ID).Error; err != nil {
		return err
	}
	return tx.Exec("DELETE FROM slots WHERE id IN ? AND taken = 0", slots).Error
}

// lockLanes makes writers of the same lanes wait for each other on PostgreSQL; SQLite has one writer anyway.
func lockLanes(tx *Tx, ids []int64) error {
	if len(ids) == 0 || tx.Name() != "postgres" {
		return nil
	}
	var locked []int64
	return tx.Session(fresh()).Raw("SELECT id FROM lanes WHERE id IN ? ORDER BY id FOR UPDATE", ids).Scan(&locked).Error
}
