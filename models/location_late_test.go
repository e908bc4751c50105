package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

func TestRunningLateShiftsEveryEstimateUntilTheDayEnds(t *testing.T) {
	eachSalon(t, func(s *salon) {
		ida := s.join("Ida")
		if wait := *s.load(ida).EstWait; wait != 0 {
			t.Fatalf("Ida waits %d seconds for free staff", wait)
		}
		last := s.last()
		s.write(func(tx *models.Tx) error { return s.location.RunLate(tx, 15*time.Minute) })
		if wait := *s.load(ida).EstWait; wait != 900 {
			t.Errorf("Ida waits %d seconds, want 900", wait)
		}
		if events := len(s.events(last, models.KindVisit)) + len(s.events(last, models.KindLocation)); events != 0 {
			t.Errorf("%d events of an estimate alone", events)
		}
		if err := s.db.TellStatus(t.Context(), s.now); err != nil {
			t.Fatal(err)
		}
		events := s.events(last, models.KindLocation)
		if len(events) != 1 {
			t.Fatalf("%d events of the location's wait", len(events))
		}
		if status, err := events[0].StatusAfter(); err != nil || status.EstWait != 900 {
			t.Errorf("receivers hear of %+v, %v", status, err)
		}
		s.write(func(tx *models.Tx) error { return s.location.RunLate(tx, 0) })
		if wait := *s.load(ida).EstWait; wait != 0 {
			t.Errorf("on time again Ida waits %d seconds", wait)
		}
		s.write(func(tx *models.Tx) error { return s.location.RunLate(tx, 30*time.Minute) })
		if late := s.location.LateBy(s.now.Add(14 * time.Hour)); late != 30*time.Minute {
			t.Errorf("in the evening %s late", late)
		}
		if late := s.location.LateBy(s.now.Add(15 * time.Hour)); late != 0 {
			t.Errorf("the next day %s late", late)
		}
		s.write(func(tx *models.Tx) error { return s.location.RunLate(tx, 4*time.Hour) })
		for _, by := range []time.Duration{-time.Minute, 241 * time.Minute} {
			if err := s.try(func(tx *models.Tx) error { return s.location.RunLate(tx, by) }); !isSentence(err) {
				t.Errorf("%s: %v", by, err)
			}
		}
	})
}

func TestAQuoteIsKeptBesideTheEstimate(t *testing.T) {
	eachSalon(t, func(s *salon) {
		quote := func(seconds int) (v *models.Visit, err error) {
			err = s.try(func(tx *models.Tx) error {
				v, err = s.location.Join(tx, models.NewVisit{FirstName: "Ida", QuotedWait: seconds, ForStaff: true})
				return err
			})
			return v, err
		}
		v, err := quote(1200)
		if err != nil {
			t.Fatal(err)
		}
		if v = s.load(v); *v.QuotedWait != 1200 || *v.OriginalEstWait != 0 {
			t.Errorf("%d quoted, %d estimated", *v.QuotedWait, *v.OriginalEstWait)
		}
		for _, seconds := range []int{-1, 24*60*60 + 1} {
			if _, err := quote(seconds); !isSentence(err) {
				t.Errorf("%d seconds: %v", seconds, err)
			}
		}
	})
}

func TestUndoTakesBackTheLastStepAndNoneBeforeIt(t *testing.T) {
	eachSalon(t, func(s *salon) {
		booked := s.mustBook(s.haircut, "2026-11-02T10:00")
		steps := []func(tx *models.Tx) error{booked.Delay, booked.Arrive, booked.Delay, booked.Call}
		marks := [][]string{{"DELAYED"}, {"DELAYED", "ARRIVED"}, {"ARRIVED", "DELAYED"}, {"ARRIVED", "DELAYED", "ALERTED"}}
		for i, step := range steps {
			s.write(step)
			if got := s.load(booked).Tags; len(got) != len(marks[i]) {
				t.Fatalf("after step %d it is %v", i, got)
			}
		}
		for _, want := range []struct {
			state models.VisitState
			tags  int
		}{{models.StateWaiting, 2}, {models.StateWaiting, 1}, {models.StateBooked, 0}} {
			s.write(booked.Undo)
			if now := s.load(booked); now.State != want.state || len(now.Tags) != want.tags {
				t.Errorf("undone it is %s %v, want %+v", now.State, now.Tags, want)
			}
		}
		if err := s.try(booked.Undo); !isSentence(err) {
			t.Errorf("nothing is left to undo: %v", err)
		}
		ida := s.join("Ida")
		s.write(ida.Arrive)
		s.write(ida.Undo)
		if now := s.load(ida); now.State != models.StateWaiting || len(now.Tags) != 0 {
			t.Errorf("not there after all, Ida is %s %v", now.State, now.Tags)
		}
		if err := s.try(ida.Undo); !isSentence(err) {
			t.Errorf("nothing is left to undo: %v", err)
		}
		s.sound()
	})
}

func TestAPlaceInLineIsNoNewVersionOfAVisit(t *testing.T) {
	eachSalon(t, func(s *salon) {
		ida, noor := s.join("Ida"), s.join("Noor")
		version := s.load(noor).Version
		s.write(func(tx *models.Tx) error { return ida.Serve(tx, nil) })
		if now := s.load(noor); now.Version != version || *now.Position != 1 {
			t.Errorf("Noor stands at %d in version %d, was %d", *now.Position, now.Version, version)
		}
		s.write(noor.Call)
		if now := s.load(noor); now.Version == version {
			t.Error("a call is no new version")
		}
	})
}
