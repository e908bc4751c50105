package app

import (
	"context"
	"fmt"

	"anteroom/models"
)

// SetupLink makes the one-time link of a first start; empty once a user exists.
func (a *App) SetupLink(ctx context.Context) (string, error) {
	done, err := models.AnyUser(a.DB.Read(ctx))
	if err != nil || done {
		return "", err
	}
	var token string
	err = a.DB.Write(ctx, func(tx *models.Tx) error {
		token, err = models.NewSetupToken(tx)
		return err
	})
	return a.Link("/setup?token=" + token), err
}

// Migrate brings the schema up to date. A SQLite database that holds something is copied first.
func Migrate(ctx context.Context, db *models.DB) error {
	has, needs, err := db.SchemaVersions(ctx)
	if err != nil {
		return err
	}
	if has > 0 && has < needs {
		if _, err := db.BackupBeside(ctx, fmt.Sprintf("before-%d", needs)); err != nil {
			return fmt.Errorf("the backup before migrating: %w", err)
		}
	}
	if _, _, err := db.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}
