package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
)

func TestANewLinkEndsTheOneBeforeAndIsNoNews(t *testing.T) {
	eachSalon(t, func(s *salon) {
		visit := s.join("Ida")
		first, last := visit.Token, s.last()
		s.write(func(tx *models.Tx) error { return visit.NewLink(tx) })
		if visit.Token == first || visit.Token == "" {
			t.Fatalf("the link is still %q", visit.Token)
		}
		if found, err := models.FindVisitByToken(s.db.Read(t.Context()), visit.Token); err != nil || found.ID != visit.ID {
			t.Errorf("the new link opens %v, %v", found, err)
		}
		if _, err := models.FindVisitByToken(s.db.Read(t.Context()), first); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the old link answers %v", err)
		}
		if events := s.events(last, models.KindVisit); len(events) != 0 {
			t.Errorf("%d events of a link", len(events))
		}
	})
}

func TestThereIsNoLinkToWhatHasEndedOrIsBeingBooked(t *testing.T) {
	eachSalon(t, func(s *salon) {
		gone := s.join("Ida")
		s.write(func(tx *models.Tx) error { return gone.Cancel(tx, true) })
		var held *models.Visit
		s.write(func(tx *models.Tx) (err error) {
			held, err = s.location.Hold(tx, models.NewVisit{ServiceIDs: []int64{s.haircut.ID}, Date: "2026-11-04T10:00", ForStaff: true})
			return err
		})
		for name, visit := range map[string]*models.Visit{"a cancelled visit": gone, "a hold": held} {
			var sentence models.Sentence
			if err := s.try(func(tx *models.Tx) error { return visit.NewLink(tx) }); !errors.As(err, &sentence) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
