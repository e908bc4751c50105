package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

// Of several services the longest notice of each kind counts, and until its very instant.
func TestANoticeEndsAtItsInstantAndTheLongestCounts(t *testing.T) {
	eachSalon(t, func(s *salon) {
		notices := func(cancel, move int) func(*models.Service) {
			return func(v *models.Service) {
				v.CancelNotice, v.RescheduleNotice, v.ResourceIDs = cancel*3600, move*3600, []int64{s.ana.ID}
			}
		}
		wash, colour := s.service("Wash", notices(6, 24)), s.service("Colour", notices(48, 2))
		both := func(n *models.NewVisit) { n.ServiceIDs = []int64{colour.ID, wash.ID} }
		v := s.mustBook(wash, "2026-11-05T10:00", both)
		start := v.StartsAt.Time
		for want, by := range map[time.Duration]func(*models.Tx) (models.Instant, error){48 * time.Hour: v.CancelBy, 24 * time.Hour: v.RescheduleBy} {
			if got, err := by(s.db.Read(t.Context())); err != nil || start.Sub(got.Time) != want {
				t.Errorf("the notice begins at %s, want %s before %s; %v", got, want, start, err)
			}
		}
		cancel := func(tx *models.Tx) error { return v.Cancel(tx, false) }
		move := func(tx *models.Tx) error { return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-05T14:00"}) }
		s.now = start.Add(-48 * time.Hour)
		s.write(cancel)
		s.write(func(tx *models.Tx) error { return v.Undo(tx) })
		s.now = start.Add(-48*time.Hour + time.Microsecond)
		if err := s.try(cancel); !isSentence(err) {
			t.Errorf("cancelled within the notice: %v", err)
		}
		s.now = start.Add(-24*time.Hour + time.Microsecond)
		if err := s.try(move); !isSentence(err) {
			t.Errorf("moved within the notice: %v", err)
		}
		s.now = start.Add(-24 * time.Hour)
		s.write(move)
		s.sound()
	})
}
