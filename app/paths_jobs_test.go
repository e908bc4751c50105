package app_test

import (
	"io"
	"time"

	"anteroom/models"
)

func jobPaths() []path {
	run := func(name string, days int, dryRun bool) func(w *pathWorld) {
		return func(w *pathWorld) {
			if err := w.App.Jobs.Run(w.T.Context(), name, time.Now().AddDate(0, 0, days), dryRun, io.Discard); err != nil {
				w.T.Fatal(err)
			}
		}
	}
	aged := []string{"UpdatePerson Ida", "UpdatePerson Wilhelmina"}
	return []path{
		{"job " + models.AgeOutJob, "on trial", run(models.AgeOutJob, 150, true), nil},
		{"job " + models.AgeOutJob, "", run(models.AgeOutJob, 150, false), aged},
		{"job " + models.AgeOutJob, "again", run(models.AgeOutJob, 150, false), nil},
		{"POST /api/v1/waitlists", "that asks again", func(w *pathWorld) { w.send(`{"name":"Garden","confirmDays":30,"graceDays":7}`) }, nil},
		{"POST /admin/waitlists/:list/entries", "to be asked", func(w *pathWorld) {
			w.post(form("personId", w.person("Filip")), "garden")
		}, []string{"UpdatePerson Filip"}},
		{"job " + models.ReconfirmJob, "on trial", run(models.ReconfirmJob, 60, true), nil},
		{"job " + models.ReconfirmJob, "", run(models.ReconfirmJob, 60, false), []string{"UpdatePerson Filip"}},
		{"POST /admin/entries/:entry/restoration", "of one lapsed", func(w *pathWorld) {
			w.post(nil, w.entry("Filip", "garden"))
		}, []string{"UpdatePerson Filip"}},
	}
}
