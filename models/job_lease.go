package models

import (
	"context"
	"errors"
	"time"
)

// ErrHeld is a job that another process is running now; ErrLeaseLost is one that another process has taken over since.
var (
	ErrHeld      = errors.New("another process is running this job now")
	ErrLeaseLost = errors.New("another process has taken over this job")
)

// JobLease is the right to run a job alone, whatever the number of processes. Each Write of the job calls Renew, which fails
// once somebody else holds the lease: a process that slept too long changes nothing any more.
type JobLease struct {
	Name      string `gorm:"primaryKey"`
	Holder    string
	Fence     int64 // grows with each new holder
	HeldUntil Instant
}

const jobLeaseTime = 2 * time.Minute

// WithJobLease runs a job alone, or returns ErrHeld at once. The job calls Renew first in each of its Writes.
func (db *DB) WithJobLease(ctx context.Context, name string, job func(ctx context.Context, lease *JobLease) error) error {
	var lease *JobLease
	err := db.Write(ctx, func(tx *Tx) (err error) {
		lease, err = takeJobLease(tx, name)
		return err
	})
	if err != nil {
		return err
	}
	err = job(ctx, lease)
	return errors.Join(err, db.Write(context.WithoutCancel(ctx), lease.release))
}

// takeJobLease takes the lease of a job that nobody holds, or returns ErrHeld.
func takeJobLease(tx *Tx, name string) (*JobLease, error) {
	now, err := sharedNow(tx)
	if err != nil {
		return nil, err
	}
	lease := &JobLease{Name: name, Holder: NewPublicID(), HeldUntil: At(now.Add(jobLeaseTime))}
	var fences []int64
	err = tx.Session(fresh()).Raw("INSERT INTO job_leases (name, holder, fence, held_until) VALUES (?, ?, 1, ?)"+
		" ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = job_leases.fence + 1, held_until = excluded.held_until"+
		" WHERE job_leases.held_until <= ? RETURNING fence", name, lease.Holder, lease.HeldUntil, now).Scan(&fences).Error
	if err != nil {
		return nil, err
	}
	if len(fences) == 0 {
		return nil, ErrHeld
	}
	lease.Fence = fences[0]
	return lease, nil
}

// Renew keeps the lease for two minutes more, or returns ErrLeaseLost. Nobody can take it before the commit.
func (l *JobLease) Renew(tx *Tx) error {
	now, err := sharedNow(tx)
	if err != nil {
		return err
	}
	return l.hold(tx, At(now.Add(jobLeaseTime)))
}

// release gives the lease back. One that was lost is somebody else's: that is no error.
func (l *JobLease) release(tx *Tx) error {
	err := l.hold(tx, At(time.Unix(0, 0)))
	if errors.Is(err, ErrLeaseLost) {
		return nil
	}
	return err
}

func (l *JobLease) hold(tx *Tx, until Instant) error {
	done := tx.Session(fresh()).Exec("UPDATE job_leases SET held_until = ? WHERE name = ? AND holder = ? AND fence = ?", until, l.Name, l.Holder, l.Fence)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrLeaseLost
	}
	return done.Error
}

// sharedNow is the clock that leases go by: on PostgreSQL the server's, which all processes share.
func sharedNow(tx *Tx) (now Instant, err error) {
	if tx.Name() != "postgres" {
		return TxNow(tx), nil
	}
	err = tx.Session(fresh()).Raw("SELECT clock_timestamp()").Row().Scan(&now)
	return now, err
}
