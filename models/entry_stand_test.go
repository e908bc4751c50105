package models_test

import (
	"slices"
	"strings"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestNewcomersOfOneWriteStandWhereTheirPriorityAndDatePutThem(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		urgent, sibling := h.priority("Urgent", 1, false), h.priority("Sibling", 2, true)
		line := h.line(list, "Ida", "Zoe", "Noor")
		h.write(func(tx *models.Tx) error { return line["Noor"].PlaceAfter(tx, line["Ida"], "") })
		enrolled := h.add(h.list("Infants"), h.child("Mateo", ""), models.NewEntry{})
		h.write(func(tx *models.Tx) error { return enrolled.Enrol(tx) })
		family := h.reload(enrolled).PersonID
		h.write(func(tx *models.Tx) error {
			var mateo models.Person
			if err := tx.Take(&mateo, family).Error; err != nil {
				return err
			}
			newcomers := []models.Person{
				{FirstName: "Last"},
				{FirstName: "Brother", FamilyID: mateo.FamilyID},
				{FirstName: "First", PriorityID: &urgent.ID},
				{FirstName: "Second", PriorityID: &sibling.ID},
				{FirstName: "Early"},
			}
			for i := range newcomers {
				if err := tx.Create(&newcomers[i]).Error; err != nil {
					return err
				}
				wish := models.NewEntry{}
				if newcomers[i].FirstName == "Early" {
					wish = models.NewEntry{AddedAt: models.At(h.now.AddDate(0, 0, -1)), Reason: "on paper"}
				}
				if _, existed, err := list.Add(tx, &newcomers[i], wish); err != nil || existed {
					t.Errorf("%s was put on the list: %v, %v", newcomers[i].FirstName, existed, err)
				}
				if _, existed, err := list.Add(tx, &newcomers[i], wish); err != nil || !existed {
					t.Errorf("%s was put on the list again: %v, %v", newcomers[i].FirstName, existed, err)
				}
			}
			return nil
		})
		h.expect(list, "First", "Brother", "Second", "Early", "Ida", "Noor", "Zoe", "Last")
		h.sound()
	})
}

func TestThePlaceOfANewcomerIsFoundInTheIndexOfTheOrder(t *testing.T) {
	h := &house{T: t}
	h.db = modelstest.Open(t, models.SQLite, nil)
	list := h.list("Toddlers")
	h.line(list, "Ida", "Zoe")
	var plan []string
	h.write(func(tx *models.Tx) (err error) {
		query, values := models.PlaceQuery(tx, list.ID, 1)
		plan, err = models.QueryPlan(tx, query, values...)
		return err
	})
	looks := slices.DeleteFunc(plan, func(step string) bool { return !strings.Contains(step, "entries_order") })
	if len(looks) != 2 || !strings.Contains(looks[0], "sort_rank,sort_at,sort_id,tie") || !strings.Contains(looks[1], "sort_rank,sort_at,sort_id,tie") {
		t.Errorf("the whole key is looked up: %q", looks)
	}
}
