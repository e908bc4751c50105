package models_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"anteroom/models"
)

func TestWhatEndsAnEntryGivesItsHeldTimeBack(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list, _ := s.queueOf("Colour")
		other, _ := s.queueOf("Cut")
		for i, end := range []func(tx *models.Tx, e *models.Entry) error{
			func(tx *models.Tx, e *models.Entry) error { return e.WithdrawOffer(tx) },
			func(tx *models.Tx, e *models.Entry) error { return e.Remove(tx, "moved away") },
			func(tx *models.Tx, e *models.Entry) error { return e.Enrol(tx) },
			func(tx *models.Tx, e *models.Entry) error { return e.Lapse(tx) },
			func(tx *models.Tx, e *models.Entry) error { _, err := e.MoveToList(tx, other); return err },
			func(tx *models.Tx, e *models.Entry) error { return (&models.Person{ID: e.PersonID}).Remove(tx) },
			func(tx *models.Tx, e *models.Entry) error {
				person, err := models.FindPerson(tx, models.Everywhere(), e.PersonID)
				if err != nil {
					return err
				}
				return person.Erase(tx)
			},
		} {
			entry := s.waits(list, "Ida")
			visit := s.mustOffer(entry, "2026-11-05T10:00")
			s.write(func(tx *models.Tx) error { return end(tx, entry) })
			if now, err := models.FindVisit(s.db.Read(s.Context()), models.Everywhere(), visit.PublicID); err == nil && (now.State != models.StateComplete || !now.HasTag(models.TagCancelled)) {
				t.Errorf("%d: the held time is %s %v", i, now.State, now.Tags)
			}
			taken := s.mustBook(s.haircut, "2026-11-05T10:00", func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} })
			s.write(func(tx *models.Tx) error { return taken.Delete(tx) })
			s.sound()
		}
	})
}

func TestAHeldTimeThatIsDeletedLetsItsPersonWaitOn(t *testing.T) {
	eachSalon(t, func(s *salon) {
		_, line := s.queueOf("Colour", "Ida", "Noor")
		visit := s.mustOffer(line[0], "2026-11-05T10:00")
		s.write(func(tx *models.Tx) error { return s.load(visit).Delete(tx) })
		s.stands(line[0], models.Waiting, 1)
		s.mustOffer(line[0], "2026-11-05T10:00")
		s.sound()
	})
}

func TestAMoveThatIsUndoneBringsNoHeldTimeBack(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list, line := s.queueOf("Colour", "Ida")
		other, _ := s.queueOf("Cut")
		s.mustOffer(line[0], "2026-11-05T10:00")
		entry := s.entry(line[0])
		was := entry.Standing()
		s.write(func(tx *models.Tx) error { _, err := entry.MoveToList(tx, other); return err })
		was.Version = s.entry(line[0]).Version
		s.write(func(tx *models.Tx) error { return entry.MoveBack(tx, was) })
		if back := s.entry(line[0]); back.WaitlistID != list.ID {
			t.Errorf("it is on list %d", back.WaitlistID)
		}
		s.stands(line[0], models.Waiting, 1)
		s.sound()
	})
}

func TestAnOfferMovesWithAMergeAndItsEndIsNotUndone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list, line := s.queueOf("Colour", "Ida")
		twin := s.waits(list, "Ida")
		visit := s.mustOffer(twin, "2026-11-05T10:00")
		s.write(func(tx *models.Tx) error {
			kept, err := models.FindPerson(tx, models.Everywhere(), line[0].PersonID)
			if err != nil {
				return err
			}
			gone, err := models.FindPerson(tx, models.Everywhere(), twin.PersonID)
			if err != nil {
				return err
			}
			_, err = kept.Merge(tx, gone, nil, false)
			return err
		})
		if now := s.load(visit); now.State != models.StatePending || *now.PersonID != line[0].PersonID {
			t.Errorf("after the merge the time is %s, held for %d", now.State, *now.PersonID)
		}
		s.write(func(tx *models.Tx) error { return s.load(visit).Accept(tx) })
		if now := s.entry(twin); now.Status != models.Enrolled || now.PersonID != line[0].PersonID {
			t.Errorf("the place is %s, of %d", now.Status, now.PersonID)
		}
		s.sound()
	})
}

func TestANightTakesNoPlaceFromWhoIsAsked(t *testing.T) {
	eachSalon(t, func(s *salon) {
		months := 24
		list, _ := s.queueOf("Toddlers")
		entry := s.waits(list, "Ida", "Birthdate", "2023-01-10")
		s.mustOffer(entry, "2026-11-12T10:00", func(o *models.TimeOffer) { o.Until = models.At(s.now.Add(5 * 24 * time.Hour)) })
		s.write(func(tx *models.Tx) error {
			list.MaxMonths = &months
			_, err := list.Save(tx)
			return err
		})
		s.stands(entry, models.Offered, 1)
		night := func() {
			s.now = s.now.Add(24 * time.Hour)
			if err := s.db.RunQueue(s.Context(), s.now); err != nil {
				t.Fatal(err)
			}
			s.write(func(tx *models.Tx) error {
				moves, err := models.DueMoves(tx, list, models.DateIn(s.now, time.UTC), models.DateIn(s.now, time.UTC))
				if err == nil && len(moves) > 0 {
					_, err = list.Save(tx)
				}
				return err
			})
		}
		night()
		s.stands(entry, models.Offered, 1)
		s.now = s.now.Add(5 * 24 * time.Hour)
		if err := s.db.RunQueue(context.Background(), s.now); err != nil {
			t.Fatal(err)
		}
		s.stands(entry, models.Waiting, 1)
		s.write(func(tx *models.Tx) error {
			moves, err := models.DueMoves(tx, list, models.DateIn(s.now, time.UTC), models.DateIn(s.now, time.UTC))
			if err == nil && len(moves) != 1 {
				t.Errorf("once answered, the night would move %d", len(moves))
			}
			return err
		})
		s.sound()
	})
}

func TestFreedTimesAreThoseThatNobodyTookSince(t *testing.T) {
	eachSalon(t, func(s *salon) {
		with := func(n *models.NewVisit) { n.ResourceIDs = []int64{s.ana.ID} }
		_, line := s.queueOf("Colour", "Ida")
		var visits []*models.Visit
		for _, date := range []string{"2026-11-05T10:00", "2026-11-05T11:00", "2026-11-05T12:00", "2026-11-05T13:00"} {
			visits = append(visits, s.mustBook(s.haircut, date, with))
		}
		for _, v := range visits[:3] {
			s.write(func(tx *models.Tx) error { return v.Cancel(tx, false) })
		}
		s.mustBook(s.haircut, "2026-11-05T11:00", with)
		hold := func(date string) *models.Visit {
			var v *models.Visit
			s.write(func(tx *models.Tx) (err error) {
				v, err = s.location.Hold(tx, models.NewVisit{ServiceIDs: []int64{s.haircut.ID}, ResourceIDs: []int64{s.ana.ID}, Date: date})
				return err
			})
			return v
		}
		form := hold("2026-11-05T15:00")
		s.write(func(tx *models.Tx) error { return form.Cancel(tx, false) })
		freed := func() []string {
			found, err := s.location.Freed(s.db.Read(s.Context()), models.At(s.now), models.At(s.now.AddDate(0, 0, 28)), 8)
			if err != nil {
				t.Fatal(err)
			}
			var dates []string
			for _, f := range found {
				dates = append(dates, f.Visit.Date[11:])
			}
			return dates
		}
		if got := freed(); !slices.Equal(got, []string{"10:00", "12:00"}) {
			t.Errorf("freed are %v", got)
		}
		offered := s.mustOffer(line[0], "2026-11-05T10:00")
		if got := freed(); !slices.Equal(got, []string{"12:00"}) {
			t.Errorf("while one is offered, freed are %v", got)
		}
		s.write(offered.Decline)
		if got := freed(); !slices.Equal(got, []string{"10:00", "12:00"}) {
			t.Errorf("after it was declined, freed are %v", got)
		}
		s.now = s.now.AddDate(0, 0, 4)
		if got := freed(); got != nil {
			t.Errorf("of the past: %v", got)
		}
	})
}

func TestWhoCouldTakeATimeComesInTheOrderOfTheLists(t *testing.T) {
	eachSalon(t, func(s *salon) {
		list, _ := s.queueOf("Colour", "Ida", "Noor")
		s.waits(list, "Sami", "Days Available", "Monday,Wednesday")
		s.waits(list, "Rana", "Days Available", "Friday")
		later := s.waits(list, "Omar")
		s.write(func(tx *models.Tx) error { return later.Request(tx, models.Date{Year: 2026, Month: 12, Day: 1}) })
		s.queueOf("Cut", "Lena")
		everywhere := &models.Waitlist{Name: "Anywhere", IsOpen: true}
		s.write(func(tx *models.Tx) error { _, err := everywhere.Save(tx); return err })
		s.waits(everywhere, "Mia")
		fit := func(scope models.Scope, on string, limit int) []string {
			date, err := models.ParseDate(on)
			if err != nil {
				t.Fatal(err)
			}
			entries, count, err := models.Fitting(s.db.Read(s.Context()), models.FitQuery{Scope: scope, Location: s.location, On: date, Limit: limit})
			if err != nil {
				t.Fatal(err)
			}
			names := []string{}
			for _, e := range entries {
				names = append(names, e.Person.FirstName)
			}
			if len(entries) < limit && count != len(entries) {
				t.Errorf("%d of %d", len(entries), count)
			}
			return names
		}
		for _, c := range []struct {
			scope models.Scope
			on    string
			limit int
			want  []string
		}{
			{models.Everywhere(), "2026-11-04", 20, []string{"Ida", "Noor", "Sami", "Lena", "Mia"}},
			{models.Everywhere(), "2026-11-06", 20, []string{"Ida", "Noor", "Rana", "Lena", "Mia"}},
			{models.Everywhere(), "2026-11-07", 20, []string{"Ida", "Noor", "Sami", "Rana", "Lena", "Mia"}}, // nobody was asked about Saturdays
			{models.Everywhere(), "2026-12-01", 3, []string{"Ida", "Noor", "Omar"}},                         // the very day from which he can
			{models.Everywhere(), "2026-12-04", 3, []string{"Ida", "Noor", "Rana"}},
			{models.Scope{LocationIDs: []int64{s.location.ID}}, "2026-11-04", 20, []string{"Ida", "Noor", "Sami", "Lena"}},
			{models.Scope{LocationIDs: []int64{s.location.ID + 9}}, "2026-11-04", 20, []string{}},
		} {
			if got := fit(c.scope, c.on, c.limit); !slices.Equal(got, c.want) {
				t.Errorf("on %s fit %v, want %v", c.on, got, c.want)
			}
		}
		s.mustOffer(s.entryOf("Ida", list), "2026-11-05T10:00")
		if got := fit(models.Everywhere(), "2026-11-04", 20); got[0] != "Noor" {
			t.Errorf("who has an offer is still proposed: %v", got)
		}
	})
}

// entryOf is the place of somebody on a list.
func (s *salon) entryOf(first string, list *models.Waitlist) *models.Entry {
	s.Helper()
	page, err := models.ListEntries(s.db.Read(s.Context()), models.EntriesFilter{WaitlistID: list.ID, Query: first, Now: models.At(s.now)})
	if err != nil || len(page.Rows) != 1 {
		s.Fatalf("%d places of %s: %v", len(page.Rows), first, err)
	}
	return &page.Rows[0].Entry
}

func TestTheUsualAnswerComesBeforeTheNotice(t *testing.T) {
	now := models.At(salonOpens)
	in := func(hours int) models.Instant { return models.At(salonOpens.Add(time.Duration(hours) * time.Hour)) }
	day := []models.Service{{MinimumNotice: 3600}, {MinimumNotice: 24 * 3600}}
	for _, c := range []struct {
		start    models.Instant
		services []models.Service
		want     models.Instant
	}{
		{in(100), nil, in(48)},
		{in(100), day, in(48)},
		{in(60), day, in(36)},
		{in(30), nil, in(30)},
		{in(20), day, in(20)},
		{in(24), day, in(24)},
	} {
		if got := models.UsualAnswer(now, c.start, c.services); got != c.want {
			t.Errorf("for a start at %s the answer is due at %s, want %s", c.start, got, c.want)
		}
	}
}
