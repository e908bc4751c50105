package models_test

import (
	"errors"
	"testing"
	"time"

	"anteroom/models"
)

// An appointment whose customer stands in line has its time still: nobody is given it who has another one then.
func TestAnAppointmentInLineIsGivenToNobodyTwice(t *testing.T) {
	eachSalon(t, func(s *salon) {
		with := func(r *models.Resource) func(*models.NewVisit) {
			return func(n *models.NewVisit) { n.ResourceIDs = []int64{r.ID} }
		}
		toBen := func(v *models.Visit) func(tx *models.Tx) error {
			return func(tx *models.Tx) error { return v.Reassign(tx, []int64{s.ben.ID}) }
		}
		anas, bens := s.mustBook(s.haircut, "2026-11-02T10:00", with(s.ana)), s.mustBook(s.haircut, "2026-11-02T10:00", with(s.ben))
		s.write(anas.Arrive)
		if err := s.try(toBen(anas)); !errors.Is(err, models.ErrTaken) {
			s.Errorf("Ben twice while they wait: %v", err)
		}
		s.write(func(tx *models.Tx) error { return anas.Serve(tx, nil) })
		if err := s.try(toBen(anas)); !errors.Is(err, models.ErrTaken) {
			s.Errorf("Ben twice while they are served: %v", err)
		}
		s.write(func(tx *models.Tx) error { return bens.Cancel(tx, true) })
		s.write(toBen(anas))
		if free := s.times(s.haircut, "2026-11-02T10:00", "2026-11-02T10:01", func(q *models.AvailabilityQuery) { q.ResourceIDs = []int64{s.ben.ID} }); len(free) > 0 {
			s.Error("the time is free with Ben, who has it")
		}
		if free := s.times(s.haircut, "2026-11-02T10:00", "2026-11-02T10:01", func(q *models.AvailabilityQuery) { q.ResourceIDs = []int64{s.ana.ID} }); len(free) != 1 {
			s.Error("the time is not free with Ana, who has it no more")
		}
		s.sound()

		late := s.mustBook(s.haircut, "2026-11-02T11:00", with(s.ana))
		s.mustBook(s.haircut, "2026-11-02T11:00", with(s.ben))
		s.write(late.Arrive)
		s.now = time.Date(2026, 11, 2, 10, 30, 0, 0, time.UTC)
		s.write(toBen(late)) // its time is over: whoever is free serves them now
		s.sound()
	})
}

// Who is in line may leave it, however they came there: the notice is for those who are still to come.
func TestACustomerInLineMayLeaveWhateverTheNotice(t *testing.T) {
	eachSalon(t, func(s *salon) {
		wash := s.service("Wash", func(w *models.Service) { w.CancelNotice = 3600 })
		leave := func(v *models.Visit) error {
			return s.try(func(tx *models.Tx) error { return v.Cancel(tx, false) })
		}
		v := s.mustBook(wash, "2026-11-02T09:30")
		if err := leave(v); !isSentence(err) {
			s.Errorf("within the notice: %v", err)
		}
		s.write(v.Arrive)
		if err := leave(v); err != nil || !s.load(v).HasTag(models.TagCancelled) {
			s.Errorf("in line: %v", err)
		}
		manual := s.service("Colour", func(c *models.Service) { c.ManualConfirm, c.CancelNotice = true, 3600 })
		if err := leave(s.mustBook(manual, "2026-11-02T09:45")); !isSentence(err) {
			s.Errorf("a request within the notice: %v", err)
		}
		s.sound()
	})
}
