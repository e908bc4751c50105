package models_test

import (
	"errors"
	"strings"
	"testing"

	"anteroom/models"
)

// told makes a visit that says a name everywhere it can.
func (s *salon) told(name string) *models.Visit {
	s.Helper()
	v := s.join(name)
	s.write(func(tx *models.Tx) error {
		if err := v.Change(tx, models.VisitDetails{FirstName: name, Phone: name, Notes: name, Tags: []string{name}, PartySize: 1}); err != nil {
			return err
		}
		if err := v.CancelBecause(tx, name+" is ill.", true); err != nil {
			return err
		}
		if err := v.Undo(tx); err != nil {
			return err
		}
		if err := models.Record(tx, "visit.tried", models.Subject{Kind: models.KindVisit, ID: v.ID}, map[string]string{"reason": name}); err != nil {
			return err
		}
		return tx.Exec("INSERT INTO idempotency_keys (owner, key, body_hash, status, answer, at) VALUES ('key', ?, 'h', 201, ?, ?)",
			v.PublicID, `{"id":"`+v.PublicID+`","firstName":"`+name+`"}`, models.TxNow(tx)).Error
	})
	return v
}

func (s *salon) nowhere(name string) {
	s.Helper()
	for _, rows := range everything(s.T, s.db) {
		if strings.Contains(strings.ToLower(rows), name) {
			s.Errorf("left: %s", rows)
		}
	}
}

func TestErasingAVisitLeavesNothingButNumbers(t *testing.T) {
	eachSalon(t, func(s *salon) {
		visit, next := s.told("Theodelinde"), s.told("Noor")
		h := listen(s.db)
		s.write(visit.Erase)
		if len(h.events) != 2 || h.events[0].Change != models.Deleted || h.events[0].SubjectPublicID != visit.PublicID {
			s.Fatalf("%+v", h.events)
		}
		if before, err := h.events[0].VisitBefore(); err != nil || !before.Erased || before.ShortID != visit.ShortID || before.Name() != (&models.VisitSnapshot{}).Name() {
			s.Errorf("%+v %v", before, err)
		}
		s.nowhere("theodelinde")
		if last, err := s.load(next).History(s.db.Read(s.Context())); err != nil || len(last) == 0 || last[0].After.FirstName != "Noor" {
			s.Errorf("another visit's history: %+v %v", last, err)
		}
		if err := s.try(func(tx *models.Tx) error { return models.EraseVisit(tx, models.Everywhere(), visit.PublicID) }); !errors.Is(err, models.ErrNotFound) {
			s.Error("erased twice:", err)
		}
		s.sound()
	})
}

func TestAVisitThatWasDeletedCanBeErasedLater(t *testing.T) {
	eachSalon(t, func(s *salon) {
		visit := s.told("Theodelinde")
		s.write(visit.Delete)
		erase := func(scope models.Scope, name string) error {
			return s.try(func(tx *models.Tx) error { return models.EraseVisit(tx, scope, name) })
		}
		for _, name := range []string{"", "nobody", "7\x00", "99999999999999999999"} {
			if err := erase(models.Everywhere(), name); !errors.Is(err, models.ErrNotFound) {
				s.Errorf("%q: %v", name, err)
			}
		}
		if err := erase(models.Scope{LocationIDs: []int64{s.location.ID + 1}}, visit.PublicID); !errors.Is(err, models.ErrNotFound) {
			s.Error("another location's:", err)
		}
		h := listen(s.db)
		if err := erase(models.Everywhere(), visit.PublicID); err != nil {
			s.Fatal(err)
		}
		if len(h.events) != 1 || h.events[0].Change != models.Deleted || h.events[0].SubjectPublicID != visit.PublicID {
			s.Fatalf("%+v", h.events)
		}
		if before, err := h.events[0].VisitBefore(); err != nil || !before.Erased {
			s.Errorf("%+v %v", before, err)
		}
		s.nowhere("theodelinde")
		if err := erase(models.Everywhere(), visit.PublicID); !errors.Is(err, models.ErrNotFound) {
			s.Error("erased twice:", err)
		}
		s.sound()
	})
}

// Events are kept by number: who comes later shall not be taken for who was deleted.
func TestTheNumberOfAVisitIsNeverGivenAgain(t *testing.T) {
	eachSalon(t, func(s *salon) {
		first := s.join("Theodelinde")
		s.write(first.Delete)
		var second, third *models.Visit
		s.write(func(tx *models.Tx) (err error) {
			if second, err = s.location.Join(tx, models.NewVisit{FirstName: "Noor", ForStaff: true}); err != nil {
				return err
			}
			third, err = s.location.Join(tx, models.NewVisit{FirstName: "Ida", ForStaff: true})
			return err
		})
		if second.ID <= first.ID || third.ID <= second.ID {
			s.Errorf("numbers %d, %d and %d", first.ID, second.ID, third.ID)
		}
		history, err := second.History(s.db.Read(s.Context()))
		if err != nil || len(history) != 1 || history[0].Before != nil {
			s.Errorf("%+v %v", history, err)
		}
	})
}
