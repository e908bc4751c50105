package models

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"anteroom/migrations"
)

// ErrNewerSchema is a database that a later version of Anteroom has already changed.
var ErrNewerSchema = errors.New("the database was changed by a newer version of Anteroom: run that version, or restore a backup")

// Migrate brings the schema up to date and returns the version before and after.
func (db *DB) Migrate(ctx context.Context) (before, after int64, err error) {
	provider, err := db.provider()
	if err != nil {
		return 0, 0, err
	}
	if before, after, err = versions(ctx, provider); err != nil || before == after {
		return before, after, err
	}
	_, err = provider.Up(ctx)
	return before, after, err
}

// SchemaVersions says which version the database has and which this program needs.
func (db *DB) SchemaVersions(ctx context.Context) (has, needs int64, err error) {
	provider, err := db.provider()
	if err != nil {
		return 0, 0, err
	}
	return versions(ctx, provider)
}

func versions(ctx context.Context, provider *goose.Provider) (has, needs int64, err error) {
	if has, needs, err = provider.GetVersions(ctx); err != nil {
		return 0, 0, err
	}
	if has > needs {
		return has, needs, ErrNewerSchema
	}
	return has, needs, nil
}

func (db *DB) provider() (*goose.Provider, error) {
	connections, err := db.write.DB()
	if err != nil {
		return nil, err
	}
	dialect, files, err := db.migrations()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, connections, files)
}

func (db *DB) migrations() (goose.Dialect, fs.FS, error) {
	switch db.Engine {
	case SQLite:
		files, err := fs.Sub(migrations.SQLite, "sqlite")
		return goose.DialectSQLite3, files, err
	case PostgreSQL:
		files, err := fs.Sub(migrations.PostgreSQL, "postgres")
		return goose.DialectPostgres, files, err
	}
	return "", nil, fmt.Errorf("no migrations for %q", db.Engine)
}
