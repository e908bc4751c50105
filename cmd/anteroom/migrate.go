package main

import (
	"context"
	"fmt"
	"os"

	"anteroom/app"
	"anteroom/models"
)

// migrateCommand brings the schema up to date, or says where it stands.
type migrateCommand struct {
	settings

	Status bool `help:"Only say where the schema stands."`
}

// Run migrates.
func (m migrateCommand) Run(ctx context.Context, config *app.Config) error {
	db, err := models.Open(ctx, config.Database, models.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	has, needs, err := db.SchemaVersions(ctx)
	if err != nil {
		return err
	}
	if m.Status {
		fmt.Fprintf(os.Stdout, "The schema is at %d; this version needs %d.\n", has, needs)
		return nil
	}
	if err := app.Migrate(ctx, db); err != nil {
		return err
	}
	fmt.Fprintf(os.Stdout, "The schema went from %d to %d.\n", has, needs)
	return nil
}
