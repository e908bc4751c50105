package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/models"
)

func TestAListIsFilteredByTheAccountsOwnFieldsAndByConfirmation(t *testing.T) {
	h := startHouse(t)
	staff := h.staff()
	var diet, bus *models.Field
	h.Write(func(tx *models.Tx) (err error) {
		diet, err = models.CreateField(tx, models.FieldSettings{Label: "Diet", Type: models.TypeMultiChoice, Choices: []string{"Halal", "No nuts"}})
		if err != nil {
			return err
		}
		if bus, err = models.CreateField(tx, models.FieldSettings{Label: "Needs the bus", Type: models.TypeCheckbox}); err != nil {
			return err
		}
		for i, values := range []models.Values{{"Diet": "Halal,No nuts"}, {"Diet": "No nuts", "Needs the bus": "Yes"}} {
			person, err := models.FindPerson(tx, models.Everywhere(), h.Entries[i].PersonID)
			if err != nil {
				return err
			}
			if _, err := person.Change(tx, []models.Field{*diet, *bus}, values); err != nil {
				return err
			}
		}
		return nil
	})
	path := "/admin/waitlists/toddlers?"
	by := func(field *models.Field, answer string) string {
		return url.Values{fmt.Sprintf("field%d", field.ID): {answer}}.Encode()
	}
	staff.Get(path+by(diet, "No nuts")).Says("2 of 2", "Ida", "Noor", "Diet: No nuts").Hides("Mateo Ruiz")
	staff.Get(path+by(diet, "No nuts")+"&"+by(bus, "Yes")).Says("1 of 1", "Noor Haddad", "Needs the bus: Yes").Hides("Ida Brandt")
	staff.Get(path+by(bus, "-")+"&sort=name").Says("3 of 3", "Needs the bus: No", "By name").Hides("Noor Haddad")
	staff.Get(path + by(diet, "%")).Wants(http.StatusOK).Says("Nobody fits")
	sorted := staff.Get(path + by(diet, "No nuts") + "&sort=age")
	if want := fmt.Sprintf("sort=name&amp;field%d=No+nuts", diet.ID); !strings.Contains(sorted.Body, want) {
		t.Errorf("sorting forgets the filter: no %q", want)
	}

	staff.Post(h.path(0, "confirmation"), nil).Wants(http.StatusSeeOther)
	staff.Get(path+"unconfirmed=2026-11-20").Says("Not confirmed since 20 Nov 2026", "Nobody fits")
	staff.Get(path + "unconfirmed=2026-11-21").Says("4 of 4")
	staff.Get(path + "unconfirmed=soon").Wants(http.StatusUnprocessableEntity)
	staff.Get("/admin/waitlists/toddlers").Says("1st: No priority, applied")
}
