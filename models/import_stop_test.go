package models_test

import (
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

func TestAnImportThatTheDatabaseRefusesStopsWithASentence(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.upload("First Name,Last Name\nIda,Brandt\nNoor,Haddad")
		w.write(func(tx *models.Tx) error { return i.Start(tx, false, false) })
		w.write(func(tx *models.Tx) error { return tx.Exec("ALTER TABLE words RENAME TO lost").Error })
		for try := 1; try <= 5; try++ {
			if now := w.find(i.ID); now.State != models.ImportRunning || now.Stopped != "" {
				t.Fatalf("stopped before try %d: %+v", try, now)
			}
			if err := models.RunImports(w.Context(), w.db); err == nil {
				t.Fatal("nobody is told of the failure")
			}
		}
		if err := models.RunImports(w.Context(), w.db); err != nil {
			t.Error("it is tried on:", err)
		}
		now := w.find(i.ID)
		counts, err := now.Counts(w.db.Read(w.Context()))
		if err != nil || now.State != models.ImportDone || !strings.Contains(now.Stopped, "stopped, because the database refused") || counts[models.RowError] != 2 {
			t.Errorf("%+v %v %v", now, counts, err)
		}
		w.write(func(tx *models.Tx) error { return tx.Exec("ALTER TABLE lost RENAME TO words").Error })
		problems := 0
		err = now.Problems(w.db.Read(w.Context()), func(row *models.ImportRow) error {
			if problems++; len(row.Cells) != 2 || !strings.Contains(row.Problem, "Not written") {
				t.Errorf("%+v", row)
			}
			return nil
		})
		if err != nil || problems != 2 {
			t.Error(problems, err)
		}
	})
}

func TestAFailureThatPassesDoesNotCount(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.upload("First Name,Last Name\nIda,Brandt")
		w.write(func(tx *models.Tx) error { return i.Start(tx, false, false) })
		w.write(func(tx *models.Tx) error { return tx.Exec("ALTER TABLE words RENAME TO lost").Error })
		for range 4 {
			if err := models.RunImports(w.Context(), w.db); err == nil {
				t.Fatal("nobody is told of the failure")
			}
		}
		w.write(func(tx *models.Tx) error { return tx.Exec("ALTER TABLE lost RENAME TO words").Error })
		if err := models.RunImports(w.Context(), w.db); err != nil {
			t.Fatal(err)
		}
		if now := w.find(i.ID); now.State != models.ImportDone || now.Stopped != "" || now.Tries != 0 || len(w.people()) != 1 {
			t.Errorf("%+v", now)
		}
	})
}

func TestTheRowsOfOldFilesAreRemovedByRetention(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.upload("First Name,Last Name\nIda,Brandt")
		w.run(i, false, false)
		w.upload("First Name,Last Name\nXerxilda,Brandt")
		rows := func() string { return everything(w.T, w.db)["import_rows"] }
		if _, err := w.db.Retain(w.Context(), w.now.Add(23*time.Hour), false); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(rows(), "Xerxilda") {
			t.Error("a file that may be imported yet is gone")
		}
		if _, err := w.db.Retain(w.Context(), w.now.Add(31*24*time.Hour), false); err != nil {
			t.Fatal(err)
		}
		if left := rows(); left != "import_rows[]" && left != "import_rowsnull" {
			t.Error("left:", left)
		}
		if w.find(i.ID).State != models.ImportDone {
			t.Error("the import itself is forgotten")
		}
	})
}
