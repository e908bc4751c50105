package public_test

import (
	"testing"
	"time"

	"anteroom/models"
)

// A form may say anything: a time that no page showed is shown the page again, and nothing is held.
func TestATimeThatWasNotOfferedCannotBeHeld(t *testing.T) {
	s := openStudio(t)
	class := s.service("Class", func(c *models.Service) { c.Duration, c.Capacity = 3600, 5 })
	for path, starts := range map[string][]string{
		s.path(s.haircut): {
			"2026-11-03T09:07", "2026-11-03T09:15", "2026-11-03T08:30", "2026-11-03T17:45", "2026-11-07T10:00", "2026-11-02T09:30", "2029-11-06T10:00",
			"9999-12-31T10:00", "0000-01-01T10:00", "2026-11-03T24:00", "2026-11-03T10:00:30", "2026-03-29T02:30",
		},
		s.path(class): {"2026-11-03T09:30", "2026-11-03T10:01"},
	} {
		form := fill(s.visitor.Get(path).Wants(200), nil)
		for _, start := range starts {
			form.Set("at", start)
			if page := s.visitor.Post(path, form).Wants(422); page.Location != "" {
				t.Errorf("%s leads to %s", start, page.Location)
			}
		}
	}
	if n := s.count("visits"); n != 0 {
		t.Errorf("%d visits were made", n)
	}
}

// Whoever somebody chose may have gone since, and more may be typed than have room: that is said before anything is held with others, or
// for fewer.
func TestNobodyGetsAnotherProviderOrFewerPlacesUnasked(t *testing.T) {
	s := openStudio(t)
	path := s.path(s.haircut)
	chosen := fill(s.visitor.Get(path+"?resource="+s.ana.PublicID+"&date=2026-11-03").Wants(200), map[string]string{"time": "10:00"})
	many := fill(s.visitor.Get(path+"?date=2026-11-03").Wants(200), map[string]string{"time": "10:00", "party": "9"})
	booked := s.book(s.haircut, "2026-11-06", "10:00", noor())
	moved := fill(s.visitor.Get(booked+"/reschedule?date=2026-11-05&resource="+s.ana.PublicID).Wants(200), map[string]string{"time": "11:00"})
	s.Write(func(tx *models.Tx) error {
		s.ana.IsActive = false
		return s.ana.Save(tx)
	})
	before := s.count("visits")
	s.visitor.Post(path, chosen).Wants(422).Says("Who you chose does not do this here any more")
	s.visitor.Post(path, many).Wants(422).Says("can come at once")
	if n := s.count("visits"); n != before {
		t.Errorf("%d visits were made", n-before)
	}
	s.visitor.Post(booked+"/reschedule", moved).Wants(422).Says("Who you chose does not do this here any more")
	if visit := s.visit(booked); visit.StartsAt.Time != time.Date(2026, 11, 6, 9, 0, 0, 0, time.UTC) {
		t.Errorf("it was moved to %s", visit.StartsAt)
	}
}
