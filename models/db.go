// Package models holds every row and every rule: what a person, a waitlist or an entry is,
// what may change it, and which event a change becomes. All of GORM lives here.
package models

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Tx is an open transaction, or a read-only session. Other packages hold one without naming GORM.
type Tx = gorm.DB

// Engine names the database behind a DB.
type Engine string

// The two engines that Anteroom runs on.
const (
	SQLite     Engine = "sqlite"
	PostgreSQL Engine = "postgres"
)

// ErrNotFound is a row that is not there, or not the caller's to see.
var ErrNotFound = errors.New("not found")

// DB is one database: a writer behind Write, readers behind Read, and the clock of the business.
type DB struct {
	Engine Engine

	// Announce is called last before a commit with the events of the write; what it inserts through tx
	// commits with them. Committed is called after the commit. Both are set once, before the first write.
	Announce  func(tx *Tx, events []Event) error
	Committed func(ctx context.Context, events []Event)

	path  string
	write *gorm.DB
	read  *gorm.DB
	now   func() time.Time

	known atomic.Pointer[known]
	zone  atomic.Pointer[time.Location]
}

// Options are what Open needs beside the address.
type Options struct {
	Now func() time.Time // the injected clock; nil = time.Now
	Log *slog.Logger     // nil = slog.Default()
}

// Open connects to "sqlite:PATH" or "postgres://…" without touching the schema: see Migrate.
func Open(ctx context.Context, address string, options Options) (*DB, error) {
	if options.Now == nil {
		options.Now = time.Now
	}
	db := &DB{now: options.Now}
	var err error
	switch {
	case strings.HasPrefix(address, "sqlite:"):
		db.Engine, db.path = SQLite, strings.TrimPrefix(address, "sqlite:")
		err = db.openSQLite(ctx)
	case strings.HasPrefix(address, "postgres://"), strings.HasPrefix(address, "postgresql://"):
		db.Engine = PostgreSQL
		err = db.openPostgreSQL(ctx, address)
	default:
		err = errors.New("a database address begins with sqlite: or postgres://")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), db.Close())
	}
	if err := guardHooks(db.write); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Close checkpoints SQLite's log and closes every connection.
func (db *DB) Close() error {
	var failures []error
	if db.Engine == SQLite && db.write != nil {
		failures = append(failures, db.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error)
	}
	pools := []*gorm.DB{db.read, db.write} // the writer last: a read-only connection cannot remove the log
	if db.read == db.write {
		pools = pools[:1]
	}
	for _, pool := range pools {
		if pool == nil {
			continue
		}
		connections, err := pool.DB()
		if err == nil {
			err = connections.Close()
		}
		failures = append(failures, err)
	}
	db.read, db.write = nil, nil
	return errors.Join(failures...)
}

// Read is a session for queries alone: on SQLite a change through it fails.
func (db *DB) Read(ctx context.Context) *Tx {
	return db.read.WithContext(db.named(ctx))
}

// Now is the business time, in UTC.
func (db *DB) Now() time.Time {
	return db.now().UTC()
}

// Path is the file of a SQLite database, and empty on PostgreSQL.
func (db *DB) Path() string {
	return db.path
}

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	connections, err := db.read.DB()
	if err != nil {
		return err
	}
	return connections.PingContext(ctx)
}

func gormConfig(now func() time.Time) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		TranslateError:         true,
		PrepareStmt:            true,
		PrepareStmtMaxSize:     500,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return now().UTC() },
	}
}
