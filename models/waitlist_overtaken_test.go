package models_test

import (
	"testing"

	"anteroom/models"
)

func TestAListThatIsSavedKeepsThePlaceItIsMovedToMeanwhile(t *testing.T) {
	eachSalon(t, func(s *salon) {
		infants, toddlers := newList(s.T, s.db, "infants"), newList(s.T, s.db, "toddlers")
		s.overtake(func(tx *models.Tx, read func()) error {
			list, err := models.FindWaitlist(tx, models.Everywhere(), infants.Slug)
			if err != nil {
				return err
			}
			read()
			list.Description = "From birth on"
			_, err = list.Save(tx)
			return err
		}, func(tx *models.Tx) error { return models.OrderWaitlists(tx, []int64{toddlers.ID, infants.ID}) })
		lists, err := models.Waitlists(s.db.Read(s.Context()), models.Everywhere())
		if err != nil || len(lists) != 2 || lists[0].ID != toddlers.ID || lists[1].Description != "From birth on" {
			s.Errorf("%+v, %v", lists, err)
		}
	})
}
