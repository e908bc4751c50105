package models_test

import (
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func newPriority(t testing.TB, db *models.DB, name string, siblings bool) *models.Priority {
	t.Helper()
	var priority *models.Priority
	modelstest.Write(t, db, func(tx *models.Tx) (err error) {
		priority, err = models.CreatePriority(tx, name, siblings)
		return err
	})
	return priority
}

func TestAnotherOrderOfPrioritiesSortsEveryListAtOnceAndTellsNobody(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		staff, town := newPriority(t, db, "Family of staff", false), newPriority(t, db, "Lives in town", false)
		lists := []*models.Waitlist{newList(t, db, "infants"), newList(t, db, "toddlers")}
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Priority": "Lives in town"})
		noor := addPerson(t, db, 0, models.Values{"First Name": "Noor", "Priority": "Family of staff"})
		var idas, noors []*models.Entry
		for _, list := range lists {
			idas, noors = append(idas, joinList(t, db, ida, list)), append(noors, joinList(t, db, noor, list))
		}
		expectPlace(t, db, idas[0], 2)
		h := listen(db)
		modelstest.Write(t, db, func(tx *models.Tx) error { return models.OrderPriorities(tx, []int64{town.ID, staff.ID}) })
		for i := range lists {
			expectPlace(t, db, idas[i], 1)
			expectPlace(t, db, noors[i], 2)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			now, err := models.FindPriority(tx, town.ID)
			if err != nil {
				return err
			}
			return now.Rename(tx, "Town")
		})
		h.expect(t)
		if got := valuesOf(t, db, ida.ID)["Priority"]; got != "Town" {
			t.Errorf("Ida's priority reads %q", got)
		}
		change(t, db, ida.ID, models.Values{"Priority": ""})
		expectPlace(t, db, idas[1], 2)
		h.expect(t, "updated Ida")
	})
}

func TestAPriorityThatSomebodyHasStays(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		staff := newPriority(t, db, "Family of staff", false)
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Priority": "Family of staff"})
		refused(t, db, "priority", staff.Remove)
		change(t, db, ida.ID, models.Values{"Priority": ""})
		entry := joinList(t, db, ida, newList(t, db, "toddlers"))
		modelstest.Write(t, db, func(tx *models.Tx) error {
			entry.PriorityID = &staff.ID
			return tx.Save(entry).Error
		})
		refused(t, db, "priority", staff.Remove)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			entry.PriorityID = nil
			return tx.Save(entry).Error
		})
		modelstest.Write(t, db, staff.Remove)
		for _, name := range []string{"", "One, two"} {
			refused(t, db, "name", func(tx *models.Tx) error {
				_, err := models.CreatePriority(tx, name, false)
				return err
			})
		}
	})
}

func TestOnePriorityAtMostIsLentToSiblings(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		newPriority(t, db, "Siblings", true)
		other := newPriority(t, db, "Alumni", true)
		refused(t, db, "name", func(tx *models.Tx) error { return other.Rename(tx, "SIBLINGS") })
		priorities, err := models.Priorities(db.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		if priorities[0].Siblings || !priorities[1].Siblings {
			t.Errorf("%+v", priorities)
		}
	})
}
