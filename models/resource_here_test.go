package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
)

func TestNobodyInLineIsGivenToWhoWorksElsewhere(t *testing.T) {
	eachSalon(t, func(s *salon) {
		var shed models.Resource
		s.write(func(tx *models.Tx) error {
			south, err := models.CreateLocation(tx, models.LocationSettings{Name: "South", TimeZone: "Europe/Berlin"})
			if err != nil {
				return err
			}
			shed = models.Resource{Name: "Southern shed", Kind: models.Room, IsActive: true, LocationIDs: []int64{south.ID}}
			return shed.Save(tx)
		})
		ida := s.join("Ida")
		tries := map[string]func(tx *models.Tx) error{
			"serve":    func(tx *models.Tx) error { return ida.Serve(tx, &shed) },
			"reassign": func(tx *models.Tx) error { return ida.Reassign(tx, []int64{shed.ID}) },
			"join": func(tx *models.Tx) error {
				_, err := s.location.Join(tx, models.NewVisit{FirstName: "Noor", ResourceIDs: []int64{s.ana.ID, shed.ID}, ForStaff: true})
				return err
			},
		}
		for name, try := range tries {
			var invalid models.Invalid
			if err := s.try(try); !errors.As(err, &invalid) || invalid["resourceIds"] == "" {
				s.Errorf("%s: %v", name, err)
			}
		}
		s.inLine("Ida")
		s.write(func(tx *models.Tx) error { return ida.Reassign(tx, []int64{s.ben.ID}) })
	})
}
