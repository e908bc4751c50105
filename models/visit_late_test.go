package models_test

import (
	"errors"
	"sync"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// What comes too late, or too early, is refused and changes nothing.
func TestAStepAtTheWrongMomentIsRefused(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var hold *models.Visit
		s.write(func(tx *models.Tx) (err error) {
			hold, err = s.location.Hold(tx, models.NewVisit{ServiceIDs: []int64{s.haircut.ID}, Date: "2026-11-03T10:00"})
			return err
		})
		s.now = s.now.Add(models.HoldTime)
		if err := s.try(hold.Extend); !isSentence(err) {
			s.Errorf("a hold that is over is kept longer: %v", err)
		}
		v := s.mustBook(s.haircut, "2026-11-03T11:00")
		if err := s.try(v.NoShow); !isSentence(err) {
			s.Errorf("nobody came before the start: %v", err)
		}
		if now := s.load(v); now.State != models.StateBooked || s.load(hold).IsExtended {
			s.Errorf("it is %s", now.State)
		}
	})
}

// The calendar of somebody who is out of use tells nothing any more, whoever kept its address.
func TestACalendarEndsWithItsResource(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var token string
		s.write(func(tx *models.Tx) (err error) {
			token, err = s.ben.ShareFeed(tx)
			return err
		})
		s.write(s.ben.Delete)
		if _, err := models.FindResourceByFeed(s.db.Read(s.Context()), token); !errors.Is(err, models.ErrNotFound) {
			s.Errorf("the address opens: %v", err)
		}
		var kept int64
		if err := s.db.Read(s.Context()).Table("resources").Where("feed_hash IS NOT NULL").Count(&kept).Error; err != nil || kept != 0 {
			s.Errorf("%d hashes are kept (%v)", kept, err)
		}
	})
}

// Somebody who works at two locations is booked at one of them, whichever is quicker; the other is told when they are free.
func TestTwoLocationsBookSomebodyOnce(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var other *models.Location
		cleo := &models.Resource{Name: "Cleo", Kind: models.StaffMember, IsActive: true}
		s.write(cleo.Save)
		s.write(func(tx *models.Tx) (err error) {
			other, err = models.CreateLocation(tx, models.LocationSettings{Name: "North", TimeZone: "Europe/Berlin"})
			return err
		})
		cut := s.service("Cut by Cleo", func(c *models.Service) { c.LocationIDs, c.ResourceIDs = nil, []int64{cleo.ID} })
		dates := startsEvery(30, 10)
		var all sync.WaitGroup
		var mu sync.Mutex
		booked := 0
		for _, id := range []int64{s.location.ID, other.ID, s.location.ID, other.ID} {
			all.Go(func() {
				for _, date := range dates {
					err := modelstest.Insist(s.Context(), s.db, func(tx *models.Tx) error {
						location, err := models.FindLocation(tx, models.Everywhere(), id)
						if err != nil {
							return err
						}
						_, err = location.Book(tx, models.NewVisit{FirstName: "Zoe", ServiceIDs: []int64{cut.ID}, Date: date})
						return err
					})
					var taken *models.TakenError
					mu.Lock()
					switch {
					case err == nil:
						booked++
					case !errors.As(err, &taken) || len(s.nearest(taken)) == 0:
						s.Errorf("%s: %v", date, err)
					}
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if booked != len(dates) {
			s.Errorf("%d were booked for %d times", booked, len(dates))
		}
		s.sound()
	})
}
