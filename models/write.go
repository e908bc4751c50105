package models

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"math/rand/v2"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

// ErrBusy is a database that stayed locked or kept refusing to serialise: the caller may try again in a second.
var ErrBusy = errors.New("the database is busy")

// ErrFull is a disk without room. Reads go on.
var ErrFull = errors.New("the disk is full")

const writeTries = 6

// Write is the only door to a change. It runs do in one transaction, compares every subject that do touched
// with what it was, stores one Event for each that differs, and calls Announce before and Committed after the commit.
// PostgreSQL may run do more than once (a deadlock is tried again), so do changes nothing but the database.
func (db *DB) Write(ctx context.Context, do func(tx *Tx) error) error {
	if _, inside := ctx.Value(writingKey{}).(*writing); inside {
		return errors.New("a Write inside a Write would wait for itself: pass the transaction")
	}
	for try := 1; ; try++ {
		events, erased, err := db.writeOnce(ctx, do)
		if err == nil {
			if erased {
				db.forget(context.WithoutCancel(ctx))
			}
			if len(events) > 0 && db.Committed != nil {
				db.Committed(ctx, events)
			}
			return nil
		}
		if !worthRepeating(err) {
			return translate(err)
		}
		if try == writeTries {
			return errors.Join(ErrBusy, err)
		}
		select {
		case <-ctx.Done():
			return errors.Join(ErrBusy, ctx.Err())
		case <-time.After(time.Duration(try) * time.Duration(5+rand.IntN(20)) * time.Millisecond):
		}
	}
}

func (db *DB) writeOnce(ctx context.Context, do func(tx *Tx) error) (events []Event, erased bool, err error) {
	w := newWriting(db, ByFrom(ctx), db.nowIn(ctx))
	ctx = context.WithValue(ctx, writingKey{}, w)
	err = db.write.WithContext(ctx).Transaction(func(tx *Tx) error {
		if db.Engine == SQLite {
			tx = tx.WithContext(context.WithoutCancel(ctx)) // a context that may end costs a goroutine for each statement
		}
		err := do(tx)
		if err == nil {
			events, err = w.finish(tx)
		}
		if isCutOff(err) {
			return errors.Join(errCutOff, err)
		}
		return err
	})
	if err != nil && ctx.Err() != nil {
		err = errors.Join(ctx.Err(), err) // the transaction was rolled back under its statements
	}
	return events, w.erased, err
}

// forget empties SQLite's log, whose old pages still hold what was erased; the file itself is overwritten by secure_delete.
// While somebody reads the old state it cannot: then the next erasure or the stop does it.
func (db *DB) forget(ctx context.Context) {
	if db.Engine == SQLite {
		// The answer is read to its end: half-read it would keep the next transaction from its commit.
		var answer struct{ Busy, Log, Checkpointed int }
		db.write.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)").Scan(&answer)
	}
}

// worthRepeating holds for PostgreSQL's serialisation failure and deadlock, for a row that was overtaken, and for a connection that was lost
// before the commit: the server ends that of a process which paused too long. SQLite waits by itself.
func worthRepeating(err error) bool {
	var failure *pgconn.PgError
	if errors.As(err, &failure) {
		return failure.Code == "40001" || failure.Code == "40P01" || failure.Code == "25P03"
	}
	return errors.Is(err, errCutOff) || errors.Is(err, errOvertaken)
}

// errCutOff is a connection that was lost before the commit: nothing was changed.
var errCutOff = errors.New("the connection to the database was lost")

func isCutOff(err error) bool {
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)
}

func translate(err error) error {
	var failure sqlite3.Error
	if errors.As(err, &failure) {
		switch failure.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return errors.Join(ErrBusy, err)
		case sqlite3.ErrFull:
			return errors.Join(ErrFull, err)
		}
		if failure.SystemErrno == syscall.ENOSPC || failure.SystemErrno == syscall.EDQUOT {
			return errors.Join(ErrFull, err)
		}
	}
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		switch answer.Code {
		case "53100":
			return errors.Join(ErrFull, err)
		case "53300", "55P03", "57P01", "57P03":
			return errors.Join(ErrBusy, err)
		}
	}
	return err
}
