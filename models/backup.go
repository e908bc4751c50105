package models

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// BackupBeside copies a SQLite database into a file beside it and returns its path. PostgreSQL has tools of its own
// for that: nothing happens there.
func (db *DB) BackupBeside(ctx context.Context, word string) (string, error) {
	if db.Engine != SQLite {
		return "", nil
	}
	path := db.path + "." + word
	return path, db.Backup(ctx, path)
}

// Backup writes a consistent copy of a SQLite database to path: whole or not at all, readable by its owner alone.
func (db *DB) Backup(ctx context.Context, path string) error {
	draft := path + ".part"
	if err := os.Remove(draft); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := db.write.WithContext(ctx).Exec("VACUUM INTO ?", draft).Error; err != nil {
		return translate(err)
	}
	if err := os.Chmod(draft, 0o600); err != nil {
		return err
	}
	if err := syncFile(draft); err != nil {
		return err
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
