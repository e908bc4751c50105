package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
)

// How many have room counts from then on, for appointments that some have booked already, too. Nobody who has a place loses it.
func TestAnotherCapacityHoldsForAppointmentsThatHaveBegunToFill(t *testing.T) {
	eachSalon(t, func(s *salon) {
		class := s.service("Class", func(c *models.Service) { c.Duration, c.Capacity = 3600, 4 })
		for range 2 {
			s.mustBook(class, "2026-11-03T09:00")
		}
		for range 3 {
			s.mustBook(class, "2026-11-03T10:00")
		}
		capacity := func(seats int) {
			class.Capacity = seats
			s.write(class.Save)
		}
		capacity(2)
		for _, date := range []string{"2026-11-03T09:00", "2026-11-03T10:00"} {
			if _, err := s.book(class, date); !errors.Is(err, models.ErrTaken) {
				s.Errorf("one more at %s: %v", date, err)
			}
		}
		capacity(5)
		for date, more := range map[string]int{"2026-11-03T09:00": 3, "2026-11-03T10:00": 2} {
			for range more {
				s.mustBook(class, date)
			}
			if _, err := s.book(class, date); !errors.Is(err, models.ErrTaken) {
				s.Errorf("a sixth at %s: %v", date, err)
			}
		}
		s.sound()
	})
}

// A resource that takes fewer at once is not given away above that because its first place happens to be free.
func TestAResourceThatTakesFewerAtOnceIsNotBookedAboveThat(t *testing.T) {
	eachSalon(t, func(s *salon) {
		room := &models.Resource{Name: "Room", Kind: models.Room, Capacity: 2, IsActive: true}
		s.write(room.Save)
		ride := s.service("Session", func(c *models.Service) { c.ResourceIDs = []int64{room.ID} })
		first := s.mustBook(ride, "2026-11-03T09:00")
		s.mustBook(ride, "2026-11-03T09:00")
		s.write(func(tx *models.Tx) error { return first.Cancel(tx, true) })
		s.write(func(tx *models.Tx) error {
			now, err := models.FindResource(tx, models.Everywhere(), room.PublicID)
			if err != nil {
				return err
			}
			now.Capacity = 1
			return now.Save(tx)
		})
		if _, err := s.book(ride, "2026-11-03T09:00"); !errors.Is(err, models.ErrTaken) {
			s.Errorf("two at once in a room for one: %v", err)
		}
		s.mustBook(ride, "2026-11-03T09:30")
		s.sound()
	})
}
