package models

import (
	"fmt"
	"time"
)

// Redeliver sends a delivery once more, as a delivery of its own with the same bytes and id.
func (d *Delivery) Redeliver(tx *Tx) (*Delivery, error) {
	if err := d.mayBeSent(tx); err != nil {
		return nil, err
	}
	if d.State == Pending {
		return d, d.RetryNow(tx)
	}
	again := d.again(TxNow(tx), TxNow(tx))
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

// resendGap is how far apart the deliveries of a bulk fall due: ten a second, so that a receiver that has just recovered is not run over.
const resendGap = 100 * time.Millisecond

// ResendDue is when the nth delivery of a bulk that begins now is to be sent.
func ResendDue(tx *Tx, n int) Instant { return At(TxNow(tx).Add(time.Duration(n) * resendGap)) }

func (e *Endpoint) resend(tx *Tx, condition string, since Instant) (int64, error) {
	if !e.IsActive {
		return 0, Sentence("This endpoint is switched off. Switch it on first.")
	}
	count := 0
	for after, more := int64(0), true; more; {
		var batch []Delivery
		err := tx.Session(fresh()).Raw("SELECT * FROM deliveries d WHERE "+condition+" AND id > ? ORDER BY id LIMIT ?", e.ID, since, after, insertBatch).Scan(&batch).Error
		if err != nil {
			return 0, fmt.Errorf("send again: %w", err)
		}
		if more = len(batch) == insertBatch; len(batch) == 0 {
			break
		}
		after = batch[len(batch)-1].ID
		for i := range batch {
			batch[i] = batch[i].again(TxNow(tx), ResendDue(tx, count))
			count++
		}
		if err := CreateDeliveries(tx, batch); err != nil {
			return 0, fmt.Errorf("send again: %w", err)
		}
	}
	return int64(count), Record(tx, "endpoint.resent", e.Subject(), map[string]string{"id": e.PublicID, "count": fmt.Sprint(count)})
}

// RecordReplay keeps who had a span of time sent again.
func (e *Endpoint) RecordReplay(tx *Tx, from, to Instant) error {
	return Record(tx, "endpoint.replayed", e.Subject(), map[string]string{"id": e.PublicID, "from": from.Milli(), "to": to.Milli()})
}

// again is a delivery of the same bytes and id that has not been tried yet.
func (d *Delivery) again(now, due Instant) Delivery {
	return Delivery{
		EndpointID: d.EndpointID, BodyID: d.BodyID, Sequence: d.Sequence, Previous: d.Previous, Type: d.Type,
		SubjectKind: d.SubjectKind, SubjectID: d.SubjectID, SubjectPublicID: d.SubjectPublicID,
		Cause: CauseRedelivery, State: Pending, DueAt: due, CreatedAt: now,
	}
}
