package models

import "time"

// DeliveryRetention is how long webhooks' history is kept.
type DeliveryRetention struct {
	Bodies time.Duration // bodies and attempts
	Rows   time.Duration // deliveries
}

// DefaultDeliveryRetention is 30 days for bodies and attempts, 90 for deliveries.
func DefaultDeliveryRetention() DeliveryRetention {
	return DeliveryRetention{Bodies: 30 * 24 * time.Hour, Rows: 90 * 24 * time.Hour}
}

const (
	retentionBatch = 500

	// keptFrom is the id from which on an endpoint's deliveries are kept however old they are: its last 50. NULL keeps all.
	keptFrom = "(SELECT k.id FROM deliveries k WHERE k.endpoint_id = d.endpoint_id ORDER BY k.id DESC LIMIT 1 OFFSET 49)"
)

// Apply removes one batch of what is older than that and returns how many rows went; call it until it returns none.
func (r DeliveryRetention) Apply(tx *Tx) (int64, error) {
	bodies, rows := At(TxNow(tx).Add(-r.Bodies)), At(TxNow(tx).Add(-r.Rows))
	tx = tx.Session(fresh())
	if err := raiseFeed(tx, bodies); err != nil {
		return 0, err
	}
	var removed int64
	for _, one := range []struct {
		sql    string
		before Instant
	}{
		{"DELETE FROM attempts WHERE id IN (SELECT a.id FROM attempts a JOIN deliveries d ON d.id = a.delivery_id" +
			" WHERE a.at < ? AND d.state <> 'pending' AND d.id < " + keptFrom + " ORDER BY a.at LIMIT ?)", bodies},
		{"DELETE FROM bodies WHERE id IN (SELECT b.id FROM bodies b WHERE b.created_at < ? AND " + unneededBody + " ORDER BY b.created_at LIMIT ?)", bodies},
		{"DELETE FROM deliveries WHERE id IN (SELECT d.id FROM deliveries d" +
			" WHERE d.created_at < ? AND d.state <> 'pending' AND d.id < " + keptFrom + " ORDER BY d.id LIMIT ?)", rows},
	} {
		outcome := tx.Exec(one.sql, one.before, retentionBatch)
		if outcome.Error != nil {
			return removed, outcome.Error
		}
		removed += outcome.RowsAffected
	}
	return removed, nil
}

const unneededBody = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.body_id = b.id AND (d.state = 'pending' OR d.id >= COALESCE(" + keptFrom + ", 0)))"

// raiseFeed says before bodies go that the feed begins later.
func raiseFeed(tx *Tx, before Instant) error {
	return tx.Exec("UPDATE counters SET value = (SELECT MAX(b.sequence) FROM bodies b WHERE b.created_at < ?) WHERE name = 'feed' AND value < (SELECT MAX(b.sequence) FROM bodies b WHERE b.created_at < ?)", before, before).Error
}
