package models_test

import (
	"errors"
	"strings"
	"testing"

	"anteroom/models"
)

func TestAVisitKeepsWhyItWasCancelledUntilThatIsTakenBack(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.join("Noor")
		cancel := func(reason string) error {
			return s.try(func(tx *models.Tx) error { return v.CancelBecause(tx, reason, false) })
		}
		var invalid models.Invalid
		for _, reason := range []string{strings.Repeat("é", 501), "ill\x00", "ill\xff"} {
			if err := cancel(reason); !errors.As(err, &invalid) || invalid["reason"] == "" {
				s.Errorf("%q: %v", reason, err)
			}
		}
		if now := s.load(v); now.State != models.StateWaiting {
			s.Fatalf("refused, it is %s", now.State)
		}
		if err := cancel("  Feeling\n ill " + strings.Repeat("é", 488) + " "); err != nil {
			s.Fatal(err)
		}
		want := "Feeling ill " + strings.Repeat("é", 488)
		if now := s.load(v); now.CancelReason != want || !now.HasTag(models.TagCancelled) {
			s.Errorf("the reason is %q", now.CancelReason)
		}
		s.write(v.Undo)
		if now := s.load(v); now.CancelReason != "" {
			s.Errorf("taken back, the reason is still %q", now.CancelReason)
		}
		s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) })
		history, err := v.History(s.db.Read(s.Context()))
		if err != nil || len(history) != 4 {
			s.Fatalf("%d changes, %v", len(history), err)
		}
		if now, then := history[0].After.CancelReason, history[2].After.CancelReason; now != "" || then != want {
			s.Errorf("the history says %q and, before, %q", now, then)
		}
		s.sound()
	})
}
