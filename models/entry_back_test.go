package models_test

import (
	"testing"
	"time"

	"anteroom/models"
)

func TestAMoveToAnotherListIsUndoneWithPlaceAndOffer(t *testing.T) {
	eachHouse(t, func(h *house) {
		list, other := h.list("Toddlers"), h.list("Preschool")
		line := h.line(list, "Ida", "Noor", "Mateo")
		mateo := line["Mateo"]
		h.write(func(tx *models.Tx) error { return mateo.MoveTo(tx, 1, "") })
		h.write(func(tx *models.Tx) error { return mateo.Offer(tx, models.At(h.now.Add(time.Hour))) })
		var was models.Standing
		h.write(func(tx *models.Tx) error {
			was = mateo.Standing()
			there, err := mateo.MoveToList(tx, other)
			was.Version = there.Version
			return err
		})
		h.expect(list, "Ida", "Noor")
		h.write(func(tx *models.Tx) error { return mateo.MoveBack(tx, was) })
		h.expect(list, "Mateo", "Ida", "Noor")
		if got := h.reload(mateo); got.Status != models.Offered || got.OfferUntil == nil || !got.IsPlaced() {
			t.Errorf("Mateo is back as %+v", got)
		}
		if err := h.try(func(tx *models.Tx) error { return mateo.MoveBack(tx, was) }); err == nil {
			t.Error("an old undo worked again")
		}
		h.sound()
	})
}

func TestAChosenAddressStaysWhenTheNameChanges(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		h.list("Preschool")
		h.write(func(tx *models.Tx) error {
			for _, wrong := range []string{"Little Ones", "7", "preschool", "a--b", "ä"} {
				if err := list.ChooseSlug(tx, wrong); err == nil {
					t.Errorf("%q is taken as an address", wrong)
				}
			}
			list.Name = "Little ones"
			if err := list.ChooseSlug(tx, "toddlers"); err != nil {
				return err
			}
			_, err := list.Save(tx)
			return err
		})
		if list.Slug != "toddlers" {
			t.Errorf("the address is %q", list.Slug)
		}
	})
}
