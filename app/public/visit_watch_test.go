package public_test

import (
	"strings"
	"testing"

	"anteroom/models"
)

func TestALinkToAPlaceIsForgottenWithWhoseItIs(t *testing.T) {
	s := openSalon(t)
	mine := s.sign("/queue/harbour", guest()).Wants(303).Location
	again := s.sign("/queue/harbour", guest("email", "haddad@example.org")).Wants(303).Location
	s.visitor.Get(again).Wants(200)
	var rows []string
	if err := s.DB.Read(t.Context()).Raw("SELECT key || ' ' || answer FROM idempotency_keys").Scan(&rows).Error; err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if strings.Contains(row, strings.TrimPrefix(again, "/p/")) || strings.Contains(row, "haddad@") {
			t.Errorf("the database tells the link, or what was typed for it: %s", row)
		}
	}
	s.Write(func(tx *models.Tx) error {
		v, err := models.FindVisitByToken(tx, strings.TrimPrefix(mine, "/p/"))
		if err != nil {
			return err
		}
		p, err := models.FindPerson(tx, models.Everywhere(), *v.PersonID)
		if err != nil {
			return err
		}
		return p.Erase(tx)
	})
	s.visitor.Get(again).Wants(404)
	s.visitor.Post(again+"/cancellation", nil).Wants(404)
	s.visitor.Get(again + "/stream").Wants(404)
}

// A stranger is told neither that somebody came by appointment nor that they are in the house: only their place.
func TestALinkToAPlaceTellsNothingButThePlace(t *testing.T) {
	s := openSalon(t)
	s.sign("/queue/harbour", guest()).Wants(303)
	s.Write(func(tx *models.Tx) error {
		board, err := s.at.Queue(tx, s.clock())
		if err != nil {
			return err
		}
		walkIn := &board.Waiting[0]
		wish := models.NewVisit{PersonID: walkIn.PersonID, Date: "2026-11-02T11:00", ServiceIDs: []int64{s.haircut.ID}, ForStaff: true}
		if err := walkIn.Cancel(tx, true); err != nil {
			return err
		}
		booked, err := s.at.Book(tx, wish)
		if err != nil {
			return err
		}
		return booked.Arrive(tx)
	})
	place := s.sign("/queue/harbour", guest()).Wants(303).Location
	if s.stands() != 1 {
		t.Fatalf("%d in line", s.stands())
	}
	s.visitor.Get(place).Wants(200).Says("You are next in line", "Joined").Hides("Booked", "11:00", "Haircut", "We know that you are here")
	s.visitor.Get(place + "/details").Wants(200).Says("How many of you come?")
	s.visitor.Get(place + "/appointment.ics").Wants(404)
	s.Write(func(tx *models.Tx) error {
		board, err := s.at.Queue(tx, s.clock())
		if err != nil {
			return err
		}
		return board.Waiting[0].Call(tx)
	})
	s.visitor.Get(place).Says("It is your turn", "Please come to us now")
}
