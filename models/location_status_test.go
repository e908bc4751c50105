package models_test

import (
	"path/filepath"
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
