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
