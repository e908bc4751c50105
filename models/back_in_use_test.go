package models_test

import (
	"errors"
	"slices"
	"testing"

	"anteroom/models"
)

// What comes back into use takes bookings again and has its ties; the address of somebody's calendar stays ended.
func TestWhatComesBackIntoUseIsAsItWas(t *testing.T) {
	eachSalon(t, func(s *salon) {
		cleo := &models.Resource{Name: "Cleo", Kind: models.StaffMember, IsActive: true, LocationIDs: []int64{s.location.ID}}
		s.write(cleo.Save)
		cut := s.service("Cut by Cleo", func(c *models.Service) { c.ResourceIDs = []int64{cleo.ID} })
		s.write(func(tx *models.Tx) error { _, err := cleo.ShareFeed(tx); return err })
		var with []int64
		book := func(tx *models.Tx) error {
			location, err := models.FindLocation(tx, models.Everywhere(), s.location.ID)
			if err != nil {
				return err
			}
			visit, err := location.Book(tx, models.NewVisit{FirstName: "Noor", ServiceIDs: []int64{cut.ID}, Date: "2026-11-03T10:00"})
			if err != nil {
				return err
			}
			with = visit.ResourceIDs
			return visit.Delete(tx)
		}
		s.write(book)
		for _, way := range []struct {
			name    string
			out, in func(tx *models.Tx) error
		}{
			{"service", cut.Delete, func(tx *models.Tx) error {
				gone, err := models.FindDeletedService(tx, models.Everywhere(), cut.ID)
				if err != nil {
					return err
				}
				return gone.Undelete(tx)
			}},
			{"resource", func(tx *models.Tx) error {
				found, err := models.FindResource(tx, models.Everywhere(), cleo.PublicID)
				if err != nil {
					return err
				}
				return found.Delete(tx)
			}, func(tx *models.Tx) error {
				gone, err := models.FindDeletedResource(tx, models.Everywhere(), cleo.ID)
				if err != nil {
					return err
				}
				if gone.FeedHash != nil {
					s.Error("its calendar is still shared")
				}
				return gone.Undelete(tx)
			}},
			{"location", s.location.Archive, func(tx *models.Tx) error {
				gone, err := models.ArchivedLocations(tx, models.Everywhere())
				if err != nil || len(gone) != 1 {
					s.Errorf("%d are archived", len(gone))
					return err
				}
				return gone[0].Unarchive(tx)
			}},
		} {
			s.write(way.out)
			if err := s.try(book); way.name != "resource" && !isSentence(err) && !errors.Is(err, models.ErrNotFound) { // a service goes on without
				s.Errorf("without its %s a booking ends with %v", way.name, err)
			}
			s.write(way.in)
			s.write(book)
			if !slices.Equal(with, []int64{cleo.ID}) {
				s.Errorf("with its %s back a booking is with %v", way.name, with)
			}
		}
		read := s.db.Read(s.Context())
		for name, err := range map[string]error{
			"service":  second(models.FindDeletedService(read, models.Everywhere(), cut.ID)),
			"resource": second(models.FindDeletedResource(read, models.Everywhere(), cleo.ID)),
		} {
			if !errors.Is(err, models.ErrNotFound) {
				s.Errorf("the %s is still found among what is deleted: %v", name, err)
			}
		}
		service, err := models.FindService(read, models.Everywhere(), cut.PublicID)
		if err != nil || !slices.Equal(service.ResourceIDs, []int64{cleo.ID}) {
			s.Errorf("the service came back with %v: %v", service, err)
		}
		s.sound()
	})
}

func TestALocationDoesNotComeBackUnderTheNameOfAnother(t *testing.T) {
	eachSalon(t, func(s *salon) {
		s.write(s.location.Archive)
		var other *models.Location
		s.write(func(tx *models.Tx) (err error) {
			other, err = models.CreateLocation(tx, models.LocationSettings{Name: s.location.Name, TimeZone: "Europe/Berlin"})
			return err
		})
		var wrong models.Invalid
		if err := s.try(s.location.Unarchive); !errors.As(err, &wrong) || wrong["name"] == "" {
			s.Errorf("two of one name: %v", err)
		}
		s.write(other.Archive)
		s.write(s.location.Unarchive)
	})
}

func second[T any](_ T, err error) error { return err }
