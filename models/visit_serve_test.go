package models_test

import (
	"slices"
	"testing"

	"anteroom/models"
)

func (s *salon) isWith(v *models.Visit, who ...*models.Resource) {
	s.Helper()
	var ids []int64
	for _, r := range who {
		ids = append(ids, r.ID)
	}
	if now := s.load(v); !slices.Equal(now.ResourceIDs, ids) {
		s.Errorf("it is with %v, want %v", now.ResourceIDs, ids)
	}
}

func (s *salon) isFree(r *models.Resource, date string) bool {
	s.Helper()
	minute := date[:len(date)-1] + "1"
	return len(s.times(s.haircut, date, minute, func(q *models.AvailabilityQuery) { q.ResourceIDs = []int64{r.ID} })) == 1
}

// Who serves an appointment in place of another has its time from then on, and whoever was to have it is free. Taken back, all is as before.
func TestWhoServesInPlaceOfAnotherHasTheTimeUntilThatIsUndone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		const ten = "2026-11-02T10:00"
		by := func(v *models.Visit, r *models.Resource) {
			s.Helper()
			s.write(func(tx *models.Tx) error { return v.Serve(tx, r) })
		}
		v := s.mustBook(s.haircut, ten, func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
		by(v, s.ben)
		s.isWith(v, s.ben)
		if s.isFree(s.ben, ten) || !s.isFree(s.ana, ten) {
			s.Error("the time is not Ben's")
		}
		s.write(v.Undo)
		s.isWith(v, s.ana)
		if s.isFree(s.ana, ten) || !s.isFree(s.ben, ten) {
			s.Error("taken back, the time is not Ana's")
		}
		other := s.mustBook(s.haircut, ten, func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ben.ID} })
		by(v, s.ben) // he has one then, and serves this one all the same
		s.isWith(v, s.ben)
		if s.isFree(s.ana, ten) || s.isFree(s.ben, ten) {
			s.Error("a time is free that was not given back")
		}
		s.write(v.Undo)
		s.isWith(v, s.ana)
		s.write(func(tx *models.Tx) error { return other.Cancel(tx, true) })
		by(v, nil)
		s.write(v.Undo)
		s.isWith(v, s.ana)
		s.sound()

		ida := s.join("Ida")
		by(ida, s.ben)
		s.isWith(ida, s.ben)
		s.write(func(tx *models.Tx) error { return ida.Reassign(tx, []int64{s.ana.ID}) })
		s.write(ida.Undo)
		s.isWith(ida) // nobody in particular was asked for
		by(ida, s.ana)
		s.write(ida.Complete)
		s.write(ida.Undo)
		s.isWith(ida, s.ana)
		s.write(ida.Undo)
		s.isWith(ida)
		s.sound()
	})
}
