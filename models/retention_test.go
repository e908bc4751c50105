package models_test

import (
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestRetentionRemovesWhatIsOverAndNothingElse(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
			db := modelstest.Open(t, engine, func() time.Time { return now })
			user := &models.User{Email: "ana@linden.example", Name: "Ana Castillo", Role: models.RoleAdmin, AllLocations: true, PasswordHash: "x"}
			modelstest.Write(t, db, func(tx *models.Tx) error { return user.Create(tx) })
			enter := func(body string) {
				modelstest.Write(t, db, func(tx *models.Tx) error {
					if _, err := user.NewLink(tx); err != nil {
						return err
					}
					if _, err := models.StartSession(tx, user, "127.0.0.1", "a browser"); err != nil {
						return err
					}
					if _, err := models.TryLogin(tx, models.Throttle{Count: 100, Window: 365 * 24 * time.Hour}, user.Email, "127.0.0.1"); err != nil {
						return err
					}
					return tx.Create(&models.IdempotencyKey{Owner: "public", Key: body, BodyHash: body, At: models.TxNow(tx)}).Error
				})
			}
			enter("first")
			now = now.Add(40 * 24 * time.Hour)
			modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Noor"}).Error })
			planned, err := db.Retain(t.Context(), now, true)
			if err != nil {
				t.Fatal(err)
			}
			removed, err := db.Retain(t.Context(), now, false)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int64{"sessions": 1, "links that work once": 1, "wrong logins": 2, "answers to repeated requests": 1}
			for i := range removed {
				if planned[i].Rows < removed[i].Rows || removed[i].Rows != want[removed[i].What] {
					t.Errorf("%s: %d would go, %d went, want %d", removed[i].What, planned[i].Rows, removed[i].Rows, want[removed[i].What])
				}
			}
			enter("second")
			again, err := db.Retain(t.Context(), now, false)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range again {
				if one.Rows != 0 {
					t.Errorf("%d %s went, which are new", one.Rows, one.What)
				}
			}
		})
	}
}
