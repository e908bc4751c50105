package app_test

import (
	"net/url"
	"strings"
	"time"

	"anteroom/models"
)

const (
	importedFile = "First name,Last name,Email,Waitlist\nKemi,Adeyemi,tunde@example.org,Toddlers\nLeo,Ferrari,giulia@example.org,\n"
	laterFile    = "First name,Last name,Email,Phone\nKemi,Adeyemi,tunde@example.org,030 901833\nLeo,Ferrari,giulia@example.org,\n"
)

func importPaths() []path {
	const all, one = "POST /admin/people/import", "POST /admin/people/import/:id"
	upload := func(content string) func(w *pathWorld) {
		return func(w *pathWorld) {
			address := w.post(form("paste", content)).Location
			w.kept["import"] = strings.Split(address, "/")[4]
		}
	}
	match := func(w *pathWorld) {
		values := url.Values{"dates": {"dmy"}, "known": {"update"}}
		for column, target := range w.page.Get("/admin/people/import/" + w.kept["import"] + "/columns").Selected("column") {
			values.Set(column, target)
		}
		w.post(values, w.kept["import"])
	}
	run := func(pairs ...string) func(w *pathWorld) {
		return func(w *pathWorld) {
			w.post(form(pairs...), w.kept["import"])
			w.finish()
		}
	}
	return []path{
		{all, "", upload(importedFile), nil},
		{one + "/columns", "", match, nil},
		{one + "/start", "with webhooks", run("webhooks", "yes"), []string{"AddPerson Kemi", "AddPerson Leo"}},
		{all, "to update", upload(laterFile), nil},
		{one + "/columns", "to update", match, nil},
		{one + "/start", "of known people", run("webhooks", "yes"), []string{"UpdatePerson Kemi"}},
		{one + "/undo", "of an update", run(), []string{"UpdatePerson Kemi"}},
		{all, "once more", upload(importedFile), nil},
		{one + "/columns", "once more", match, nil},
		{one + "/discard", "", run(), nil},
		{one + "/undo", "of the first file, but for whom another one has changed since", func(w *pathWorld) {
			w.kept["import"] = "1"
			run()(w)
		}, []string{"DeletePerson Leo"}},
		{all, "without webhooks", upload("First name,Last name\nAmani,Mwangi\n"), nil},
		{one + "/columns", "without webhooks", match, nil},
		{one + "/start", "without webhooks", run("webhooks", "no"), nil},
		{one + "/undo", "without webhooks", run(), nil},
	}
}

// finish waits until the job has done what an import is to do.
func (w *pathWorld) finish() {
	w.T.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		var busy int64
		err := w.DB.Read(w.T.Context()).Model(&models.Import{}).Where("state IN ?", []models.ImportState{models.ImportRunning, models.ImportUndoing}).Count(&busy).Error
		if err != nil {
			w.T.Fatal(err)
		}
		if busy == 0 {
			return
		}
	}
	w.T.Fatal("the import does not end")
}
