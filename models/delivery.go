package models

import "slices"

// DeliveryState is where a delivery stands. All but pending are ends.
type DeliveryState string

// The states. Skipped is kept and can be sent again.
const (
	Pending   DeliveryState = "pending"
	Delivered DeliveryState = "delivered"
	Failed    DeliveryState = "failed"
	Skipped   DeliveryState = "skipped"
)

// SkippedReason is why a delivery is not sent, kept in its row.
type SkippedReason string

// The reasons.
const (
	SkippedDisabled SkippedReason = "disabled" // the endpoint was switched off
	SkippedDeleted  SkippedReason = "deleted"  // the endpoint was deleted
	SkippedErased   SkippedReason = "erased"   // the person was erased
	SkippedStopped  SkippedReason = "stopped"  // staff gave it up
)

// DeliveryCause is what a delivery was made for.
type DeliveryCause string

// The causes. All but the first are repetitions or no events.
const (
	CauseEvent      DeliveryCause = "event"
	CauseRedelivery DeliveryCause = "redelivery"
	CauseReplay     DeliveryCause = "replay"
	CauseTest       DeliveryCause = "test"
)

// passedOver is how many tries a failing delivery may hold back later ones of its subject.
const passedOver = 6

// Delivery is one message on its way to one endpoint.
type Delivery struct {
	ID              int64
	EndpointID      int64
	BodyID          *int64 // nil once retention removed the body
	Sequence        int64
	Previous        int64 // the sequence addressed to this endpoint before
	Type            string
	SubjectKind     Kind
	SubjectID       int64
	SubjectPublicID string
	Cause           DeliveryCause
	State           DeliveryState
	Reason          SkippedReason
	Tries           int
	DueAt           Instant
	LeaseBy         string // the process that is sending it; empty = nobody
	LeaseUntil      *Instant
	Status          int    // of the last answer
	Failure         string // the last one's word
	TookUs          int64
	CreatedAt       Instant
	FinishedAt      *Instant

	Body     *Body
	Endpoint *Endpoint
}

// CreateDeliveries stores deliveries that webhooks addressed. Those with a LeaseBy are born leased to that process.
func CreateDeliveries(tx *Tx, deliveries []Delivery) error {
	for batch := range slices.Chunk(deliveries, insertBatch) {
		if err := tx.Session(fresh()).Omit("Body", "Endpoint").Create(&batch).Error; err != nil {
			return err
		}
	}
	return nil
}

// SaveLastSequence remembers the last event addressed to the endpoint.
func (e *Endpoint) SaveLastSequence(tx *Tx, sequence int64) error {
	e.LastSequence = sequence
	return tx.Session(fresh()).Exec("UPDATE endpoints SET last_sequence = ? WHERE id = ?", sequence, e.ID).Error
}

// skipPending ends what an endpoint still had to get. The lease stays: a try under way may still end well.
func skipPending(tx *Tx, endpointID int64, reason SkippedReason) error {
	return tx.Exec("UPDATE deliveries SET state = ?, reason = ?, finished_at = ? WHERE endpoint_id = ? AND state = ?",
		Skipped, reason, TxNow(tx), endpointID, Pending).Error
}
