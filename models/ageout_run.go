package models

import (
	"context"
	"errors"
	"slices"
	"time"
)

// AgeOutRun is one night of one scope: a location's lists, or those of no location. It is kept per local date, which makes a
// night run once; a night that was cut short has no FinishedAt and is taken up again.
type AgeOutRun struct {
	ID         int64
	Scope      string // "account", or the number of the location
	LocalDate  Date
	StartedAt  Instant
	FinishedAt *Instant
	Moved      int
	AgedOut    int
	Unknown    int // people without a birthdate on lists with a maximum age: they stay
}

// AgeOutMove is one line of a night's report.
type AgeOutMove struct {
	ID             int64
	RunID          int64
	PersonID       int64
	EntryID        int64
	FromWaitlistID int64
	ToWaitlistID   *int64 // nil = aged out
	At             Instant
}

// AgeOutJob is the nightly run under this name, in leases, events and the history of people.
const AgeOutJob = "age-out"

// AgeOutNight is what one night did.
type AgeOutNight struct {
	AgeOutRun
	ScopeName string
}

// AgeOut runs every night that is due at an instant, oldest first, each as of its own date: nights missed end as if none had been
// missed. Again looks once more at the latest night where nothing is due, for somebody who runs the job by hand.
// It changes as "nightly", in batches, each under the lease; ErrHeld where another process is at it.
func (db *DB) AgeOut(ctx context.Context, asOf time.Time, again bool) (nights []AgeOutNight, err error) {
	ctx = WithBy(ctx, By{Kind: ByJob, Name: "nightly"})
	due, err := db.nightsDue(ctx, asOf, again)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	err = db.WithJobLease(ctx, AgeOutJob, func(ctx context.Context, lease *JobLease) error {
		// What was due may have been done by whoever held the lease until now.
		if due, err = db.nightsDue(ctx, asOf, again); err != nil {
			return err
		}
		for _, night := range due {
			run, err := db.ageOutNight(ctx, lease, night)
			if err != nil {
				return err
			}
			nights = append(nights, AgeOutNight{AgeOutRun: *run, ScopeName: night.scope.Name})
		}
		return nil
	})
	return nights, err
}

// night is a local date of a scope.
type night struct {
	scope AgeScope
	date  Date
}

func (db *DB) nightsDue(ctx context.Context, asOf time.Time, again bool) ([]night, error) {
	tx := db.Read(ctx)
	scopes, at, err := AgeScopes(tx)
	if errors.Is(err, ErrNotFound) {
		return nil, nil // no account yet: no lists
	}
	if err != nil {
		return nil, err
	}
	var nights []night
	for _, scope := range scopes {
		today := LocalDueDate(asOf, scope.Zone, at)
		var last Date
		err := tx.Raw("SELECT MAX(local_date) FROM age_out_runs WHERE scope = ? AND local_date <= ? AND finished_at IS NOT NULL", scope.Key, today).
			Row().Scan(&last)
		if err != nil {
			return nil, err
		}
		dates := DatesDue(last, today)
		if len(dates) == 0 && again {
			dates = []Date{today}
		}
		for _, date := range dates {
			nights = append(nights, night{scope, date})
		}
	}
	slices.SortStableFunc(nights, func(a, b night) int { return a.date.Compare(b.date) })
	return nights, nil
}

// ageOutNight plans with readers and writes in batches, so that nobody waits for the night. Cut short at any point it can be run again:
// who has moved is not due any more.
func (db *DB) ageOutNight(ctx context.Context, lease *JobLease, night night) (*AgeOutRun, error) {
	run := &AgeOutRun{Scope: night.scope.Key, LocalDate: night.date}
	if err := db.Write(ctx, func(tx *Tx) error { return run.begin(tx, lease) }); err != nil {
		return nil, err
	}
	for i := range night.scope.Lists {
		list := &night.scope.Lists[i]
		moves, err := DueMoves(db.Read(ctx), list, night.date, night.date)
		if err != nil {
			return nil, err
		}
		for batch := range slices.Chunk(moves, snapshotBatch) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			err := db.Write(ctx, func(tx *Tx) error {
				if err := lease.Renew(tx); err != nil {
					return err
				}
				return run.apply(tx, batch)
			})
			if err != nil {
				return nil, err
			}
		}
	}
	err := db.Write(ctx, func(tx *Tx) error { return run.finish(tx, lease, night.scope) })
	return run, err
}

func (r *AgeOutRun) begin(tx *Tx, lease *JobLease) error {
	if err := lease.Renew(tx); err != nil {
		return err
	}
	err := tx.Exec("INSERT INTO age_out_runs (scope, local_date, started_at) VALUES (?, ?, ?) ON CONFLICT (scope, local_date) DO NOTHING",
		r.Scope, r.LocalDate, TxNow(tx)).Error
	if err != nil {
		return err
	}
	stored := new(AgeOutRun)
	if err := tx.Where("scope = ? AND local_date = ?", r.Scope, r.LocalDate).Take(stored).Error; err != nil {
		return err
	}
	*r = *stored
	return nil
}

func (r *AgeOutRun) apply(tx *Tx, moves []Move) error {
	done, err := applyMoves(tx, moves)
	if err != nil || len(done) == 0 {
		return err
	}
	lines := make([]AgeOutMove, len(done))
	for i, move := range done {
		lines[i] = AgeOutMove{RunID: r.ID, PersonID: move.Entry.PersonID, EntryID: move.Entry.ID, FromWaitlistID: move.From.ID, At: TxNow(tx)}
		if move.To != nil {
			lines[i].ToWaitlistID = &move.To.ID
		}
	}
	return tx.Session(fresh()).CreateInBatches(&lines, 100).Error
}

func (r *AgeOutRun) finish(tx *Tx, lease *JobLease, scope AgeScope) error {
	if err := lease.Renew(tx); err != nil {
		return err
	}
	var counts struct{ Moved, AgedOut int }
	err := tx.Raw("SELECT COUNT(to_waitlist_id) AS moved, COUNT(*) - COUNT(to_waitlist_id) AS aged_out FROM age_out_moves WHERE run_id = ?", r.ID).
		Scan(&counts).Error
	if err != nil {
		return err
	}
	if r.Unknown, err = scope.countUnknown(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	r.Moved, r.AgedOut, r.FinishedAt = counts.Moved, counts.AgedOut, &now
	return tx.Save(r).Error
}
