package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"anteroom/app"
	"anteroom/models"
)

var errNotSQLite = errors.New("this is for SQLite: use pg_dump and pg_restore for PostgreSQL")

// backupCommand copies the database.
type backupCommand struct {
	settings

	File string `arg:"" type:"path" help:"Where to write the copy."`
}

// Run copies while a server may be running.
func (b *backupCommand) Run(ctx context.Context, config *app.Config) error {
	if !strings.HasPrefix(config.Database, "sqlite:") {
		return errNotSQLite
	}
	return withDatabase(ctx, config, func(db *models.DB) error {
		if err := db.Backup(ctx, b.File); err != nil {
			return fmt.Errorf("the backup was not written: %w", err)
		}
		_, err := fmt.Fprintln(os.Stdout, "Copied to", b.File+". Keep the secret as well (ANTEROOM_SECRET, or the file beside the database): endpoint secrets are encrypted with it.")
		return err
	})
}

// restoreCommand puts a copy back.
type restoreCommand struct {
	settings

	File string `arg:"" type:"existingfile" help:"The copy to put back."`
}

// Run puts it where no database is.
func (r *restoreCommand) Run(ctx context.Context, config *app.Config) error {
	path, sqlite := strings.CutPrefix(config.Database, "sqlite:")
	if !sqlite {
		return errNotSQLite
	}
	unlock, err := config.Lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := models.Restore(ctx, r.File, path); err != nil {
		return err
	}
	_, err = fmt.Fprintln(os.Stdout, r.File, "was verified and is now", path+". Put its secret beside it before you start.")
	return err
}
