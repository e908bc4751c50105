package models_test

import (
	"sync"
	"testing"

	"anteroom/models"
)

func TestOfTwoAdminsWhoTakeTheRoleFromEachOtherOneKeepsIt(t *testing.T) {
	s := newSalon(t, models.PostgreSQL)
	admins := []*models.User{
		{Name: "Ana Castillo", Email: "ana@example.com", Role: models.RoleAdmin, AllLocations: true},
		{Name: "Mina Sato", Email: "mina@example.com", Role: models.RoleAdmin, AllLocations: true},
	}
	for _, admin := range admins {
		s.write(func(tx *models.Tx) error { return admin.Create(tx) })
		s.write(func(tx *models.Tx) error {
			own, err := models.FindUser(tx, admin.ID)
			if err != nil {
				return err
			}
			return own.SetPassword(tx, "hash", 0)
		})
	}
	set := func(id int64, role models.Role, ready func()) error {
		return s.db.Write(t.Context(), func(tx *models.Tx) error {
			user, err := models.FindUser(tx, id)
			if err != nil {
				return err
			}
			ready()
			user.Role = role
			return user.Save(tx)
		})
	}
	for range 10 {
		var both, ended sync.WaitGroup
		both.Add(len(admins))
		refused := make([]error, len(admins))
		for i, admin := range admins {
			ended.Go(func() {
				var once sync.Once
				refused[i] = set(admin.ID, models.RoleStaff, func() {
					once.Do(both.Done)
					both.Wait()
				})
			})
		}
		ended.Wait()
		if (refused[0] == nil) == (refused[1] == nil) {
			t.Fatalf("of two admins who are the last of each other: %v", refused)
		}
		for _, admin := range admins {
			if err := set(admin.ID, models.RoleAdmin, func() {}); err != nil {
				t.Fatal(err)
			}
		}
	}
}
