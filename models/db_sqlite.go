package models

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// openSQLite opens one writer connection and a pool of read-only ones, and reads the settings back:
// a build or a file system that ignores them would lose data silently.
func (db *DB) openSQLite(ctx context.Context) error {
	if db.path == "" || strings.Contains(db.path, ":memory:") {
		return errors.New("sqlite: needs the path of a file")
	}
	file, err := os.OpenFile(db.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	shared := "_busy_timeout=5000&_foreign_keys=on&_synchronous=FULL&_journal_mode=WAL&_secure_delete=on"
	config := gormConfig(db.now)
	config.PrepareStmt = false // GORM would prepare anew in each transaction; the driver keeps statements for all of them
	writer, err := gorm.Open(sqlite.Open(fileURI(db.path)+"?"+shared+"&_txlock=immediate&_stmt_cache_size=200"), config)
	if err != nil {
		return err
	}
	db.write = writer
	connections, err := writer.DB()
	if err != nil {
		return err
	}
	connections.SetMaxOpenConns(1)
	if err := readBack(writer.WithContext(ctx)); err != nil {
		return err
	}
	reader, err := gorm.Open(sqlite.Open(fileURI(db.path)+"?mode=ro&_busy_timeout=5000&_query_only=on"), gormConfig(db.now))
	if err != nil {
		return err
	}
	db.read = reader
	connections, err = reader.DB()
	if err != nil {
		return err
	}
	connections.SetMaxOpenConns(8)
	connections.SetMaxIdleConns(8)
	return nil
}

func fileURI(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}

func readBack(tx *Tx) error {
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "busy_timeout": "5000"} {
		var got string
		if err := tx.Raw("PRAGMA " + pragma).Scan(&got).Error; err != nil {
			return err
		}
		if got != want {
			return fmt.Errorf("sqlite: %s is %q and must be %q", pragma, got, want)
		}
	}
	return nil
}
