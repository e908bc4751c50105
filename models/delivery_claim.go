package models

import (
	"cmp"
	"fmt"
	"slices"
)

// sqlNow is what leases are compared with: the server's clock on PostgreSQL, the given instant on SQLite.
func sqlNow(tx *Tx, now Instant) (expression string, values []any) {
	if tx.Name() == "postgres" {
		return "clock_timestamp()", nil
	}
	return "?", []any{now}
}

// ClaimDeliveries takes up to limit due deliveries of an endpoint for a process, oldest due first. One whose subject has an older
// delivery still to come is left, until that one has failed six times. Two processes never get the same.
func ClaimDeliveries(tx *Tx, process string, endpointID int64, limit int) ([]Delivery, error) {
	now := TxNow(tx)
	until, err := LeaseEnd(tx)
	if err != nil {
		return nil, err
	}
	clock, values := sqlNow(tx, now)
	skip := ""
	if tx.Name() == "postgres" {
		skip = " FOR UPDATE OF d SKIP LOCKED"
	}
	query := `WITH picked AS MATERIALIZED (
		SELECT d.id FROM deliveries d
		WHERE d.endpoint_id = ? AND d.state = 'pending' AND d.due_at <= ? AND (d.lease_until IS NULL OR d.lease_until < ` + clock + `)
			AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.endpoint_id = d.endpoint_id AND o.subject_kind = d.subject_kind
				AND o.subject_id = d.subject_id AND o.state = 'pending' AND o.id < d.id AND o.tries < ?)
		ORDER BY d.due_at, d.id LIMIT ?` + skip + `)
		UPDATE deliveries SET lease_by = ?, lease_until = ? WHERE id IN (SELECT id FROM picked) RETURNING *`
	arguments := append([]any{endpointID, now}, values...)
	arguments = append(arguments, passedOver, limit, process, until)
	var claimed []Delivery
	if err := tx.Session(fresh()).Raw(query, arguments...).Scan(&claimed).Error; err != nil {
		return nil, fmt.Errorf("claim deliveries: %w", err)
	}
	slices.SortFunc(claimed, func(a, b Delivery) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt.Time), cmp.Compare(a.ID, b.ID))
	})
	return claimed, nil
}

// HeldBack finds, among the subjects, those with a delivery still to come at an endpoint: endpoint id and subject.
func HeldBack(tx *Tx, kind Kind, ids []int64) (map[HeldSubject]bool, error) {
	var held []HeldSubject
	err := tx.Session(fresh()).Raw(`SELECT DISTINCT endpoint_id, subject_id FROM deliveries
		WHERE endpoint_id IN (SELECT id FROM endpoints WHERE is_active) AND subject_kind = ? AND subject_id IN ? AND state = 'pending' AND tries < ?`,
		kind, ids, passedOver).Scan(&held).Error
	found := map[HeldSubject]bool{}
	for _, one := range held {
		found[one] = true
	}
	return found, err
}

// HeldSubject is a subject's line at one endpoint.
type HeldSubject struct {
	EndpointID int64
	SubjectID  int64
}

// Work is an endpoint and when it has something to send.
type Work struct {
	Endpoint
	IsDue   bool     // something may be claimed now
	NextDue *Instant // when the next one comes due
}

// FindWork looks at every endpoint that is switched on.
func FindWork(tx *Tx, now Instant) ([]Work, error) {
	clock, values := sqlNow(tx, now)
	var work []Work
	err := tx.Raw(`SELECT e.*,
		EXISTS (SELECT 1 FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.due_at <= ?
			AND (d.lease_until IS NULL OR d.lease_until < `+clock+`)) AS is_due,
		(SELECT MIN(d.due_at) FROM deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.due_at > ?) AS next_due
		FROM endpoints e WHERE e.is_active AND e.deleted_at IS NULL ORDER BY e.id`,
		append(append([]any{now}, values...), now)...).Scan(&work).Error
	return work, err
}

// ReleaseDeliveries gives deliveries back untried.
func ReleaseDeliveries(tx *Tx, process string, ids []int64) error {
	return tx.Session(fresh()).Exec("UPDATE deliveries SET lease_by = '', lease_until = NULL WHERE lease_by = ? AND id IN ?", process, ids).Error
}

// ReleaseAll gives back all that a process has taken.
func ReleaseAll(tx *Tx, process string) error {
	return tx.Exec("UPDATE deliveries SET lease_by = '', lease_until = NULL WHERE lease_by = ?", process).Error
}

// FreeOtherLeases is for the start of the one sender of a SQLite file: whoever else held a lease is gone.
func FreeOtherLeases(tx *Tx, process string) error {
	return tx.Exec("UPDATE deliveries SET lease_by = '', lease_until = NULL WHERE lease_by <> '' AND lease_by <> ?", process).Error
}
