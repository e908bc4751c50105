package models_test

import (
	"testing"

	"anteroom/models"
)

// The undo of an end gives back what was there, also where whoever had it works no more today.
func TestAnEndIsTakenBackWithWhoIsOffDutySince(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-02T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
		s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) })
		s.write(func(tx *models.Tx) error {
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			ana.IsActive, ana.ServiceIDs = false, nil
			return ana.Save(tx)
		})
		s.write(v.Undo)
		if now := s.load(v); now.State != models.StateBooked || now.ResourceIDs[0] != s.ana.ID {
			s.Errorf("it is %s with %v", now.State, now.ResourceIDs)
		}
		s.sound()
	})
}

// Who is late for a time is not late for another one.
func TestANewTimeIsNotLateYet(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-02T10:00")
		s.write(v.Confirm)
		s.write(v.Delay)
		s.write(func(tx *models.Tx) error {
			return v.Reschedule(tx, models.Rescheduling{Duration: 3600, ForStaff: true})
		})
		if now := s.load(v); !now.HasTag(models.TagDelayed) {
			s.Error("they are late still, however long it takes")
		}
		s.write(func(tx *models.Tx) error {
			return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-04T10:00", ForStaff: true})
		})
		if now := s.load(v); now.HasTag(models.TagDelayed) || now.DelayedTime != nil || !now.HasTag(models.TagConfirmed) {
			s.Errorf("at another time it is %v", now.Tags)
		}
	})
}
