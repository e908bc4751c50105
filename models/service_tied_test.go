package models_test

import (
	"testing"

	"anteroom/models"
)

func TestWhoLooksAtEitherPlaceHearsThatAServiceMoved(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var south *models.Location
		s.write(func(tx *models.Tx) (err error) {
			south, err = models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"})
			return err
		})
		cut := s.service("Cut", func(c *models.Service) { c.LocationIDs = []int64{s.location.ID} })
		versions := func() [2]int64 {
			at := [2]models.Watch{{Kind: "location", ID: s.location.ID}, {Kind: "location", ID: south.ID}}
			seen, err := models.Versions(s.db.Read(s.Context()), map[models.Watch]bool{at[0]: true, at[1]: true})
			if err != nil {
				s.Fatal(err)
			}
			return [2]int64{seen[at[0]], seen[at[1]]}
		}
		for _, places := range [][]int64{{south.ID}, nil, {s.location.ID}} { // nil is everywhere
			before := versions()
			s.write(func(tx *models.Tx) error {
				moved, err := models.FindService(tx, models.Everywhere(), cut.PublicID)
				if err != nil {
					return err
				}
				moved.LocationIDs = places
				return moved.Save(tx)
			})
			if after := versions(); after[0] == before[0] || after[1] == before[1] {
				s.Errorf("at %v: versions %v became %v", places, before, after)
			}
		}
	})
}
