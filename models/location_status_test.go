package models_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func (s *salon) tellStatus() []models.Event {
	s.Helper()
	last := s.last()
	if err := s.db.TellStatus(s.Context(), s.now); err != nil {
		s.Fatal(err)
	}
	return s.events(last, models.KindLocation)
}

func TestAQueueIsToldOfOnceASecondAtMostAndAsItIsThen(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.tellStatus()
		s.join("Ida")
		told := s.now
		if events := s.tellStatus(); len(events) != 1 {
			s.Fatalf("%d events", len(events))
		}
		joined := s.join("Zoe")
		for _, later := range []time.Duration{0, 300 * time.Millisecond, 999 * time.Millisecond} {
			s.now = told.Add(later)
			if events := s.tellStatus(); len(events) != 0 {
				s.Errorf("told again %s later", later)
			}
		}
		s.now = told.Add(100 * time.Millisecond)
		if err := s.db.Write(s.Context(), joined.Call); err != nil {
			s.Fatal(err)
		}
		var other *models.Location
		s.now = told.Add(-time.Second)
		s.write(func(tx *models.Tx) (err error) {
			if other, err = models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"}); err != nil {
				return err
			}
			return other.OpenQueue(tx)
		})
		s.now = told.Add(500 * time.Millisecond)
		if events := s.tellStatus(); len(events) != 1 || events[0].SubjectID != other.ID {
			s.Errorf("of the other location %d events", len(events))
		}
		s.now = told.Add(time.Second)
		events := s.tellStatus()
		if len(events) != 1 || events[0].SubjectID != s.location.ID {
			s.Fatalf("a second later %d events", len(events))
		}
		before, _ := events[0].StatusBefore()
		after, err := events[0].StatusAfter()
		if err != nil || before.NumWaiting != 1 || after.NumWaiting != 2 {
			s.Errorf("from %+v to %+v, %v", before, after, err)
		}
	})
}

// A process that ends right after a commit leaves the mark to the next one.
func TestAChangeOfAQueueIsToldByTheNextProcessWhereTheFirstEnded(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			address := "sqlite:" + filepath.Join(t.TempDir(), "anteroom.db")
			if engine == models.PostgreSQL {
				address = modelstest.PostgresURL(t)
			}
			s := &salon{T: t, now: salonOpens}
			s.start(address)
			s.write(func(tx *models.Tx) error {
				_, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
				return err
			})
			s.furnish()
			s.tellStatus()
			s.join("Ida")
			if err := s.db.Close(); err != nil {
				t.Fatal(err)
			}
			s.start(address)
			events := s.tellStatus()
			if len(events) != 1 {
				t.Fatalf("%d events", len(events))
			}
			if after, err := events[0].StatusAfter(); err != nil || after.NumWaiting != 1 {
				t.Errorf("told is %+v, %v", after, err)
			}
			if events := s.tellStatus(); len(events) != 0 {
				t.Errorf("told twice")
			}
			if err := s.db.Close(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// start opens the database as a process does that has just begun.
func (s *salon) start(address string) {
	s.Helper()
	db, err := models.Open(s.Context(), address, models.Options{Now: func() time.Time { return s.now }})
	if err != nil {
		s.Fatal(err)
	}
	if _, _, err := db.Migrate(s.Context()); err != nil {
		s.Fatal(err)
	}
	s.db = db
}

// Hours begin and end without anybody writing anything; receivers hear of it all the same, once.
func TestAQueueIsToldOfWhenTheHourStrikes(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(func(tx *models.Tx) error {
			ben, err := models.FindResource(tx, models.Everywhere(), s.ben.PublicID)
			if err != nil {
				return err
			}
			ben.Hours = models.Hours{{Day: "MO", From: "12:00", To: "15:00"}}
			return ben.Save(tx)
		})
		s.tellStatus()
		at := func(hour, minute int) []models.Event {
			s.Helper()
			s.now = time.Date(2026, 11, 2, hour-1, minute, 0, 0, time.UTC)
			if err := s.db.NoticeHours(s.Context(), s.now); err != nil {
				s.Fatal(err)
			}
			return s.tellStatus()
		}
		for _, c := range []struct {
			hour, minute int
			told, isOpen bool
			resources    int
		}{
			{11, 59, false, true, 1},
			{12, 0, true, true, 2},
			{12, 1, false, true, 2},
			{15, 0, true, true, 1},
			{18, 0, true, false, 0},
			{18, 1, false, false, 0},
		} {
			events := at(c.hour, c.minute)
			if len(events) > 1 || (len(events) == 1) != c.told {
				s.Errorf("at %d:%02d %d events", c.hour, c.minute, len(events))
			}
			for _, event := range events {
				if after, err := event.StatusAfter(); err != nil || after.IsOpen != c.isOpen || len(after.Resources) != c.resources {
					s.Errorf("at %d:%02d told is %+v, %v", c.hour, c.minute, after, err)
				}
			}
		}
		if err := s.db.NoticeHours(s.Context(), s.now.Add(24*time.Hour)); err != nil {
			s.Fatal(err)
		}
	})
}

// Free is who could serve the next one here: the house is open, and they serve nobody anywhere.
func TestWhoCannotServeHereAtTheMomentIsNotTold(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var north *models.Location
		s.write(func(tx *models.Tx) (err error) {
			if north, err = models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"}); err != nil {
				return err
			}
			cleo := &models.Resource{Name: "Cleo Lund", Kind: models.StaffMember, IsActive: true}
			return cleo.Save(tx)
		})
		s.service("Tour")
		status := func(at time.Time) *models.LocationStatus {
			s.Helper()
			location, err := models.FindLocation(s.db.Read(s.Context()), models.Everywhere(), s.location.ID)
			if err != nil {
				s.Fatal(err)
			}
			now, err := location.Status(s.db.Read(s.Context()), models.At(at))
			if err != nil {
				s.Fatal(err)
			}
			return now
		}
		if now := status(s.now); len(now.Resources) != 3 || len(now.Services) != 2 {
			s.Errorf("in the morning: %+v", now)
		}
		if closed := status(s.now.Add(12 * time.Hour)); len(closed.Resources) > 0 || len(closed.Services) > 0 {
			s.Errorf("at night: %+v", closed)
		}
		s.tellStatus()
		s.write(func(tx *models.Tx) error {
			resources, err := models.Resources(tx, models.Everywhere())
			if err != nil {
				return err
			}
			v, err := north.Join(tx, models.NewVisit{FirstName: "Ida", ForStaff: true})
			if err != nil {
				return err
			}
			cleo := slices.IndexFunc(resources, func(r models.Resource) bool { return r.Name == "Cleo Lund" })
			return v.Serve(tx, &resources[cleo])
		})
		if now := status(s.now); len(now.Resources) != 2 || now.NumServing != 0 {
			s.Errorf("while Cleo serves in the north: %+v", now)
		}
		s.now = s.now.Add(time.Minute)
		if err := s.db.NoticeHours(s.Context(), s.now); err != nil {
			s.Fatal(err)
		}
		if !slices.ContainsFunc(s.tellStatus(), func(e models.Event) bool { return e.SubjectID == s.location.ID }) {
			s.Error("nobody hears here that she serves there")
		}
	})
}
