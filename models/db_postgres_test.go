package models_test

import (
	"context"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// PostgreSQL alone has several writers; on SQLite a process that pauses holds the one writer, and ErrBusy says so.
func TestAProcessThatPausesInTheMiddleOfAChangeHoldsUpNobodyForLong(t *testing.T) {
	db, err := models.Open(t.Context(), modelstest.PostgresURL(t), models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if _, _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	modelstest.Write(t, db, func(tx *models.Tx) error {
		_, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
		return err
	})
	paused, goOn, runs := make(chan struct{}), make(chan struct{}), 0
	done := make(chan error, 1)
	go func() {
		done <- db.Write(t.Context(), func(tx *models.Tx) error {
			err := tx.Exec("UPDATE accounts SET name = 'Linden House' WHERE id = 1").Error
			if runs++; runs == 1 {
				close(paused)
				<-goOn
			}
			if err != nil {
				return err
			}
			return tx.Create(&models.Person{FirstName: "Noor"}).Error
		})
	}()
	<-paused
	limited, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err = db.Write(limited, func(tx *models.Tx) error { return tx.Exec("UPDATE accounts SET name = 'Linden' WHERE id = 1").Error })
	if close(goOn); err != nil {
		t.Errorf("another's change was held up for a minute: %v", err)
	}
	if err := <-done; err != nil || runs < 2 {
		t.Errorf("%v after %d runs, want the paused change done again", err, runs)
	}
	var people int64
	if err := db.Read(t.Context()).Model(&models.Person{}).Count(&people).Error; err != nil || people != 1 {
		t.Errorf("%d people, %v", people, err)
	}
}
