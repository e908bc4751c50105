package models_test

import (
	"testing"

	"anteroom/models"
)

func TestTwoWhoChangeTheAccountAtOnceTakeNothingBackFromEachOther(t *testing.T) {
	eachSalon(t, func(s *salon) {
		account := func(tx *models.Tx) *models.Account {
			found, err := models.FindAccount(tx)
			if err != nil {
				s.Fatal(err)
			}
			return found
		}
		s.write(func(tx *models.Tx) error {
			made, err := models.EnsureAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
			if err != nil {
				return err
			}
			return made.RemindOfFirstSteps(tx, true)
		})
		rename := func(tx *models.Tx, read func()) error {
			house := account(tx)
			settings := house.Settings()
			read()
			settings.Name = "Lime House"
			return house.Change(tx, settings)
		}
		s.overtake(rename, func(tx *models.Tx) error {
			house := account(tx)
			settings := house.Settings()
			settings.SignupText = "Welcome"
			return house.Change(tx, settings)
		})
		if now := account(s.db.Read(s.Context())); now.Name != "Lime House" || now.SignupText != "Welcome" {
			s.Errorf("the account is %q and says %q", now.Name, now.SignupText)
		}
		s.overtake(rename, func(tx *models.Tx) error { return account(tx).RemindOfFirstSteps(tx, false) })
		if account(s.db.Read(s.Context())).FirstSteps {
			s.Error("the steps that were put away are back")
		}
		s.overtake(func(tx *models.Tx, read func()) error {
			house := account(tx)
			read()
			return house.RemindOfFirstSteps(tx, true)
		}, func(tx *models.Tx) error {
			house := account(tx)
			settings := house.Settings()
			settings.Name = "Linden House"
			return house.Change(tx, settings)
		})
		if now := account(s.db.Read(s.Context())); now.Name != "Linden House" || !now.FirstSteps {
			s.Errorf("the account is %q, reminds: %t", now.Name, now.FirstSteps)
		}
	})
}
