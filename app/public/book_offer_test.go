package public_test

import (
	"testing"

	"anteroom/models"
)

// The page of an offer hides who it is for from whoever else gets its link. The link says no more in another place.
func TestTheLinkOfAnOfferTellsNobodyWhoItIsFor(t *testing.T) {
	s := openStudio(t)
	known := s.visit(s.book(s.haircut, "2026-11-03", "14:30", noor()))
	list := s.list("Toddlers")
	var offer *models.Visit
	s.Write(func(tx *models.Tx) error {
		person, err := models.FindPerson(tx, models.Everywhere(), *known.PersonID)
		if err != nil {
			return err
		}
		entry, _, err := list.Add(tx, person, models.NewEntry{})
		if err != nil {
			return err
		}
		offer, err = s.place.OfferTime(tx, entry, models.TimeOffer{ServiceIDs: []int64{s.haircut.ID}, Date: "2026-11-05T10:00"})
		return err
	})
	wantsNobody := func(page string) {
		t.Helper()
		s.visitor.Get(page).Wants(200).Hides("Haddad", "noor@example.org", "030 555010")
	}
	wantsNobody(link(offer))
	carried := s.path(s.haircut) + "?held=" + offer.Token
	wantsNobody(carried + "&date=2026-11-04")
	wantsNobody(s.hold(s.visitor, carried, "2026-11-04", "15:00"))
	s.visitor.Get("/hold/" + offer.Token).Wants(404)
	s.visitor.Post(link(offer)+"/refusal", nil).Wants(303)
	wantsNobody(carried + "&date=2026-11-04")
	wantsNobody(s.hold(s.visitor, carried, "2026-11-04", "16:00"))
}
