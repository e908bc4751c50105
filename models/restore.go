package models

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ErrOccupied is a place that already holds a database.
var ErrOccupied = errors.New("there is a database already: move it away first")

// Restore puts a backup at path, where no database may be. The copy is verified before it takes its place.
func Restore(ctx context.Context, backup, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("%s: %w", path, ErrOccupied)
	}
	draft := path + ".part"
	if err := copyFile(backup, draft); err != nil {
		return err
	}
	if err := verify(ctx, draft); err != nil {
		return errors.Join(fmt.Errorf("%s is not put back: %w", backup, err), removeDatabase(draft))
	}
	if err := os.Rename(draft, path); err != nil {
		return err
	}
	return errors.Join(removeDatabase(draft), syncFile(path), syncFile(filepath.Dir(path)))
}

// verify opens a copy as the program would, and asks SQLite and Check whether it is whole.
func verify(ctx context.Context, path string) (err error) {
	db, err := Open(ctx, "sqlite:"+path, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var answers []string
	if err := db.Read(ctx).Raw("PRAGMA integrity_check").Scan(&answers).Error; err != nil {
		return err
	}
	if len(answers) != 1 || answers[0] != "ok" {
		return errors.New("the file is damaged: " + strings.Join(answers, "; "))
	}
	has, needs, err := db.SchemaVersions(ctx)
	if err != nil {
		return err
	}
	if has == 0 {
		return errors.New("this is no database of Anteroom")
	}
	if has < needs {
		return nil
	}
	faults, err := Check(db.Read(ctx))
	if err == nil && len(faults) > 0 {
		err = errors.New(strings.Join(faults, "; "))
	}
	return err
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Sync(), target.Close())
}

// removeDatabase removes a file and what SQLite keeps beside it.
func removeDatabase(path string) error {
	var failures []error
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}
