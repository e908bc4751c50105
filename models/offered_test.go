package models_test

import (
	"slices"
	"testing"

	"anteroom/models"
)

// Who chooses among what is shown gets no start between two of those, whatever they send. Staff and programs begin when they like.
func TestAStartBetweenThoseThatAreListedIsForStaffAlone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(func(tx *models.Tx) error {
			open := s.location.Opening()
			open.Breaks = models.Hours{{Day: "TU", From: "12:00", To: "12:10"}}
			return s.location.SetHours(tx, open)
		})
		class := s.service("Class", func(c *models.Service) { c.Duration, c.Capacity = 3600, 5 })
		shown := func(n *models.NewVisit) { n.AsOffered = true }
		for service, dates := range map[*models.Service][]string{
			s.haircut: {"2026-11-03T09:07", "2026-11-03T09:15", "2026-11-03T12:30"},
			class:     {"2026-11-03T09:30", "2026-11-03T10:01"},
		} {
			for _, date := range dates {
				if _, err := s.book(service, date, shown); !isSentence(err) {
					s.Errorf("a customer books %s at %s: %v", service.Name, date, err)
				}
				v := s.mustBook(service, date, func(n *models.NewVisit) { n.ForStaff = true })
				s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) })
			}
			for _, date := range s.times(service, "2026-11-03T00:00", "2026-11-04T00:00") {
				v := s.mustBook(service, date, shown)
				s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) })
			}
		}
		v := s.mustBook(s.haircut, "2026-11-04T09:30", shown)
		to := models.Rescheduling{Date: "2026-11-04T09:41", AsOffered: true}
		if err := s.try(func(tx *models.Tx) error { return v.Reschedule(tx, to) }); !isSentence(err) {
			s.Errorf("a customer moves to between two times: %v", err)
		}
	})
}

// Groups with free time between them leave it out of what they offer: one that is booked takes no start of its neighbours.
func TestGroupsFollowOneAnotherWithTheirFreeTimeBetween(t *testing.T) {
	eachSalon(t, func(s *salon) {
		class := s.service("Class", func(c *models.Service) { c.Duration, c.BufferAfter, c.Capacity = 3600, 900, 5 })
		day := func() []string { return s.times(class, "2026-11-03T00:00", "2026-11-04T00:00") }
		all := day()
		if len(all) < 3 || all[0] != "2026-11-03T09:00" || all[1] != "2026-11-03T10:15" {
			s.Fatalf("they begin at %v", all)
		}
		s.mustBook(class, all[1])
		if left := day(); !slices.Equal(left, all) {
			s.Errorf("with one booked they begin at %v, not %v", left, all)
		}
	})
}
