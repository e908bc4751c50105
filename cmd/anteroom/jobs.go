package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"anteroom/app"
	"anteroom/models"
)

// jobsCommand runs jobs by hand.
type jobsCommand struct {
	settings

	Run jobsRun `cmd:"" help:"Run a job once and print what it did."`
}

type jobsRun struct {
	Name   string    `arg:"" help:"age-out, reconfirm and so on; a wrong name lists them."`
	AsOf   time.Time `help:"Run as if it were this instant (RFC 3339)."`
	DryRun bool      `help:"Print what would happen and change nothing."`
}

// Run runs the job beside a running server, which delivers what comes of it.
func (j jobsRun) Run(ctx context.Context, config *app.Config) error {
	return withDatabase(ctx, config, func(db *models.DB) error {
		a, err := app.New(config, db, slog.Default())
		if err != nil {
			return err
		}
		asOf := j.AsOf
		if asOf.IsZero() {
			asOf = db.Now()
		}
		return a.Jobs.Run(ctx, j.Name, asOf, j.DryRun, os.Stdout)
	})
}
