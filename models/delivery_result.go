package models

import (
	"fmt"
	"slices"
)

// Result is what a try came to: the attempt, and what becomes of the delivery.
type Result struct {
	Attempt
	State DeliveryState // Pending = tried again at DueAt
	DueAt Instant
}

// StoreResults writes the results of a process. Where it no longer holds the delivery, its attempt is kept as late and
// the delivery left alone. A skipped delivery whose last try went well is delivered.
func StoreResults(tx *Tx, process string, results []Result) error {
	if len(results) == 0 {
		return nil
	}
	tx = tx.Session(fresh())
	attempts := make([]Attempt, len(results))
	for i := range results {
		kept, err := results[i].store(tx, process)
		if err != nil {
			return err
		}
		results[i].IsLate = !kept
		attempts[i] = results[i].Attempt
	}
	return tx.CreateInBatches(&attempts, insertBatch).Error
}

func (r *Result) store(tx *Tx, process string) (kept bool, err error) {
	finished := &r.At
	if r.State == Pending {
		finished, r.DueAt = nil, At(r.DueAt.Time)
	} else {
		r.DueAt = r.At
	}
	var reasons []SkippedReason
	err = tx.Raw(`UPDATE deliveries SET tries = ?, due_at = ?, status = ?, failure = ?, took_us = ?, lease_by = '', lease_until = NULL,
		finished_at = CASE WHEN state = 'pending' OR ? = 'delivered' THEN ? ELSE finished_at END,
		reason = CASE WHEN ? = 'delivered' AND reason <> 'erased' THEN '' ELSE reason END,
		state = CASE WHEN state = 'pending' OR ? = 'delivered' THEN ? ELSE state END
		WHERE id = ? AND lease_by = ? AND tries = ? AND state IN ('pending', 'skipped') RETURNING reason`,
		r.Number, r.DueAt, r.Status, r.Failure, r.TookUs, r.State, finished, r.State, r.State, r.State,
		r.DeliveryID, process, r.Number-1).Scan(&reasons).Error
	if err != nil {
		return false, fmt.Errorf("store the result of delivery %d: %w", r.DeliveryID, err)
	}
	if slices.Contains(reasons, SkippedErased) {
		r.Headers, r.Answer = "{}", "" // the receiver may have repeated what it was told
	}
	return len(reasons) == 1, nil
}
