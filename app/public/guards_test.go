package public_test

import (
	"net/url"
	"testing"

	"anteroom/models"
)

func TestALocationThatIsNotPublicIsNotBooked(t *testing.T) {
	s := openStudio(t)
	path := s.path(s.haircut)
	form := fill(s.visitor.Get(path+"?date=2026-11-03").Wants(200), map[string]string{"time": "10:00"})
	s.Write(func(tx *models.Tx) error { return s.place.SetPublic(tx, false) })
	s.visitor.Get(path).Wants(404)
	s.visitor.Post(path, form).Wants(404)
	s.visitor.Get("/book").Wants(200).Hides(s.place.Name)
	if n := s.count("visits"); n != 0 {
		t.Errorf("%d visits were made", n)
	}
}

// A program that fills in every input holds and books nothing, and is told nothing of it.
func TestNoRobotBooks(t *testing.T) {
	s := openStudio(t)
	path := s.path(s.haircut)
	form := fill(s.visitor.Get(path+"?date=2026-11-03").Wants(200), map[string]string{"time": "10:00", "website": "https://spam.example"})
	if to := s.visitor.Post(path, form).Wants(303).Location; to != path || s.count("visits") != 0 {
		t.Errorf("a robot is led to %s, and %d visits are there", to, s.count("visits"))
	}
	hold := s.hold(s.visitor, path, "2026-11-03", "10:00")
	s.finish(s.visitor, hold, with(noor(), "website", "https://spam.example")).Wants(303)
	if visit := s.visit(hold); visit.State != models.StatePending {
		t.Errorf("a robot booked: %s", visit.State)
	}
}

func TestWhoIsServedDoesNotLeaveByTheirLink(t *testing.T) {
	s := openSalon(t)
	v := s.join("Ida")
	s.change(v, func(v *models.Visit, tx *models.Tx) error { return v.Serve(tx, nil) })
	s.visitor.Post(link(v)+"/cancellation", url.Values{}).Wants(422)
	if now := s.load(v); now.State != models.StateServing {
		t.Errorf("it is %s", now.State)
	}
}
