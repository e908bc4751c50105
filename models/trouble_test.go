package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestAPanicInsideAWriteChangesNothingAndHoldsNobodyUp(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is swallowed")
				}
			}()
			_ = db.Write(t.Context(), func(tx *models.Tx) error {
				form, err := models.FindPersonForm(tx, models.StaffForm)
				if err != nil {
					return err
				}
				if _, err := models.CreatePerson(tx, form.Fields, models.NewPerson{Values: named("Ida", "Brandt")}); err != nil {
					return err
				}
				panic("in the middle")
			})
		}()
		addPerson(t, db, 0, named("Noor", "Haddad"))
		var people, events int64
		if err := db.Read(t.Context()).Table("people").Count(&people).Error; err != nil {
			t.Fatal(err)
		}
		if err := db.Read(t.Context()).Table("events").Count(&events).Error; err != nil {
			t.Fatal(err)
		}
		if people != 1 || events != 1 {
			t.Errorf("%d people, %d events", people, events)
		}
	})
}

func TestADatabaseOfANewerVersionIsRefused(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		modelstest.Write(t, db, func(tx *models.Tx) error {
			return tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)").Error
		})
		if _, _, err := db.Migrate(t.Context()); !errors.Is(err, models.ErrNewerSchema) {
			t.Errorf("%v", err)
		}
	})
}

// Backups are SQLite's: PostgreSQL has tools of its own.
func TestABackupIsWholeAndForItsOwnerAlone(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, time.Now)
	addPerson(t, db, 0, named("Ida", "Brandt"))
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path+".part", []byte("half a copy, from a power cut"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	about, err := os.Stat(path)
	if err != nil || about.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", about.Mode(), err)
	}
	if _, err := os.Stat(path + ".part"); !os.IsNotExist(err) {
		t.Errorf("the draft is left: %v", err)
	}
	copied, err := models.Open(t.Context(), "sqlite:"+path, models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = copied.Close() })
	var people int64
	if err := copied.Read(t.Context()).Table("people").Count(&people).Error; err != nil || people != 1 {
		t.Errorf("%d people, %v", people, err)
	}
}

func TestSQLiteKeepsWhatItSaysItKept(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, time.Now)
	modelstest.Write(t, db, func(tx *models.Tx) error {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1"} {
			var got string
			if err := tx.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil || got != want {
				t.Errorf("%s is %q, want %q, %v", pragma, got, want, err)
			}
		}
		return nil
	})
	if err := db.Read(t.Context()).Exec("DELETE FROM accounts").Error; err == nil {
		t.Error("a reader may write")
	}
}
