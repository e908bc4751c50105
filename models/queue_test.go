package models_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"anteroom/models"
)

func (s *salon) line() []string {
	s.Helper()
	board, err := s.location.Queue(s.db.Read(s.Context()), s.now)
	if err != nil {
		s.Fatal(err)
	}
	names := []string{}
	for i, v := range board.Waiting {
		names = append(names, v.FirstName)
		if v.Position == nil || *v.Position != i+1 {
			s.Errorf("%s stands at %v", v.FirstName, v.Position)
		}
	}
	return names
}

func (s *salon) inLine(want ...string) {
	s.Helper()
	if got := s.line(); fmt.Sprint(got) != fmt.Sprint(want) {
		s.Errorf("in line are %v, want %v", got, want)
	}
}

func TestAMoveInLineIsNewsOfEachVisitThatMoved(t *testing.T) {
	eachSalon(t, func(s *salon) {
		ida, noor, zoe := s.join("Ida"), s.join("Noor"), s.join("Zoe")
		s.inLine("Ida", "Noor", "Zoe")
		last := s.last()
		s.write(func(tx *models.Tx) error { return ida.Serve(tx, s.ana) })
		events := s.events(last, models.KindVisit)
		if len(events) != 3 {
			t.Fatalf("%d events", len(events))
		}
		for i, event := range events {
			before, _ := event.VisitBefore()
			after, _ := event.VisitAfter()
			if event.Change != models.Updated || *before.Position != i+1 || *after.Position != max(i, 1) {
				t.Errorf("%s from %d to %d", after.FirstName, *before.Position, *after.Position)
			}
		}
		served := s.load(ida)
		if served.State != models.StateServing || *served.LastWaitingPosition != 1 || *served.WaitDuration != 3 || served.EstWait != nil ||
			served.ResourceIDs[0] != s.ana.ID {
			t.Errorf("served is %+v", served)
		}
		s.write(func(tx *models.Tx) error { return zoe.MoveTo(tx, 1) })
		s.inLine("Zoe", "Noor")
		if moved := s.load(zoe); *moved.OriginalPosition != 3 || *moved.LastWaitingPosition != 1 {
			t.Errorf("moved is %+v", moved)
		}
		s.write(func(tx *models.Tx) error { return ida.Undo(tx) })
		s.inLine("Ida", "Zoe", "Noor")
		s.write(func(tx *models.Tx) error { return noor.Call(tx) })
		s.write(func(tx *models.Tx) error { return noor.Undo(tx) })
		if noor.HasTag(models.TagAlerted) || noor.AlertedTime != nil {
			t.Error("the call was taken back")
		}
		s.write(func(tx *models.Tx) error { return noor.Delete(tx) })
		s.inLine("Ida", "Zoe")
		if events := s.events(last, models.KindVisit); events[len(events)-1].Change != models.Deleted {
			t.Errorf("the last event says %s", events[len(events)-1].Change)
		}
		s.sound()
	})
}

func TestThereIsAlwaysRoomBetweenTwoInLine(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.join("Ida")
		visits := []*models.Visit{s.join("Noor"), s.join("Zoe")}
		for i := range 70 {
			s.write(func(tx *models.Tx) error { return visits[i%2].MoveTo(tx, 2) })
		}
		s.inLine("Ida", "Zoe", "Noor")
		s.sound()
	})
}

func TestAnAppointmentJoinsTheQueueAndStaysTheSameVisit(t *testing.T) {
	eachSalon(t, func(s *salon) {
		early := s.mustBook(s.haircut, "2026-11-02T10:00")
		late := s.mustBook(s.haircut, "2026-11-02T10:30")
		due := s.mustBook(s.haircut, "2026-11-02T11:00")
		s.now = time.Date(2026, 11, 2, 8, 50, 0, 0, time.UTC)
		s.write(func(tx *models.Tx) error { return early.Arrive(tx) })
		s.join("Ida")
		s.now = time.Date(2026, 11, 2, 9, 40, 0, 0, time.UTC)
		s.join("Zoe")
		s.write(func(tx *models.Tx) error { return late.Arrive(tx) })
		s.inLine("Ida", "Noor", "Zoe", "Noor")
		s.now = time.Date(2026, 11, 2, 10, 0, 30, 0, time.UTC)
		if err := s.db.RunQueue(t.Context(), s.now); err != nil {
			t.Fatal(err)
		}
		now := s.load(due)
		if now.State != models.StateWaiting || now.HasTag(models.TagArrived) || now.Ticket() != due.Ticket() || now.StartsAt == nil {
			t.Errorf("due is %+v", now)
		}
		s.write(func(tx *models.Tx) error { return late.Undo(tx) })
		if late.State != models.StateBooked || late.HasTag(models.TagArrived) || late.Position != nil {
			t.Errorf("not arrived after all: %+v", late)
		}
		s.sound()
	})
}

func TestTicketsBeginAnewEachDayAndNobodySharesOne(t *testing.T) {
	eachSalon(t, func(s *salon) {
		first, second := s.join("Ida"), s.join("Zoe")
		booked := s.mustBook(s.haircut, "2026-11-03T10:00")
		if first.Ticket() != "A001" || second.Ticket() != "A002" || booked.Ticket() != "A003" {
			t.Errorf("%s, %s, %s", first.Ticket(), second.Ticket(), booked.Ticket())
		}
		s.write(func(tx *models.Tx) error { return second.Cancel(tx, true) })
		s.now = s.now.Add(24 * time.Hour)
		next, other := s.join("Ella"), s.join("Ravi")
		if next.Ticket() != "A002" || other.Ticket() != "A004" {
			t.Errorf("the next day %s, %s", next.Ticket(), other.Ticket())
		}
		s.write(func(tx *models.Tx) error { return second.Undo(tx) })
		if second.State != models.StateWaiting || second.Ticket() != "A005" {
			t.Errorf("back with %s", second.Ticket())
		}
		number := 999*26 - 1
		s.write(func(tx *models.Tx) error {
			return tx.Exec("UPDATE visits SET ticket_number = ? WHERE id = ?", number, other.ID).Error
		})
		if a, b := s.join("Layla"), s.join("Thijs"); a.Ticket() != "Z999" || b.Ticket() != "A004" {
			t.Errorf("at the end of the alphabet %s, %s", a.Ticket(), b.Ticket())
		}
		s.sound()
	})
}

func TestAClosedQueueTurnsCustomersAwayButNotStaff(t *testing.T) {
	eachSalon(t, func(s *salon) {
		join := func(staff bool) error {
			return s.try(func(tx *models.Tx) error {
				_, err := s.location.Join(tx, models.NewVisit{FirstName: "Ida", ForStaff: staff})
				return err
			})
		}
		for name, change := range map[string]func(tx *models.Tx) error{"closed": s.location.CloseQueue, "paused": s.location.PauseQueue} {
			s.write(s.location.OpenQueue)
			if err := join(false); err != nil {
				t.Error(err)
			}
			s.write(change)
			if err := join(false); !errors.Is(err, models.ErrQueueClosed) {
				t.Errorf("%s: %v", name, err)
			}
			if err := join(true); err != nil {
				t.Error(err)
			}
		}
		s.write(s.location.OpenQueue)
		s.now = time.Date(2026, 11, 2, 20, 0, 0, 0, time.UTC)
		if err := join(false); !errors.Is(err, models.ErrQueueClosed) {
			t.Errorf("at night: %v", err)
		}
	})
}

func TestWaitsGoByDurationsServersHoursAndParties(t *testing.T) {
	eachSalon(t, func(s *salon) {
		join := func(name string, size int) *models.Visit {
			var v *models.Visit
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Join(tx, models.NewVisit{FirstName: name, ServiceIDs: []int64{s.haircut.ID}, PartySize: size})
				return err
			})
			return v
		}
		join("Ida", 1)
		join("Noor", 2)
		zoe, ravi := join("Zoe", 1), join("Ravi", 1)
		if *s.load(zoe).EstWait != 1800 || *s.load(ravi).EstWait != 3600 {
			t.Errorf("Zoe waits %d, Ravi %d", *s.load(zoe).EstWait, *s.load(ravi).EstWait)
		}
		s.ben.IsActive = false
		s.write(s.ben.Save)
		if v := s.load(ravi); *v.EstWait != 4*1800 || *v.PrevEstWait != 3600 || *v.OriginalEstWait != 3600 {
			t.Errorf("with Ana alone Ravi waits %d", *v.EstWait)
		}
		s.now = time.Date(2026, 11, 2, 16, 30, 0, 0, time.UTC) // half an hour before we close
		last := s.last()
		join("Ella", 1)
		if events := s.events(last, models.KindVisit); len(events) != 1 {
			t.Errorf("estimates alone said something: %d events", len(events))
		}
		if v := s.load(zoe); *v.EstWait != 33*1800 {
			t.Errorf("Zoe waits until ten in the morning, behind Noor: %d", *v.EstWait)
		}
	})
}

func TestTheStatusOfAQueueIsToldOnceAndNeverLost(t *testing.T) {
	eachSalon(t, func(s *salon) {
		tell := func() []models.Event {
			last := s.last()
			if err := s.db.TellStatus(t.Context(), s.now); err != nil {
				t.Fatal(err)
			}
			return s.events(last, models.KindLocation)
		}
		tell()
		ida := s.join("Ida")
		s.join("Zoe")
		events := tell()
		if len(events) != 1 || events[0].Change != models.StatusChanged {
			t.Fatalf("%d events", len(events))
		}
		before, _ := events[0].StatusBefore()
		after, _ := events[0].StatusAfter()
		if before.NumWaiting != 0 || after.NumWaiting != 2 || !after.IsOpen || len(after.Resources) != 2 || len(after.Services) != 1 {
			t.Errorf("from %+v to %+v", before, after)
		}
		if again := tell(); len(again) != 0 {
			t.Errorf("told twice: %d", len(again))
		}
		s.write(func(tx *models.Tx) error { return ida.Serve(tx, s.ana) })
		if events = tell(); len(events) != 1 {
			t.Fatalf("%d events", len(events))
		}
		if after, _ = events[0].StatusAfter(); after.NumServing != 1 || len(after.Resources) != 1 || after.Resources[0].Name != "Ben Okafor" {
			t.Errorf("now %+v", after)
		}
		failed := errors.New("broken off")
		if err := s.try(func(tx *models.Tx) error {
			if err := ida.Complete(tx); err != nil {
				return err
			}
			return failed
		}); !errors.Is(err, failed) {
			t.Fatal(err)
		}
		if events = tell(); len(events) != 0 {
			t.Errorf("a change that was broken off is told: %d", len(events))
		}
	})
}

func TestSettingsOfALocationAreEventsAndItsQueueIsNot(t *testing.T) {
	eachSalon(t, func(s *salon) {
		last := s.last()
		settings := s.location.Settings()
		settings.Phone = "+49 30 901820"
		s.write(func(tx *models.Tx) error { return s.location.Change(tx, settings) })
		s.join("Ida")
		events := s.events(last, models.KindLocation)
		if len(events) != 1 {
			t.Fatalf("%d events", len(events))
		}
		before, _ := events[0].LocationBefore()
		after, _ := events[0].LocationAfter()
		if before.Phone != "" || after.Phone != "+49 30 901820" || len(after.Hours) != 7 {
			t.Errorf("from %+v to %+v", before, after)
		}
		var still *models.StillBooked
		if err := s.try(s.location.Archive); !errors.As(err, &still) {
			t.Errorf("archived: %v", err)
		}
	})
}

func TestWhoIsDeletedTakesTheirVisitsAlong(t *testing.T) {
	eachSalon(t, func(s *salon) {
		noor := &models.Person{FirstName: "Noor", LastName: "Haddad", Email: "noor@example.com"}
		s.write(func(tx *models.Tx) error { return tx.Create(noor).Error })
		wish := func(v *models.NewVisit) { v.FirstName, v.LastName, v.PersonID = "", "", &noor.ID }
		visit := s.mustBook(s.haircut, "2026-11-03T10:00", wish)
		second := s.mustBook(s.haircut, "2026-11-04T10:00", wish)
		if visit.Name() != "Noor Haddad" || visit.Email != "noor@example.com" || second.VisitNumber != 2 {
			t.Errorf("booked as %s, visit %d", visit.Name(), second.VisitNumber)
		}
		last := s.last()
		s.write(func(tx *models.Tx) error { return noor.Erase(tx) })
		events := s.events(last, models.KindVisit)
		if len(events) != 2 {
			t.Fatalf("%d events", len(events))
		}
		for _, event := range s.events(0, models.KindVisit) {
			for _, find := range []func() (*models.VisitSnapshot, error){event.VisitBefore, event.VisitAfter} {
				if v, err := find(); err != nil || v != nil && (!v.Erased || v.FirstName != "" || v.Email != "") {
					t.Errorf("event %d still says %+v (%v)", event.Sequence, v, err)
				}
			}
		}
		if got := s.times(s.haircut, "2026-11-03T10:00", "2026-11-03T10:01"); len(got) != 1 {
			t.Errorf("free again: %v", got)
		}
		s.sound()
	})
}
