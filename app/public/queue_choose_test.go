package public_test

import (
	"testing"

	"anteroom/models"
)

func TestLinesAreChosenAmongWhereThereAreSeveral(t *testing.T) {
	h := open(t)
	h.visitor.Get("/queue").Wants(200).Says("No line is open at the moment")
	s := furnish(h)
	s.visitor.Get("/queue").WantsRedirect("/queue/harbour")
	s.Write(func(tx *models.Tx) error {
		for _, name := range []string{"Quay", "Hidden"} {
			location, err := models.CreateLocation(tx, models.LocationSettings{Name: name, TimeZone: "Europe/Berlin"})
			if err != nil {
				return err
			}
			if err := location.OpenQueue(tx); err != nil {
				return err
			}
			if err := location.SetPublic(tx, name == "Quay"); err != nil {
				return err
			}
		}
		return nil
	})
	s.visitor.Get("/queue").Wants(200).Says("Join the line at Harbour", "Join the line at Quay", "Nobody is waiting").Hides("Hidden")
}
