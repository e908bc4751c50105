package models

import (
	"fmt"
	"strings"
)

// Redeliver sends a delivery once more, as a delivery of its own with the same bytes and id.
func (d *Delivery) Redeliver(tx *Tx) (*Delivery, error) {
	if err := d.mayBeSent(tx); err != nil {
		return nil, err
	}
	if d.State == Pending {
		return d, d.RetryNow(tx)
	}
	again := *d
	again.ID, again.Cause, again.State, again.Reason, again.Tries = 0, CauseRedelivery, Pending, "", 0
	again.DueAt, again.CreatedAt, again.FinishedAt = TxNow(tx), TxNow(tx), nil
	again.LeaseBy, again.LeaseUntil, again.Status, again.Failure, again.TookUs = "", nil, 0, "", 0
	again.Body, again.Endpoint = nil, nil
	return &again, tx.Omit("Body", "Endpoint").Create(&again).Error
}

// RetryNow lets the next try begin at once. It counts among the tries that the delivery has.
func (d *Delivery) RetryNow(tx *Tx) error {
	if d.State != Pending {
		return Sentence("This delivery has ended. Redeliver it to send it again.")
	}
	d.DueAt = TxNow(tx)
	return tx.Exec("UPDATE deliveries SET due_at = ? WHERE id = ? AND state = ?", d.DueAt, d.ID, Pending).Error
}

// StopRetrying gives a delivery up. It is kept and can be sent again.
func (d *Delivery) StopRetrying(tx *Tx) error {
	if d.State != Pending {
		return Sentence("This delivery has ended already.")
	}
	now := TxNow(tx)
	d.State, d.Reason, d.FinishedAt = Skipped, SkippedStopped, &now
	return tx.Exec("UPDATE deliveries SET state = ?, reason = ?, finished_at = ? WHERE id = ? AND state = ?",
		d.State, d.Reason, now, d.ID, Pending).Error
}

func (d *Delivery) mayBeSent(tx *Tx) error {
	if d.BodyID == nil {
		return Sentence("This delivery is too old: its body is no longer kept.")
	}
	if d.Cause == CauseTest {
		return Sentence("This was a test. Send another one instead.")
	}
	var endpoint Endpoint
	if err := tx.Session(fresh()).Where("id = ?", d.EndpointID).Take(&endpoint).Error; err != nil {
		return found(err)
	}
	if !endpoint.IsActive {
		return Sentence("This endpoint is switched off. Switch it on first.")
	}
	return nil
}

const (
	// notSentAgain leaves out tests, and what has a later delivery of the same body at the same endpoint.
	notSentAgain = " AND cause <> 'test' AND body_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries o WHERE o.body_id = d.body_id AND o.endpoint_id = d.endpoint_id AND o.id > d.id)"
	failedSince  = "endpoint_id = ? AND state = 'failed' AND created_at >= ?" + notSentAgain
	missedSince  = "endpoint_id = ? AND state = 'skipped' AND reason = 'disabled' AND created_at >= ?" + notSentAgain
)

// CountFailed is how many deliveries ResendFailed would send.
func (e *Endpoint) CountFailed(tx *Tx, since Instant) (int64, error) {
	return e.count(tx, failedSince, since)
}

// CountMissed is how many deliveries ResendMissed would send: what was not sent because the endpoint was switched off.
func (e *Endpoint) CountMissed(tx *Tx, since Instant) (int64, error) {
	return e.count(tx, missedSince, since)
}

// ResendFailed sends everything again that failed for good since an instant, in the old order, and returns how many.
func (e *Endpoint) ResendFailed(tx *Tx, since Instant) (int64, error) {
	return e.resend(tx, failedSince, since)
}

// ResendMissed sends what was not sent because the endpoint was switched off since an instant.
func (e *Endpoint) ResendMissed(tx *Tx, since Instant) (int64, error) {
	return e.resend(tx, missedSince, since)
}

func (e *Endpoint) count(tx *Tx, condition string, since Instant) (n int64, err error) {
	err = tx.Session(fresh()).Raw("SELECT COUNT(*) FROM deliveries d WHERE "+condition, e.ID, since).Scan(&n).Error
	return n, err
}

func (e *Endpoint) resend(tx *Tx, condition string, since Instant) (int64, error) {
	if !e.IsActive {
		return 0, Sentence("This endpoint is switched off. Switch it on first.")
	}
	instant := "?"
	if tx.Name() == "postgres" {
		instant = "?::timestamptz"
	}
	same := "endpoint_id, body_id, sequence, previous, type, subject_kind, subject_id, subject_public_id"
	now := TxNow(tx)
	outcome := tx.Session(fresh()).Exec("INSERT INTO deliveries ("+same+", cause, state, due_at, created_at) SELECT "+same+
		fmt.Sprintf(", '%s', '%s', ", CauseRedelivery, Pending)+strings.Join([]string{instant, instant}, ", ")+
		" FROM deliveries d WHERE "+condition+" ORDER BY id", now, now, e.ID, since)
	if outcome.Error != nil {
		return 0, fmt.Errorf("send again: %w", outcome.Error)
	}
	return outcome.RowsAffected, Record(tx, "endpoint.resent", e.Subject(), map[string]string{"id": e.PublicID, "count": fmt.Sprint(outcome.RowsAffected)})
}
