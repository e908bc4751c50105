package models_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"anteroom/models"
)

func TestABookingTakesTheLeastLoadedAndThenNobodyElseCan(t *testing.T) {
	eachSalon(t, func(s *salon) {
		first := s.mustBook(s.haircut, "2026-11-03T10:00")
		second := s.mustBook(s.haircut, "2026-11-03T10:00")
		if !slices.Equal(first.ResourceIDs, []int64{s.ana.ID}) || !slices.Equal(second.ResourceIDs, []int64{s.ben.ID}) {
			t.Errorf("served by %v and %v", first.ResourceIDs, second.ResourceIDs)
		}
		if first.Ticket() != "A001" || second.Ticket() != "A002" || first.State != models.StateBooked || first.StartsAt.Milli() != "2026-11-03T09:00:00.000Z" {
			t.Errorf("first is %s %s at %s", first.State, first.Ticket(), first.StartsAt)
		}
		_, err := s.book(s.haircut, "2026-11-03T10:00")
		var taken *models.TakenError
		if !errors.As(err, &taken) || !errors.Is(err, models.ErrTaken) {
			t.Fatalf("a third one got %v", err)
		}
		var near []string
		for _, f := range s.nearest(taken) {
			near = append(near, f.Wall.Text)
		}
		if !slices.Equal(near, []string{"2026-11-03T09:30", "2026-11-03T10:30", "2026-11-03T09:00"}) {
			t.Errorf("offered instead: %v", near)
		}
		third := s.mustBook(s.haircut, "2026-11-03T10:30")
		if !slices.Equal(third.ResourceIDs, []int64{s.ana.ID}) {
			t.Errorf("served by %v", third.ResourceIDs)
		}
		s.write(func(tx *models.Tx) error { return first.Cancel(tx, false) })
		again := s.mustBook(s.haircut, "2026-11-03T10:00")
		if !slices.Equal(again.ResourceIDs, []int64{s.ana.ID}) {
			t.Errorf("served by %v", again.ResourceIDs)
		}
		if first.State != models.StateComplete || !first.HasTag(models.TagCancelled) || first.CompletedTime == nil || first.IcsSequence != 1 {
			t.Errorf("cancelled is %+v", first)
		}
		if err := s.try(func(tx *models.Tx) error { return first.Undo(tx) }); !errors.Is(err, models.ErrTaken) {
			t.Errorf("its time is gone, but undo says %v", err)
		}
		s.sound()
	})
}

func TestTheLargerOfTwoBuffersLiesBetweenNeighbours(t *testing.T) {
	eachSalon(t, func(s *salon) {
		one := s.service("Colour", func(c *models.Service) { c.ResourceIDs = []int64{s.ana.ID}; c.BufferAfter = 1800 })
		two := s.service("Shave", func(c *models.Service) { c.ResourceIDs = []int64{s.ana.ID}; c.BufferBefore = 3600; c.BufferAfter = 600 })
		s.mustBook(one, "2026-11-03T10:00")
		if got := s.times(two, "2026-11-03T10:00", "2026-11-03T12:01"); !slices.Equal(got, []string{"2026-11-03T11:30", "2026-11-03T12:00"}) {
			t.Errorf("behind it are free %v", got)
		}
		if got := s.times(one, "2026-11-03T10:00", "2026-11-03T11:31"); !slices.Equal(got, []string{"2026-11-03T11:00", "2026-11-03T11:30"}) {
			t.Errorf("behind it are free %v", got)
		}
		if _, err := s.book(two, "2026-11-03T11:00"); !errors.Is(err, models.ErrTaken) {
			t.Errorf("within the buffer: %v", err)
		}
		s.mustBook(two, "2026-11-03T11:30")
	})
}

func TestNoticesBindCustomersAlone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		careful := s.service("Advice", func(c *models.Service) {
			c.MinimumNotice, c.MaximumNotice, c.CancelNotice, c.RescheduleNotice = 24*3600, 10*24*3600, 48*3600, 48*3600
		})
		staff := func(n *models.NewVisit) { n.ForStaff = true }
		for _, date := range []string{"2026-11-03T09:00", "2026-11-13T10:00", "2026-11-01T10:00", "2026-11-05T18:00", "2026-11-05T08:30"} {
			if _, err := s.book(careful, date); !isSentence(err) || errors.Is(err, models.ErrTaken) {
				t.Errorf("%s: %v", date, err)
			}
		}
		s.mustBook(careful, "2026-11-02T10:00", staff)
		s.mustBook(careful, "2026-12-22T10:00", staff)
		visit := s.mustBook(careful, "2026-11-04T10:00")
		s.now = s.now.Add(3 * time.Hour)
		if err := s.try(func(tx *models.Tx) error { return visit.Cancel(tx, false) }); !isSentence(err) {
			t.Errorf("cancelled too late: %v", err)
		}
		to := models.Rescheduling{Date: "2026-11-06T10:00"}
		if err := s.try(func(tx *models.Tx) error { return visit.Reschedule(tx, to) }); !isSentence(err) {
			t.Errorf("moved too late: %v", err)
		}
		to.ForStaff = true
		s.write(func(tx *models.Tx) error { return visit.Reschedule(tx, to) })
		s.write(func(tx *models.Tx) error { return visit.Reschedule(tx, to) }) // no move at all
		if visit.Date != "2026-11-06T10:00" || visit.IcsSequence != 1 {
			t.Errorf("moved to %s, sequence %d", visit.Date, visit.IcsSequence)
		}
		s.write(func(tx *models.Tx) error { return visit.Cancel(tx, true) })
	})
}

func TestAGroupHasRoomForAsManyAsItSaysAndPartiesStayTogether(t *testing.T) {
	eachSalon(t, func(s *salon) {
		class := s.service("Yoga", func(c *models.Service) { c.Capacity = 5; c.ResourceIDs = []int64{s.ana.ID} })
		party := func(n int) func(*models.NewVisit) { return func(v *models.NewVisit) { v.PartySize = n } }
		s.mustBook(class, "2026-11-03T10:00", party(3))
		if _, err := s.book(class, "2026-11-03T10:00", party(3)); !errors.Is(err, models.ErrTaken) {
			t.Errorf("six of five: %v", err)
		}
		two := s.mustBook(class, "2026-11-03T10:00", party(2))
		if _, err := s.book(class, "2026-11-03T10:00"); !errors.Is(err, models.ErrTaken) {
			t.Errorf("six of five: %v", err)
		}
		if _, err := s.book(s.haircut, "2026-11-03T10:00", func(v *models.NewVisit) { v.ResourceIDs = []int64{s.ana.ID} }); !errors.Is(err, models.ErrTaken) {
			t.Errorf("Ana twice: %v", err)
		}
		s.write(func(tx *models.Tx) error { return two.Cancel(tx, true) })
		s.mustBook(class, "2026-11-03T10:00", party(1))
		s.sound()
	})
}

func TestAHoldEndsByTheClock(t *testing.T) {
	eachSalon(t, func(s *salon) {
		alone := s.service("Massage", func(c *models.Service) { c.ResourceIDs = []int64{s.ana.ID} })
		hold := func() (v *models.Visit, err error) {
			err = s.try(func(tx *models.Tx) (err error) {
				v, err = s.location.Hold(tx, models.NewVisit{ServiceIDs: []int64{alone.ID}, Date: "2026-11-03T10:00", Source: "ONLINE"})
				return err
			})
			return v, err
		}
		held, err := hold()
		if err != nil || held.State != models.StatePending || held.Ticket() != "" {
			t.Fatalf("%v %v", held, err)
		}
		if _, err := hold(); !errors.Is(err, models.ErrTaken) {
			t.Errorf("held twice: %v", err)
		}
		s.now = s.now.Add(4 * time.Minute)
		s.write(func(tx *models.Tx) error { return held.Extend(tx) })
		if err := s.try(func(tx *models.Tx) error { return held.Extend(tx) }); !isSentence(err) {
			t.Errorf("extended twice: %v", err)
		}
		s.now = s.now.Add(4 * time.Minute)
		if got := s.times(alone, "2026-11-03T10:00", "2026-11-03T10:01"); len(got) != 0 {
			t.Errorf("free while held: %v", got)
		}
		s.now = s.now.Add(2 * time.Minute)
		if got := s.times(alone, "2026-11-03T10:00", "2026-11-03T10:01"); len(got) != 1 {
			t.Errorf("free after the hold: %v", got)
		}
		if err := s.try(func(tx *models.Tx) error { return held.Keep(tx, held.Details(), false) }); !isSentence(err) {
			t.Errorf("kept too late: %v", err)
		}
		other, err := hold()
		if err != nil {
			t.Fatal(err)
		}
		if held = s.load(held); held.State != models.StateComplete || !held.HasTag(models.TagExpired) {
			t.Errorf("the old hold is %s %v", held.State, held.Tags)
		}
		s.write(func(tx *models.Tx) error {
			return other.Keep(tx, models.VisitDetails{FirstName: "Mateo", LastName: "Ruiz"}, false)
		})
		if other = s.load(other); other.State != models.StateBooked || other.Ticket() != "A001" || other.PendingExpireTime != nil || other.Name() != "Mateo Ruiz" {
			t.Errorf("kept: %+v", other)
		}
		s.sound()
	})
}

func TestARequestWaitsForStaff(t *testing.T) {
	eachSalon(t, func(s *salon) {
		advice := s.service("Advice", func(c *models.Service) { c.ManualConfirm = true })
		one, two := s.mustBook(advice, "2026-11-03T10:00"), s.mustBook(advice, "2026-11-03T11:00")
		if one.State != models.StateDraft {
			t.Fatalf("it is %s", one.State)
		}
		s.write(func(tx *models.Tx) error { return one.Confirm(tx) })
		s.write(func(tx *models.Tx) error { return two.Decline(tx) })
		if one.State != models.StateBooked || !one.HasTag(models.TagConfirmed) || two.State != models.StateComplete || !two.HasTag(models.TagDeclined) {
			t.Errorf("%s %v, %s %v", one.State, one.Tags, two.State, two.Tags)
		}
		s.mustBook(advice, "2026-11-03T11:00")
		s.now = s.now.Add(time.Minute)
		if err := s.try(func(tx *models.Tx) error { return one.NoShow(tx) }); !isSentence(err) {
			t.Errorf("missed before it began: %v", err)
		}
		s.now = time.Date(2026, 11, 3, 9, 5, 0, 0, time.UTC)
		s.write(func(tx *models.Tx) error { return one.NoShow(tx) })
	})
}

func TestARequestThatNobodyAnsweredEndsWhenItsTimeIsOver(t *testing.T) {
	eachSalon(t, func(s *salon) {
		advice := s.service("Advice", func(c *models.Service) { c.ManualConfirm = true })
		v, later := s.mustBook(advice, "2026-11-03T10:00"), s.mustBook(advice, "2026-11-03T11:00")
		last := s.last()
		tick := func() {
			s.Helper()
			if err := s.db.RunQueue(s.Context(), s.now); err != nil {
				s.Fatal(err)
			}
		}
		s.now = v.EndsAt.Add(-time.Second)
		tick()
		if now := s.load(v); now.State != models.StateDraft {
			s.Fatalf("it is %s while staff may still confirm it", now.State)
		}
		s.now = v.EndsAt.Time
		tick()
		tick()
		now := s.load(v)
		if now.State != models.StateComplete || !now.HasTag(models.TagExpired) || now.ExpiredTime == nil || now.IcsSequence != v.IcsSequence+1 {
			s.Errorf("it is %+v", now)
		}
		if now := s.load(later); now.State != models.StateDraft {
			s.Errorf("one that lies ahead is %s", now.State)
		}
		events := s.events(last, models.KindVisit)
		if len(events) != 1 || events[0].ByName != models.QueueJob {
			s.Fatalf("told was %+v", events)
		}
		before, _ := events[0].VisitBefore()
		after, _ := events[0].VisitAfter()
		if before.State != models.StateDraft || after.State != models.StateComplete || !after.HasTag(models.TagExpired) {
			s.Errorf("from %s to %s %v", before.State, after.State, after.Tags)
		}
		for name, step := range map[string]func(*models.Tx) error{"confirmed": now.Confirm, "taken back": now.Undo} {
			if err := s.try(step); !isSentence(err) {
				s.Errorf("it is %s: %v", name, err)
			}
		}
		s.sound()
	})
}

func TestReschedulingAndReassigningKeepTheVisit(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-03T10:00")
		last := s.last()
		s.write(func(tx *models.Tx) error { return v.Reschedule(tx, models.Rescheduling{Date: "2026-11-03T10:15"}) })
		s.write(func(tx *models.Tx) error { return v.Reassign(tx, []int64{s.ben.ID}) })
		now := s.load(v)
		if now.Date != "2026-11-03T10:15" || now.IcsSequence != 2 || !slices.Equal(now.ResourceIDs, []int64{s.ben.ID}) || now.Ticket() != v.Ticket() {
			t.Errorf("it is %+v", now)
		}
		events := s.events(last, models.KindVisit)
		if len(events) != 2 {
			t.Fatalf("%d events", len(events))
		}
		before, _ := events[1].VisitBefore()
		after, _ := events[1].VisitAfter()
		if before.Resources[0].Name != "Ana Castillo" || after.Resources[0].Name != "Ben Okafor" {
			t.Errorf("from %v to %v", before.Resources, after.Resources)
		}
		if got := s.times(s.haircut, "2026-11-03T10:00", "2026-11-03T10:01"); len(got) != 1 {
			t.Errorf("the old time is free: %v", got)
		}
		other := s.mustBook(s.haircut, "2026-11-03T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
		if err := s.try(func(tx *models.Tx) error { return other.Reassign(tx, []int64{s.ben.ID}) }); !errors.Is(err, models.ErrTaken) {
			t.Errorf("Ben twice: %v", err)
		}
		var still *models.StillBooked
		if err := s.try(func(tx *models.Tx) error { return s.ben.Delete(tx) }); !errors.As(err, &still) || len(still.Visits) != 1 {
			t.Errorf("Ben could go: %v", err)
		}
		s.sound()
	})
}

// The search for other times would keep all others from writing: it has to wait until the refusal is out.
func TestTheNearestTimesAreThoseThatAreFreeAfterTheRefusal(t *testing.T) {
	eachSalon(t, func(s *salon) {
		first := s.mustBook(s.haircut, "2026-11-03T10:00")
		s.mustBook(s.haircut, "2026-11-03T10:00")
		_, err := s.book(s.haircut, "2026-11-03T10:00")
		var taken *models.TakenError
		if !errors.As(err, &taken) {
			t.Fatalf("a third one got %v", err)
		}
		s.write(func(tx *models.Tx) error { return s.load(first).Cancel(tx, true) })
		if near := s.nearest(taken); len(near) == 0 || near[0].Wall.Text != "2026-11-03T10:00" {
			t.Errorf("offered instead: %v", near)
		}
	})
}
