package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
)

// What was agreed on outside of the hours can be given to somebody else, and changed, without asking the location's hours again. The hours of
// the others are theirs, and who may overrule them does.
func TestAnAppointmentOutsideTheHoursIsGivenToOthers(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-03T20:00", func(n *models.NewVisit) {
			n.ResourceIDs, n.ForStaff, n.AnyHours = []int64{s.ana.ID}, true, true
		})
		s.write(func(tx *models.Tx) error { return v.Reassign(tx, []int64{s.ben.ID}) })
		if now := s.load(v); now.ResourceIDs[0] != s.ben.ID || now.Date != "2026-11-03T20:00" {
			s.Errorf("it is with %v at %s", now.ResourceIDs, now.Date)
		}
		for name, to := range map[string]models.Rescheduling{
			"longer":       {Duration: 3600, ForStaff: true},
			"later":        {Date: "2026-11-03T20:15", ForStaff: true},
			"a customer's": {PartySize: 2},
		} {
			var invalid models.Invalid
			if err := s.try(func(tx *models.Tx) error { return v.Reschedule(tx, to) }); !errors.As(err, &invalid) || invalid["date"] == "" {
				s.Errorf("%s: %v", name, err)
			}
		}
		s.write(func(tx *models.Tx) error {
			return v.Reschedule(tx, models.Rescheduling{Duration: 900, ForStaff: true})
		})
		s.write(func(tx *models.Tx) error {
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			ana.Hours = models.Hours{{Day: "TU", From: "09:00", To: "12:00"}}
			return ana.Save(tx)
		})
		var taken *models.TakenError
		err := s.try(func(tx *models.Tx) error { return v.Reassign(tx, []int64{s.ana.ID}) })
		if !errors.As(err, &taken) || len(s.nearest(taken)) == 0 {
			s.Fatalf("outside Ana's own hours: %v", err)
		}
		for _, free := range s.nearest(taken) {
			if free.Wall.Text < "2026-11-03T09:00" || free.Wall.Text > "2026-11-03T12:00" {
				s.Errorf("%s is named instead", free.Wall.Text)
			}
		}
		s.write(func(tx *models.Tx) error { return v.ReassignAnyHours(tx, []int64{s.ana.ID}) })
		if now := s.load(v); now.ResourceIDs[0] != s.ana.ID || now.Date != "2026-11-03T20:00" {
			s.Errorf("it is with %v at %s", now.ResourceIDs, now.Date)
		}
		s.sound()
	})
}
