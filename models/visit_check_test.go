package models_test

import (
	"errors"
	"strings"
	"testing"

	"anteroom/models"
)

func TestTheCheckFindsWhatShouldNeverBeOfVisits(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.join("Ida")
		s.join("Noor")
		s.mustBook(s.haircut, "2026-11-03T10:00", func(v *models.NewVisit) { v.ResourceIDs = []int64{s.ana.ID} })
		s.mustBook(s.haircut, "2026-11-03T11:00", func(v *models.NewVisit) { v.ResourceIDs = []int64{s.ana.ID} })
		if sentences, err := models.Check(s.db.Read(t.Context())); err != nil || len(sentences) > 0 {
			t.Fatal(sentences, err)
		}
		const booked = " (SELECT MIN(id) FROM visits WHERE state = 'BOOKED')"
		for _, one := range []struct {
			want, change string
			onlySQLite   string // first, where PostgreSQL has a constraint that cannot be put off
		}{
			{"the places in its queue are not 1 to", "UPDATE visits SET position = position + 1 WHERE state = 'WAITING'", ""},
			{"the places in its queue are not 1 to", "UPDATE visits SET position = 1 WHERE state = 'WAITING'", ""},
			{"not the one that its order gives", "UPDATE visits SET position = 3 - position WHERE state = 'WAITING'", ""},
			{"although it is not in line", "UPDATE visits SET position = 1 WHERE state = 'BOOKED'", ""},
			{"does not agree with its time stamps", "UPDATE visits SET completed_time = created_at WHERE state = 'WAITING'", ""},
			{"does not agree with its time stamps", "UPDATE visits SET waitlist_time = NULL WHERE state = 'WAITING'", ""},
			{"does not agree with the time it takes", "DELETE FROM visit_slots WHERE visit_id =" + booked, ""},
			{"its seats are not those", "UPDATE visit_slots SET seats = 2 WHERE visit_id =" + booked, ""},
			{"its seats are not those", "UPDATE slots SET taken = 0", ""},
			{"overlaps slot", "UPDATE slots SET ends = ends + 7200 WHERE starts = (SELECT MIN(starts) FROM slots)", "DROP TRIGGER slots_stay"},
			{"row being there or not", "UPDATE events SET change = 'deleted' WHERE sequence = (SELECT MAX(sequence) FROM events WHERE subject_kind = 'visit')", ""},
			{"is gone, but a row of visit_services", "UPDATE visit_services SET visit_id = 9999 WHERE visit_id =" + booked, "PRAGMA defer_foreign_keys = ON"},
			{"is gone, but a row of visit_slots", "UPDATE visit_slots SET visit_id = 9999 WHERE visit_id =" + booked, "PRAGMA defer_foreign_keys = ON"},
			{"is in lane 9999, which is not there", "INSERT INTO slots (lane_id, starts, ends, seats, taken) VALUES (9999, 1, 2, 1, 1)", "PRAGMA defer_foreign_keys = ON"},
			{"is at location 9999, which is not there", "UPDATE visits SET location_id = 9999 WHERE id =" + booked, "PRAGMA defer_foreign_keys = ON"},
		} {
			if one.onlySQLite != "" && s.db.Engine != models.SQLite {
				continue
			}
			err := s.db.Write(t.Context(), func(tx *models.Tx) error {
				for _, statement := range []string{one.onlySQLite, one.change} {
					if statement == "" {
						continue
					}
					if err := tx.Exec(statement).Error; err != nil {
						return err
					}
				}
				sentences, err := models.Check(tx)
				if err != nil {
					return err
				}
				if got := strings.Join(sentences, "\n"); !strings.Contains(got, one.want) {
					t.Errorf("%s: %q", one.change, got)
				}
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				t.Errorf("%s: %v", one.change, err)
			}
		}
	})
}
