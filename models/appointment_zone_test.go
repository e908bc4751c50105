package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

// Another zone of the location moves no appointment: whoever gives it to somebody else, or to more people, means the time it has.
func TestAnAppointmentKeepsItsInstantWhenTheZoneOfItsLocationChanges(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-03T12:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
		at := *v.StartsAt
		s.write(func(tx *models.Tx) error {
			settings := s.location.Settings()
			settings.TimeZone = "Europe/London"
			return s.location.Change(tx, settings)
		})
		s.write(func(tx *models.Tx) error { return v.Reassign(tx, []int64{s.ben.ID}) })
		if now := s.load(v); *now.StartsAt != at || now.ResourceIDs[0] != s.ben.ID || now.Start().Text != now.Date {
			s.Errorf("given to Ben it begins at %s, not %s, and says %s in %s", now.StartsAt, at, now.Date, now.TimeZone)
		}
		s.write(func(tx *models.Tx) error {
			return v.Reschedule(tx, models.Rescheduling{Duration: 3600, ForStaff: true})
		})
		if now := s.load(v); *now.StartsAt != at || now.Duration != 3600 {
			s.Errorf("made longer it begins at %s, not %s", now.StartsAt, at)
		}
		s.write(func(tx *models.Tx) error {
			return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-03T12:00", ForStaff: true})
		})
		if now := s.load(v); now.StartsAt.Time != at.Add(time.Hour) {
			s.Errorf("moved to noon in London it begins at %s", now.StartsAt)
		}
		s.sound()
	})
}
