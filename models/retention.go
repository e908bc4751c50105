package models

import (
	"context"
	"slices"
	"time"
)

// RetentionJob removes what has been kept long enough.
const RetentionJob = "retention"

const (
	retentionBatch = 500

	// wrongLoginsKept is longer than any sensible window in which they are counted.
	wrongLoginsKept = 30 * 24 * time.Hour
)

// oldRows are rows of a table, called o in the condition, that may go because they are older than an instant.
type oldRows struct {
	words     string // what they are, for people
	table     string
	condition string
	before    Instant
	instead   string                          // what is set where the row itself stays
	forget    func(tx *Tx, ids []int64) error // the same where it takes more than that
}

// Removal is how many rows of a kind went, or would go.
type Removal struct {
	What string
	Rows int64
}

// Retain removes, in small batches, what has been kept long enough at an instant. A dry run counts alone. What is removed is
// history and what lets people in; people, their events and the audit log stay.
func (db *DB) Retain(ctx context.Context, asOf time.Time, dryRun bool) ([]Removal, error) {
	ctx = WithBy(ctx, By{Kind: ByJob, Name: RetentionJob})
	now := At(asOf)
	retention, err := retentionOf(db.Read(ctx))
	if err != nil {
		return nil, err
	}
	due, all, err := countOld(db.Read(ctx), retention.rows(now))
	if err != nil || all == 0 || dryRun {
		return due, err
	}
	removed := map[string]int64{}
	err = db.WithJobLease(ctx, RetentionJob, func(ctx context.Context, lease *JobLease) error {
		for {
			n, err := db.retainBatch(ctx, now, lease, removed)
			if err != nil || n == 0 {
				return err
			}
		}
	})
	for i := range due {
		due[i].Rows = removed[due[i].What]
	}
	return due, err
}

func (db *DB) retainBatch(ctx context.Context, now Instant, lease *JobLease, removed map[string]int64) (batch int64, err error) {
	counts := map[string]int64{}
	err = db.Write(ctx, func(tx *Tx) error {
		batch = 0
		if err := lease.Renew(tx); err != nil {
			return err
		}
		retention, err := retentionOf(tx)
		if err != nil {
			return err
		}
		if err := raiseFeed(tx, At(now.Add(-retention.bodies))); err != nil {
			return err
		}
		for _, one := range retention.rows(now) {
			n, err := one.remove(tx)
			if err != nil {
				return err
			}
			counts[one.words] = n
			batch += n
		}
		return nil
	})
	if err == nil {
		for words, n := range counts {
			removed[words] += n
		}
	}
	return batch, err
}

// oldAccess are the rows about getting in that are over.
func oldAccess(now Instant) []oldRows {
	return []oldRows{
		{words: "sessions", table: "sessions", condition: "o.seen_at <= ?", before: At(now.Add(-sessionIdle))},
		{words: "sessions at their longest", table: "sessions", condition: "o.created_at <= ?", before: At(now.Add(-sessionLife))},
		{words: "links that work once", table: "one_time_tokens", condition: "o.expires_at <= ?", before: now},
		{words: "wrong logins", table: "login_failures", condition: "o.at <= ?", before: At(now.Add(-wrongLoginsKept))},
		{words: "answers to repeated requests", table: "idempotency_keys", condition: "o.at <= ?", before: At(now.Add(-idempotencyKept))},
	}
}

// oldUndo are what undoing would have needed, what only helped to bring files in, and what was typed for nothing.
func oldUndo(now Instant) []oldRows {
	return []oldRows{
		{words: "merges that can be undone", table: "merges", condition: "o.log <> '' AND o.at <= ?", before: At(now.Add(-mergeUndo)), instead: "log = ''"},
		{words: "files nobody imported", table: "imports", condition: "o.started_at IS NULL AND o.created_at <= ?", before: At(now.Add(-keepDraft))},
		{
			words: "rows of imported files", table: "import_rows", before: At(now.Add(-keepImport)),
			condition: "o.import_id IN (SELECT id FROM imports WHERE finished_at <= ?)",
		},
		{words: "details of times that were held and not booked", table: "visits", condition: unkept, before: At(now.Add(-keepUnkept)), forget: forgetUnkept},
	}
}

// rows are all that may go at an instant.
func (r deliveryRetention) rows(now Instant) []oldRows {
	return slices.Concat(oldAccess(now), oldUndo(now), r.old(now))
}

func countOld(tx *Tx, all []oldRows) (removals []Removal, sum int64, err error) {
	for _, one := range all {
		removal := Removal{What: one.words}
		err := tx.Session(fresh()).Raw("SELECT COUNT(*) FROM "+one.table+" o WHERE "+one.condition, one.before).Scan(&removal.Rows).Error
		if err != nil {
			return nil, 0, err
		}
		removals = append(removals, removal)
		sum += removal.Rows
	}
	return removals, sum, nil
}

// remove removes a batch of them.
func (o oldRows) remove(tx *Tx) (int64, error) {
	if o.forget != nil {
		return o.forgetSome(tx)
	}
	key := "id"
	switch o.table {
	case "idempotency_keys":
		key = "owner, key"
	case "import_rows":
		key = "import_id, line"
	}
	verb := "DELETE FROM " + o.table
	if o.instead != "" {
		verb = "UPDATE " + o.table + " SET " + o.instead
	}
	outcome := tx.Session(fresh()).Exec(verb+" WHERE ("+key+") IN (SELECT "+key+" FROM "+o.table+" o WHERE "+o.condition+" LIMIT ?)",
		o.before, retentionBatch)
	return outcome.RowsAffected, outcome.Error
}

func (o oldRows) forgetSome(tx *Tx) (int64, error) {
	var ids []int64
	err := tx.Session(fresh()).Raw("SELECT o.id FROM "+o.table+" o WHERE "+o.condition+" ORDER BY o.id LIMIT ?", o.before, retentionBatch).Scan(&ids).Error
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return int64(len(ids)), o.forget(tx, ids)
}
