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
	// keptFrom is the id from which on an endpoint's deliveries are kept however old they are: its last 50. NULL keeps all.
	keptFrom = "(SELECT k.id FROM deliveries k WHERE k.endpoint_id = d.endpoint_id ORDER BY k.id DESC LIMIT 1 OFFSET 49)"

	unneededBody = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.body_id = o.id AND (d.state = 'pending' OR d.id >= COALESCE(" + keptFrom + ", 0)))"
	unneededTry  = "EXISTS (SELECT 1 FROM deliveries d WHERE d.id = o.delivery_id AND d.state <> 'pending' AND d.id < " + keptFrom + ")"
	unneededRow  = "EXISTS (SELECT 1 FROM deliveries d WHERE d.id = o.id AND d.state <> 'pending' AND d.id < " + keptFrom + ")"
)

// old says what of webhooks' history may go at an instant.
func (r DeliveryRetention) old(now Instant) []oldRows {
	bodies, rows := At(now.Add(-r.Bodies)), At(now.Add(-r.Rows))
	return []oldRows{
		{"tries of webhooks", "attempts", "o.at < ? AND " + unneededTry, bodies},
		{"bodies of webhooks", "bodies", "o.created_at < ? AND " + unneededBody, bodies},
		{"deliveries", "deliveries", "o.created_at < ? AND " + unneededRow, rows},
	}
}

// raiseFeed says before bodies go that the feed begins later.
func raiseFeed(tx *Tx, before Instant) error {
	const last = "(SELECT MAX(b.sequence) FROM bodies b WHERE b.created_at < ?)"
	return tx.Session(fresh()).Exec("UPDATE counters SET value = "+last+" WHERE name = 'feed' AND value < "+last, before, before).Error
}
