package models_test

import (
	"errors"
	"strconv"
	"sync"
	"testing"

	"anteroom/models"
)

// overtake lets somebody save after another Write has read the same, and before it saves. SQLite has one writer, so there they take turns.
func (s *salon) overtake(slow func(tx *models.Tx, read func()) error, quick func(tx *models.Tx) error) {
	s.Helper()
	read, saved := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var slower sync.WaitGroup
	slower.Go(func() {
		err := s.db.Write(s.Context(), func(tx *models.Tx) error {
			return slow(tx, func() {
				once.Do(func() { close(read) })
				if s.db.Engine == models.PostgreSQL {
					<-saved
				}
			})
		})
		if err != nil {
			s.Error(err)
		}
	})
	<-read
	if err := s.db.Write(s.Context(), quick); err != nil {
		s.Error(err)
	}
	close(saved)
	slower.Wait()
}

func TestTwoWhoSaveOneThingAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		tx := s.db.Read(s.Context())
		service := func(tx *models.Tx) *models.Service {
			found, err := models.FindService(tx, models.Everywhere(), s.haircut.PublicID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		resource := func(tx *models.Tx) *models.Resource {
			found, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		location := func(tx *models.Tx) *models.Location {
			found, err := models.FindLocation(tx, models.Everywhere(), s.location.ID)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}

		s.overtake(func(tx *models.Tx, read func()) error {
			haircut := service(tx)
			read()
			haircut.Duration = 2700
			return haircut.Save(tx)
		}, func(tx *models.Tx) error {
			haircut := service(tx)
			haircut.Name = "Cut and wash"
			return haircut.Save(tx)
		})
		if now := service(tx); now.Name != "Cut and wash" || now.Duration != 2700 {
			s.Errorf("the service is %q of %d s", now.Name, now.Duration)
		}

		second := s.service("Colour")
		s.overtake(func(tx *models.Tx, read func()) error {
			haircut := service(tx)
			read()
			haircut.Duration = 1800
			return haircut.Save(tx)
		}, func(tx *models.Tx) error { return models.OrderServices(tx, []int64{second.ID, s.haircut.ID}) })
		if now, err := models.Services(tx, models.Everywhere()); err != nil || now[0].ID != second.ID || now[1].Duration != 1800 {
			s.Errorf("the services are %+v, %v", now, err)
		}

		s.overtake(func(tx *models.Tx, read func()) error {
			ana := resource(tx)
			read()
			ana.IsActive = false
			return ana.Save(tx)
		}, func(tx *models.Tx) error {
			ana := resource(tx)
			ana.Name = "Ana Castillo Ruiz"
			return ana.Save(tx)
		})
		if now := resource(tx); now.Name != "Ana Castillo Ruiz" || now.IsActive {
			s.Errorf("the resource is %q, works: %t", now.Name, now.IsActive)
		}

		s.overtake(func(tx *models.Tx, read func()) error {
			ana := resource(tx)
			read()
			_, err := ana.ShareFeed(tx)
			return err
		}, func(tx *models.Tx) error {
			ana := resource(tx)
			ana.IsActive = true
			return ana.Save(tx)
		})
		if now := resource(tx); !now.IsActive || now.FeedHash == nil {
			s.Errorf("the resource works: %t, is shared: %t", now.IsActive, now.FeedHash != nil)
		}

		s.overtake(func(tx *models.Tx, read func()) error {
			house := location(tx)
			settings := house.Settings()
			read()
			settings.Phone = "030 123456"
			return house.Change(tx, settings)
		}, func(tx *models.Tx) error {
			house := location(tx)
			settings := house.Settings()
			settings.Name = "Lime House"
			return house.Change(tx, settings)
		})
		if now := location(tx); now.Name != "Lime House" || now.Phone != "030 123456" {
			s.Errorf("the location is %q, %q", now.Name, now.Phone)
		}

		s.overtake(func(tx *models.Tx, read func()) error {
			house := location(tx)
			open := house.Opening()
			read()
			open.Breaks = models.Hours{{Day: "MO", From: "12:00", To: "13:00"}}
			return house.SetHours(tx, open)
		}, func(tx *models.Tx) error {
			house := location(tx)
			open := house.Opening()
			open.Overrides = models.Overrides{{Date: models.Date{Year: 2026, Month: 12, Day: 24}, Closed: true}}
			return house.SetHours(tx, open)
		})
		if now := location(tx); len(now.Breaks) != 1 || len(now.Overrides) != 1 {
			s.Errorf("the location has %d breaks and %d special days", len(now.Breaks), len(now.Overrides))
		}
	})
}

func TestWhatIsDeletedMeanwhileIsNotSavedAgain(t *testing.T) {
	eachSalon(t, func(s *salon) {
		second := s.service("Colour")
		id := strconv.FormatInt(second.ID, 10)
		deleted := false
		s.overtake(func(tx *models.Tx, read func()) error {
			colour, err := models.FindService(tx, models.Everywhere(), id)
			if errors.Is(err, models.ErrNotFound) {
				deleted = true
				return nil
			}
			if err != nil {
				return err
			}
			read()
			colour.Duration = 2700
			return colour.Save(tx)
		}, func(tx *models.Tx) error {
			colour, err := models.FindService(tx, models.Everywhere(), id)
			if err != nil {
				return err
			}
			return colour.Delete(tx)
		})
		if _, err := models.FindService(s.db.Read(s.Context()), models.Everywhere(), id); err == nil {
			s.Error("a service that was deleted is there again")
		}
		if deleted != (s.db.Engine == models.PostgreSQL) {
			s.Errorf("who was overtaken sees that it is gone: %t", deleted)
		}
	})
}
