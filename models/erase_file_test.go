package models_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// This is about SQLite's files alone: those of a PostgreSQL server are its own. Deleted rows stay in a database's pages and in its log until something else is written over them; these do not.
func TestErasingReachesTheFilesThemselves(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, time.Now)
	list := newList(t, db, "toddlers")
	ida := addPerson(t, db, 0, models.Values{"First Name": "Theodelinde", "Last Name": "Theodelinde-Brandt", "Email": "theodelinde@linden.example"})
	joinList(t, db, ida, list)
	for range 40 {
		modelstest.Write(t, db, func(tx *models.Tx) error {
			_, err := ida.AddNote(tx, strings.Repeat("Theodelinde note ", 200), false)
			return err
		})
	}
	user := newUser(t, db, "nora@linden.example", models.RoleAdmin)
	modelstest.Write(t, db, func(tx *models.Tx) error {
		token, err := models.StartSession(tx, user, "", "")
		if err != nil {
			return err
		}
		session, err := models.FindSession(tx, token, db.Now())
		if err != nil {
			return err
		}
		return models.SetFlash(tx, session.ID, []string{"Theodelinde is added."})
	})
	if !filesHold(t, db, "Theodelinde") {
		t.Fatal("the name is not where this test looks")
	}
	modelstest.Write(t, db, ida.Erase)
	if filesHold(t, db, "Theodelinde") {
		t.Error("the files still hold the name")
	}
	addPerson(t, db, 0, named("Noor", "Haddad"))
}

func filesHold(t *testing.T, db *models.DB, word string) bool {
	t.Helper()
	for _, suffix := range []string{"", "-wal", "-journal"} {
		content, err := os.ReadFile(db.Path() + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(content), []byte(strings.ToLower(word))) {
			return true
		}
	}
	return false
}
