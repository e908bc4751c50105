package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// Backups are SQLite's: PostgreSQL has tools of its own.
func TestABackupPutBackIsTheSameDatabase(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, time.Now)
	modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Ida"}).Error })
	dir := t.TempDir()
	backup, path := filepath.Join(dir, "monday.db"), filepath.Join(dir, "anteroom.db")
	if err := db.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(backup); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatal(info.Mode(), err)
	}
	if err := models.Restore(t.Context(), backup, path); err != nil {
		t.Fatal(err)
	}
	again, err := models.Open(t.Context(), "sqlite:"+path, models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	})
	var name string
	if err := again.Read(t.Context()).Model(&models.Person{}).Select("first_name").Take(&name).Error; err != nil || name != "Ida" {
		t.Error(name, err)
	}
	if err := models.Restore(t.Context(), backup, path); !errors.Is(err, models.ErrOccupied) {
		t.Error("a database was overwritten:", err)
	}
}

// As above, SQLite's alone.
func TestWhatIsNoSoundBackupIsNotPutBack(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, time.Now)
	modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Ida"}).Error })
	dir := t.TempDir()
	sound := filepath.Join(dir, "sound.db")
	if err := db.Backup(t.Context(), sound); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"empty": "", "text": strings.Repeat("no database ", 1000), "half": string(whole[:len(whole)/2]),
	} {
		bad, path := filepath.Join(dir, name+".bad"), filepath.Join(dir, name+".db")
		if err := os.WriteFile(bad, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := models.Restore(t.Context(), bad, path); err == nil {
			t.Errorf("%s was put back", name)
		}
		if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
			t.Errorf("%s left %v, %v", name, left, err)
		}
	}
}
