package models_test

import (
	"slices"
	"testing"
	"time"

	"anteroom/models"
)

func TestACalendarFeedTellsOfTheLocationsItWasSharedForAlone(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var token string
		share := func(tx *models.Tx) (err error) {
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			token, err = ana.ShareFeed(tx)
			return err
		}
		s.write(share)
		var south *models.Location
		s.write(func(tx *models.Tx) (err error) {
			if south, err = models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"}); err != nil {
				return err
			}
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			ana.LocationIDs = append(ana.LocationIDs, south.ID)
			return ana.Save(tx)
		})
		cut := s.service("Cut", func(c *models.Service) { c.LocationIDs, c.ResourceIDs = nil, []int64{s.ana.ID} })
		for i, location := range []*models.Location{s.location, south} {
			s.write(func(tx *models.Tx) error {
				_, err := location.Book(tx, models.NewVisit{
					FirstName: location.Name, ServiceIDs: []int64{cut.ID}, Date: startsEvery(60, 2)[i], ForStaff: true, AnyHours: true,
				})
				return err
			})
		}
		tells := func(want ...string) {
			s.Helper()
			feed, err := models.FindResourceByFeed(s.db.Read(s.Context()), token)
			if err != nil {
				s.Fatal(err)
			}
			visits, err := feed.Calendar(s.db.Read(s.Context()), s.now.Add(-time.Hour))
			var names []string
			for i := range visits {
				names = append(names, visits[i].FirstName)
			}
			if err != nil || !slices.Equal(names, want) {
				s.Errorf("it tells of %v, %v, want %v", names, err, want)
			}
		}
		tells("Linden House")
		s.write(share)
		tells("Linden House", "South")
		s.write(func(tx *models.Tx) error { // works wherever there is work
			ana, err := models.FindResource(tx, models.Everywhere(), s.ana.PublicID)
			if err != nil {
				return err
			}
			ana.LocationIDs = []int64{south.ID}
			if err := ana.Save(tx); err != nil {
				return err
			}
			if token, err = ana.ShareFeed(tx); err != nil {
				return err
			}
			ana.LocationIDs = nil
			return ana.Save(tx)
		})
		tells("South")
	})
}
