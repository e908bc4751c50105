package models

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm/clause"
)

var (
	errOutsideWrite = errors.New("this row announces its changes: change it inside DB.Write")
	errBulk         = errors.New("a bulk change would say nothing to its hooks: load the rows and change each")
)

// snapshotBatch is how many subjects are loaded together.
const snapshotBatch = 500

type writingKey struct{}

// writing is what one Write remembers: what was touched, how it was before, which lists need new positions.
type writing struct {
	db      *DB
	by      By
	at      Instant
	touched []Subject
	before  map[Subject]snapshot // nil value = was not there
	created map[Subject]bool
	lists   map[int64]sortKey // dirty waitlists and the first place that moved
	raised  map[int64]bool    // waitlists whose version went up already
	moved   map[int64]bool    // waitlists that were numbered anew
	joined  map[int64]bool    // people who were put on a list
	queues  map[int64]bool    // locations whose queue is to be numbered
	told    []Event           // that no difference of a subject says
	account *Account
	erased  bool // somebody is to leave no trace, in the files neither
	known   *known

	visits    map[int64]*Visit    // as they are stored, see visit_kept.go
	locations map[int64]*Location // as they are stored, see visit_kept.go
	marked    map[int64]bool      // locations
	customers map[int64]string    // public ids of people, which never change

	asksAnew  bool  // what known remembers was changed
	lastVisit int64 // the highest number given to a visit, on SQLite
}

// snapshot is a subject as JSON can keep it.
type snapshot interface {
	publicID() string
	same(other snapshot) bool
}

func newWriting(db *DB, by By, at Instant) *writing {
	return &writing{
		db: db, by: by, at: at,
		before:  map[Subject]snapshot{},
		created: map[Subject]bool{},
		lists:   map[int64]sortKey{},
		raised:  map[int64]bool{},
		moved:   map[int64]bool{},
		joined:  map[int64]bool{},
		queues:  map[int64]bool{},

		visits:    map[int64]*Visit{},
		locations: map[int64]*Location{},
		marked:    map[int64]bool{},
		customers: map[int64]string{},
	}
}

// writingOf finds the Write that tx belongs to.
func writingOf(tx *Tx) (*writing, error) {
	if w, ok := tx.Statement.Context.Value(writingKey{}).(*writing); ok {
		return w, nil
	}
	return nil, errOutsideWrite
}

// TxBy is the author of the Write that tx belongs to, TxNow its instant: every row of one Write has the same.
func TxBy(tx *Tx) By {
	if w, err := writingOf(tx); err == nil {
		return w.by
	}
	return ByFrom(tx.Statement.Context)
}

// TxNow is the business time at which the Write began; it is an error of the program to ask outside a Write.
func TxNow(tx *Tx) Instant {
	w, err := writingOf(tx)
	if err != nil {
		panic(err)
	}
	return w.at
}

// Touch says that subjects are about to change and keeps how they are now. Rows do it by their hooks;
// a job calls it for a batch first, so that the snapshots are loaded together.
func Touch(tx *Tx, kind Kind, ids ...int64) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	var fresh []int64
	for _, id := range ids {
		if id == 0 {
			return errBulk
		}
		if _, known := w.before[Subject{kind, id}]; !known && !w.created[Subject{kind, id}] {
			fresh = append(fresh, id)
		}
	}
	slices.Sort(fresh)
	fresh = slices.Compact(fresh)
	if err := lockRows(tx, kind, fresh); err != nil {
		return err
	}
	for batch := range slices.Chunk(fresh, snapshotBatch) {
		found, err := loadSnapshots(tx, kind, batch)
		if err != nil {
			return err
		}
		for _, id := range batch {
			w.before[Subject{kind, id}] = found[id]
			w.touched = append(w.touched, Subject{kind, id})
		}
	}
	return nil
}

// markCreated says that a subject is new in this Write: whatever a child's touch found before, it was not there.
func markCreated(tx *Tx, kind Kind, id int64) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	subject := Subject{kind, id}
	if _, known := w.before[subject]; !known {
		w.touched = append(w.touched, subject)
	}
	w.created[subject] = true
	w.before[subject] = nil
	return nil
}

// lockRows makes two writers of one subject wait for each other on PostgreSQL; SQLite has one writer anyway.
func lockRows(tx *Tx, kind Kind, ids []int64) error {
	if len(ids) == 0 || tx.Name() != "postgres" {
		return nil
	}
	var locked []int64
	return tx.Session(fresh()).Table(tableOf(kind)).Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("id IN ?", ids).Order("id").Pluck("id", &locked).Error
}

// finish settles positions, compares and stores the events of the Write.
func (w *writing) finish(tx *Tx) ([]Event, error) {
	if err := w.settle(tx); err != nil {
		return nil, err
	}
	if err := w.settleQueues(tx); err != nil {
		return nil, err
	}
	if err := w.countChanges(tx); err != nil {
		return nil, err
	}
	events, err := w.compare(tx)
	events = append(events, w.told...)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	last, err := nextNumbers(tx, "event", int64(len(events)))
	if err != nil {
		return nil, err
	}
	for i := range events {
		events[i].Sequence = last - int64(len(events)-1-i)
	}
	if err := tx.Session(fresh()).CreateInBatches(&events, 100).Error; err != nil {
		return nil, err
	}
	if w.db.Announce != nil {
		if err := w.db.Announce(tx, events); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// compare loads the touched subjects again and words each difference as an Event without its number.
func (w *writing) compare(tx *Tx) ([]Event, error) {
	var events []Event
	for kind, ids := range byKind(w.touched) {
		for batch := range slices.Chunk(ids, snapshotBatch) {
			now, err := loadSnapshots(tx, kind, batch)
			if err != nil {
				return nil, err
			}
			changed, err := w.differences(kind, batch, now)
			if err != nil {
				return nil, err
			}
			if err := w.follow(tx, kind, changed, now); err != nil {
				return nil, err
			}
			events = append(events, changed...)
		}
	}
	return events, nil
}

func (w *writing) differences(kind Kind, ids []int64, now map[int64]snapshot) ([]Event, error) {
	var events []Event
	for _, id := range ids {
		before, after := w.before[Subject{kind, id}], now[id]
		event := Event{
			PublicID: NewPublicID(), SubjectKind: kind, SubjectID: id,
			ByKind: w.by.Kind, ByName: w.by.Name, ByUserID: w.by.UserID, Quiet: w.by.Quiet, At: w.at,
		}
		switch {
		case before == nil && after == nil:
			continue
		case before == nil:
			event.Change, event.SubjectPublicID = Added, after.publicID()
		case after == nil:
			event.Change, event.SubjectPublicID = Deleted, before.publicID()
		case before.same(after):
			continue
		default:
			event.Change, event.SubjectPublicID = Updated, after.publicID()
		}
		var err error
		if event.Before, err = asJSON(before); err != nil {
			return nil, err
		}
		if event.After, err = asJSON(after); err != nil {
			return nil, err
		}
		event.before, event.after = before, after
		events = append(events, event)
	}
	return events, nil
}

func asJSON(s snapshot) (string, error) {
	if s == nil {
		return "", nil
	}
	var text strings.Builder
	err := json.NewEncoder(&text).Encode(s)
	return strings.TrimSuffix(text.String(), "\n"), err
}
