package models

import (
	"context"
	"slices"
	"time"
)

// known is what a process remembers of what every form asks: fields in use, priorities, services and resources. The account's row says how
// often they were changed, whoever did, in the commit that changed them; at the same number they are the same.
type known struct {
	changes    int64
	fields     []Field
	priorities []Priority
	catalogue
}

type dbKey struct{}

// databaseOf finds the DB that a session belongs to, nil where it was opened elsewhere.
func databaseOf(tx *Tx) *DB {
	if w, err := writingOf(tx); err == nil {
		return w.db
	}
	db, _ := tx.Statement.Context.Value(dbKey{}).(*DB)
	return db
}

func (db *DB) named(ctx context.Context) context.Context { return context.WithValue(ctx, dbKey{}, db) }

// knownAt is what was remembered under the account's number of changes as it was just read, or is loaded now.
func knownAt(tx *Tx, changes int64) (*known, error) {
	db, now := databaseOf(tx), &known{changes: changes}
	if db != nil {
		if kept := db.known.Load(); kept != nil && kept.changes == changes {
			return kept, nil
		}
	}
	var err error
	if now.fields, err = loadOpenFields(tx); err != nil {
		return nil, err
	}
	if now.priorities, err = loadPriorities(tx); err != nil {
		return nil, err
	}
	all, err := loadCatalogue(tx)
	if err != nil {
		return nil, err
	}
	now.catalogue = *all
	var since int64
	if err := tx.Session(fresh()).Model(&Account{}).Select("changes").Scan(&since).Error; err != nil {
		return nil, err
	}
	if db != nil && since == changes { // nobody changed them while they were read
		db.known.Store(now)
	}
	return now, nil
}

// knownOf is what a Write goes by. What it changed itself is asked of the database until the commit.
func (w *writing) knownOf(tx *Tx) (*known, error) {
	if w.known != nil {
		return w.known, nil
	}
	account, err := w.keptAccount(tx)
	if err != nil {
		return nil, err
	}
	if !w.asksAnew {
		w.known, err = knownAt(tx, account.Changes)
		return w.known, err
	}
	now := new(known)
	if now.fields, err = loadOpenFields(tx); err == nil {
		now.priorities, err = loadPriorities(tx)
	}
	if err == nil {
		w.known = now
	}
	return now, err
}

// knownFor is what a page or a Write goes by that has the account.
func knownFor(tx *Tx, account *Account) (*known, error) {
	if w, err := writingOf(tx); err == nil {
		return w.knownOf(tx)
	}
	return knownAt(tx, account.Changes)
}

// forgetKnown is for the hooks of fields, priorities, services and resources.
func forgetKnown(tx *Tx) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.known, w.asksAnew = nil, true
	return nil
}

// countChanges tells other processes that what they know holds no more.
func (w *writing) countChanges(tx *Tx) error {
	if !w.asksAnew {
		return nil
	}
	return tx.Exec("UPDATE accounts SET changes = changes + 1 WHERE id = 1").Error
}

func loadOpenFields(tx *Tx) ([]Field, error) {
	var fields []Field
	return fields, tx.Session(fresh()).Where("archived_at IS NULL").Order("rank, id").Find(&fields).Error
}

func loadPriorities(tx *Tx) ([]Priority, error) {
	var priorities []Priority
	return priorities, tx.Session(fresh()).Order("rank, id").Find(&priorities).Error
}

// OpenFields are the fields in use, in the account's order.
func OpenFields(tx *Tx) ([]Field, error) {
	w, err := writingOf(tx)
	if err != nil {
		return loadOpenFields(tx)
	}
	now, err := w.knownOf(tx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(now.fields), nil
}

// Priorities are the account's priorities in order.
func Priorities(tx *Tx) ([]Priority, error) {
	w, err := writingOf(tx)
	if err != nil {
		return loadPriorities(tx)
	}
	now, err := w.knownOf(tx)
	if err != nil {
		return nil, err
	}
	return slices.Clone(now.priorities), nil
}

// zoneOf remembers the zone of the account: reading it anew costs as much as a statement.
func (db *DB) zoneOf(name string) *time.Location {
	if kept := db.zone.Load(); kept != nil && kept.String() == name {
		return kept
	}
	zone := zoneNamed(name)
	db.zone.Store(zone)
	return zone
}
