package models_test

import (
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// PostgreSQL alone has several writers; on SQLite a process that pauses holds the one writer, and ErrBusy says so.
func TestAProcessThatPausesInTheMiddleOfAChangeHoldsUpNobodyForLong(t *testing.T) {
	db := modelstest.Open(t, models.PostgreSQL, time.Now)
	paused, runs := make(chan bool, 2), 0
	done := make(chan error, 1)
	go func() {
		done <- db.Write(t.Context(), func(tx *models.Tx) error {
			runs++
			err := tx.Exec("UPDATE accounts SET name = 'Linden House' WHERE id = 1").Error
			paused <- true
			if runs == 1 {
				time.Sleep(3 * time.Second)
			}
			if err != nil {
				return err
			}
			return tx.Create(&models.Person{FirstName: "Noor"}).Error
		})
	}()
	<-paused
	modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Exec("UPDATE accounts SET name = 'Linden' WHERE id = 1").Error })
	if err := <-done; err != nil || runs != 2 {
		t.Errorf("%v after %d runs, want the paused change done again", err, runs)
	}
	var people int64
	if err := db.Read(t.Context()).Model(&models.Person{}).Count(&people).Error; err != nil || people != 1 {
		t.Errorf("%d people, %v", people, err)
	}
}
