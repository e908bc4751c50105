package models_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

const (
	clients   = 32
	rushSlots = 100
)

// rush lets each of the clients try for every start, in an order of its own, spread over instances of the program.
func rush(t *testing.T, instances []*models.DB, locationID, serviceID int64, dates []string) (got int) {
	t.Helper()
	var places atomic.Int64
	var all sync.WaitGroup
	for client := range clients {
		all.Go(func() {
			db := instances[client%len(instances)]
			order := rand.New(rand.NewPCG(uint64(client), 0)).Perm(len(dates))
			for _, i := range order {
				err := db.Write(t.Context(), func(tx *models.Tx) error {
					location, err := models.FindLocation(tx, models.Everywhere(), locationID)
					if err != nil {
						return err
					}
					_, err = location.Book(tx, models.NewVisit{FirstName: "Zoe", ServiceIDs: []int64{serviceID}, Date: dates[i], ForStaff: true})
					return err
				})
				switch {
				case err == nil:
					places.Add(1)
				case !errors.Is(err, models.ErrTaken) && !errors.Is(err, models.ErrBusy):
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	return int(places.Load())
}

func startsEvery(minutes, count int) []string {
	dates := make([]string, count)
	for i := range dates {
		dates[i] = time.Date(2026, 11, 3, 9, minutes*i, 0, 0, time.UTC).Format(models.WallText)
	}
	return dates
}

func TestAsManyGetAPlaceAsThereAreHoweverManyTry(t *testing.T) {
	eachSalon(t, func(s *salon) {
		dates := startsEvery(5, rushSlots)
		if s.db.Engine == models.PostgreSQL { // all of them are fought for by two instances below
			dates = dates[:rushSlots/4]
		}
		for _, capacity := range []int{1, 5} {
			place := s.service(fmt.Sprintf("Place for %d", capacity), func(c *models.Service) { c.Capacity, c.Duration = capacity, 300 })
			if got := rush(t, []*models.DB{s.db}, s.location.ID, place.ID, dates); got != capacity*len(dates) {
				t.Errorf("%d got a place for %d", got, capacity*len(dates))
			}
		}
		pieces := &models.Resource{Name: "Tandems", Kind: models.Equipment, Capacity: 3, IsActive: true}
		s.write(pieces.Save)
		ride := s.service("Ride", func(c *models.Service) { c.ResourceIDs = []int64{pieces.ID} })
		if got := rush(t, []*models.DB{s.db}, s.location.ID, ride.ID, startsEvery(30, 4)); got != 12 {
			t.Errorf("%d ride on 3 tandems four times", got)
		}
		s.sound()
	})
}

func TestTwoInstancesOnPostgresGiveAwayNoPlaceTwice(t *testing.T) {
	s := &salon{T: t, now: salonOpens}
	url := modelstest.PostgresURL(t)
	var instances []*models.DB
	for range 2 {
		db, err := models.Open(t.Context(), url, models.Options{Now: func() time.Time { return salonOpens }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		instances = append(instances, db)
	}
	if _, _, err := instances[0].Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.db = instances[0]
	s.write(func(tx *models.Tx) error {
		_, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
		return err
	})
	s.furnish()
	for _, capacity := range []int{1, 5} {
		place := s.service(fmt.Sprintf("Place for %d", capacity), func(c *models.Service) { c.Capacity, c.Duration = capacity, 300 })
		if got := rush(t, instances, s.location.ID, place.ID, startsEvery(5, rushSlots)); got != capacity*rushSlots {
			t.Errorf("%d got a place for %d", got, capacity*rushSlots)
		}
	}
	dates := startsEvery(30, 10)
	if got := rush(t, instances, s.location.ID, s.haircut.ID, dates); got != 2*len(dates) {
		t.Errorf("%d got a place for %d", got, 2*len(dates))
	}
	s.sound()
}

// Behind the conditional writes stand the constraints of both databases, whoever writes.
func TestTheDatabaseItselfKeepsSlotsApartAndSeatsCounted(t *testing.T) {
	eachSalon(t, func(s *salon) {
		class := s.service("Yoga", func(c *models.Service) { c.Capacity = 2; c.ResourceIDs = []int64{s.ana.ID} })
		s.mustBook(class, "2026-11-03T10:00")
		for name, statement := range map[string]string{
			"over its end":   "INSERT INTO slots (lane_id, starts, ends, seats, taken) SELECT lane_id, ends - 60, ends + 60, 1, 1 FROM slots",
			"over its start": "INSERT INTO slots (lane_id, starts, ends, seats, taken) SELECT lane_id, starts - 60, starts + 60, 1, 1 FROM slots",
			"within":         "INSERT INTO slots (lane_id, starts, ends, seats, taken) SELECT lane_id, starts + 60, ends - 60, 1, 1 FROM slots",
			"the same":       "INSERT INTO slots (lane_id, starts, ends, seats, taken) SELECT lane_id, starts, ends, 1, 1 FROM slots",
			"a third of two": "UPDATE slots SET taken = taken + 2",
			"fewer than 0":   "UPDATE slots SET taken = -1",
			"a free end":     "UPDATE slots SET ends = starts",
		} {
			if err := s.try(func(tx *models.Tx) error { return tx.Exec(statement).Error }); err == nil {
				t.Errorf("%s is taken in", name)
			}
		}
		s.write(func(tx *models.Tx) error {
			return tx.Exec("INSERT INTO slots (lane_id, starts, ends, seats, taken) SELECT lane_id, ends, ends + 60, 1, 1 FROM slots").Error
		})
	})
}

// Each says a part of the details and means no other: none takes back what the other said at the same moment.
func TestTwoWhoChangeAVisitAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.mustBook(s.haircut, "2026-11-03T10:00")
		s.overtake(func(tx *models.Tx, read func()) error {
			mine, err := models.FindVisit(tx, models.Everywhere(), v.PublicID)
			if err != nil {
				return err
			}
			details := mine.Details()
			read()
			details.Phone = "030 90182099"
			return mine.Change(tx, details)
		}, func(tx *models.Tx) error {
			theirs, err := models.FindVisit(tx, models.Everywhere(), v.PublicID)
			if err != nil {
				return err
			}
			details := theirs.Details()
			details.Notes = "Brings the papers."
			return theirs.Change(tx, details)
		})
		if now := s.load(v); now.Phone != "030 90182099" || now.Notes != "Brings the papers." {
			s.Errorf("the phone is %q and the note %q", now.Phone, now.Notes)
		}
	})
}
