package main

import (
	"context"
	"errors"
	"fmt"

	"anteroom/app"
	"anteroom/models"
)

// migrateCommand brings the schema up to date, or says where it stands.
type migrateCommand struct {
	settings

	Status bool `help:"Only say where the schema stands."`
}

// Run migrates.
func (m migrateCommand) Run(ctx context.Context, config *app.Config) (err error) {
	db, err := models.Open(ctx, config.Database, models.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	has, needs, err := db.SchemaVersions(ctx)
	if err != nil {
		return err
	}
	if m.Status {
		fmt.Printf("The schema is at %d; this version needs %d.\n", has, needs)
		return nil
	}
	if err := app.Migrate(ctx, db); err != nil {
		return err
	}
	fmt.Printf("The schema went from %d to %d.\n", has, needs)
	return nil
}
