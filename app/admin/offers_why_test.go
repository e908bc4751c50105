package admin_test

import (
	"net/http"
	"testing"

	"anteroom/models"
)

func TestWhereAnybodyWouldDoItIsSaidWhyNobodyIsFree(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	line := s.waits("Marta")
	s.book(s.haircut, "2026-11-04T10:00", s.ana)
	s.Write(func(tx *models.Tx) error {
		ben, err := models.FindResource(tx, models.Everywhere(), s.ben.PublicID)
		if err != nil {
			return err
		}
		ben.Hours = models.Hours{{Day: models.WeekDays()[0], From: "09:00", To: "18:00"}}
		return ben.Save(tx)
	})
	staff.Post("/admin/offers/new", s.offer(line[0], "2026-11-04T10:00", "resource", "")).Wants(http.StatusConflict).
		Says("This time is not free", "Ana Castillo has Noor Haddad, 10:00–10:30.", "Ben Okafor does not work at this time.")
}

func TestAnOfferForADayOnWhichNobodyCouldComeSaysSo(t *testing.T) {
	s := openSalon(t)
	staff := s.As(models.RoleStaff)
	staff.Get("/admin/offers/new?date=2026-11-04").Wants(http.StatusOK).Says("Nobody in line could come that day")
	s.waits("Marta")
	staff.Get("/admin/offers/new?date=2026-11-04").Wants(http.StatusOK).Says("Marta Ruiz · 1st on Colour").Hides("Nobody in line could come")
}
