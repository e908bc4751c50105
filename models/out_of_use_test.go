package models_test

import (
	"errors"
	"testing"
	"time"

	"anteroom/models"
)

// What is out of use gets nobody any more, whoever asks, and nobody comes back to it.
func TestALocationOutOfUseGetsNoVisits(t *testing.T) {
	eachSalon(t, func(s *salon) {
		v := s.join("Ida")
		s.write(func(tx *models.Tx) error { return v.Cancel(tx, true) })
		s.write(s.location.Archive)
		if err := s.try(func(tx *models.Tx) error {
			_, err := s.location.Join(tx, models.NewVisit{FirstName: "Mila", ForStaff: true})
			return err
		}); !isSentence(err) {
			s.Errorf("staff put somebody in line there: %v", err)
		}
		if err := s.try(v.Undo); !isSentence(err) {
			s.Errorf("who left comes back there: %v", err)
		}
		s.sound()
	})
}

// Whoever is taken out of use while somebody books waits for the booking, and is refused for it.
func TestNothingGoesOutOfUseUnderABooking(t *testing.T) {
	eachSalon(t, func(s *salon) {
		everywhere := &models.Resource{Name: "Cleo", Kind: models.StaffMember, IsActive: true}
		s.write(everywhere.Save)
		anywhere := s.service("Anywhere", func(c *models.Service) { c.LocationIDs, c.ResourceIDs = nil, []int64{everywhere.ID} })
		day := 3
		for name, goes := range map[string]func(tx *models.Tx) error{
			"the location": func(tx *models.Tx) error {
				location, err := models.FindLocation(tx, models.Everywhere(), s.location.ID)
				if err != nil {
					return err
				}
				return location.Archive(tx)
			},
			"the service": func(tx *models.Tx) error {
				service, err := models.FindService(tx, models.Everywhere(), anywhere.PublicID)
				if err != nil {
					return err
				}
				return service.Delete(tx)
			},
			"the resource": func(tx *models.Tx) error {
				resource, err := models.FindResource(tx, models.Everywhere(), everywhere.PublicID)
				if err != nil {
					return err
				}
				return resource.Delete(tx)
			},
		} {
			day++
			gone := make(chan error, 1)
			err := s.db.Write(s.Context(), func(tx *models.Tx) error {
				_, err := s.location.Book(tx, models.NewVisit{
					FirstName: "Noor", ServiceIDs: []int64{anywhere.ID}, Date: time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC).Format(models.WallText), ForStaff: true,
				})
				go func() { gone <- s.db.Write(s.Context(), goes) }()
				select {
				case err := <-gone:
					gone <- err
				case <-time.After(200 * time.Millisecond):
				}
				return err
			})
			if err != nil {
				s.Fatal(err)
			}
			var booked *models.StillBooked
			if err := <-gone; !errors.As(err, &booked) {
				s.Errorf("%s went out of use under a booking: %v", name, err)
			}
			var visits []models.Visit
			if err := s.db.Read(s.Context()).Where("state = 'BOOKED'").Find(&visits).Error; err != nil {
				s.Fatal(err)
			}
			for i := range visits {
				s.write(func(tx *models.Tx) error { return visits[i].Cancel(tx, true) })
			}
		}
		s.sound()
	})
}

// Who has looked at a service or somebody before they went out of use, and books when they have, is refused.
func TestWhoWaitedForADeletionBooksNothingOfIt(t *testing.T) {
	eachSalon(t, func(s *salon) {
		for _, what := range []string{"service", "resource"} {
			cleo := &models.Resource{Name: "Cleo", Kind: models.StaffMember, IsActive: true}
			s.write(cleo.Save)
			cut := s.service("Cut by Cleo", func(c *models.Service) { c.ResourceIDs = []int64{cleo.ID} })
			looked, answer := make(chan bool), make(chan error, 1)
			book := func(tx *models.Tx) error {
				service, err := models.FindService(tx, models.Everywhere(), cut.PublicID)
				if looked != nil {
					close(looked)
					looked = nil
				}
				if err != nil {
					return err
				}
				_, err = s.location.Book(tx, models.NewVisit{FirstName: "Noor", ServiceIDs: []int64{service.ID}, ResourceIDs: []int64{cleo.ID}, Date: "2026-11-03T10:00"})
				return err
			}
			waiting := looked
			err := s.db.Write(s.Context(), func(tx *models.Tx) (err error) {
				if what == "service" {
					err = cut.Delete(tx)
				} else {
					err = cleo.Delete(tx)
				}
				go func() { answer <- s.db.Write(s.Context(), book) }()
				if s.db.Engine == models.PostgreSQL {
					<-waiting
				}
				time.Sleep(50 * time.Millisecond) // on PostgreSQL it waits for the location by now, on SQLite for its turn
				return err
			})
			if err != nil {
				s.Fatal(err)
			}
			if err := <-answer; !isSentence(err) && !errors.Is(err, models.ErrNotFound) {
				s.Errorf("what was booked with a deleted %s: %v", what, err)
			}
		}
		s.sound()
	})
}
