package models

import (
	"errors"
	"fmt"
	"time"
)

// How long webhooks' history is kept, in days, unless an admin says otherwise, and what they may say.
const (
	usualBodies     = 30
	usualDeliveries = 90
	leastKept       = 7
	longestKept     = 730
)

// checkKept says what is wrong with the times of retention. What was sent can only be looked at together with its delivery.
func (s *AccountSettings) checkKept(invalid Invalid) {
	if s.KeptBodies < leastKept || s.KeptBodies > longestKept {
		invalid.Add("keptBodies", fmt.Sprintf("Please write a number of days from %d to %d.", leastKept, longestKept))
	}
	switch {
	case s.KeptDeliveries < leastKept || s.KeptDeliveries > longestKept:
		invalid.Add("keptDeliveries", fmt.Sprintf("Please write a number of days from %d to %d.", leastKept, longestKept))
	case s.KeptDeliveries < s.KeptBodies:
		invalid.Add("keptDeliveries", "Please keep deliveries at least as long as their bodies.")
	}
}

// deliveryRetention is how long webhooks' history is kept.
type deliveryRetention struct {
	bodies     time.Duration // and tries
	deliveries time.Duration
}

// retentionOf is what the account says; before there is one nothing is to be removed.
func retentionOf(tx *Tx) (deliveryRetention, error) {
	account, err := FindAccount(tx)
	if errors.Is(err, ErrNotFound) {
		account, err = &Account{KeptBodies: usualBodies, KeptDeliveries: usualDeliveries}, nil
	}
	if err != nil {
		return deliveryRetention{}, err
	}
	const day = 24 * time.Hour
	return deliveryRetention{bodies: time.Duration(account.KeptBodies) * day, deliveries: time.Duration(account.KeptDeliveries) * day}, nil
}

const (
	// keptFrom is the id from which on an endpoint's deliveries are kept however old they are: its last 50. NULL keeps all.
	keptFrom = "(SELECT k.id FROM deliveries k WHERE k.endpoint_id = d.endpoint_id ORDER BY k.id DESC LIMIT 1 OFFSET 49)"

	unneededBody = "NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.body_id = o.id AND (d.state = 'pending' OR d.id >= COALESCE(" + keptFrom + ", 0)))"
	unneededTry  = "EXISTS (SELECT 1 FROM deliveries d WHERE d.id = o.delivery_id AND d.state <> 'pending' AND d.id < " + keptFrom + ")"
	unneededRow  = "EXISTS (SELECT 1 FROM deliveries d WHERE d.id = o.id AND d.state <> 'pending' AND d.id < " + keptFrom + ")"
)

// old says what of webhooks' history may go at an instant.
func (r deliveryRetention) old(now Instant) []oldRows {
	bodies, rows := At(now.Add(-r.bodies)), At(now.Add(-r.deliveries))
	return []oldRows{
		{words: "tries of webhooks", table: "attempts", condition: "o.at < ? AND " + unneededTry, before: bodies},
		{words: "bodies of webhooks", table: "bodies", condition: "o.created_at < ? AND " + unneededBody, before: bodies},
		{words: "deliveries", table: "deliveries", condition: "o.created_at < ? AND " + unneededRow, before: rows},
	}
}

// raiseFeed says before bodies go that the feed begins later.
func raiseFeed(tx *Tx, before Instant) error {
	const last = "(SELECT MAX(b.sequence) FROM bodies b WHERE b.created_at < ?)"
	return tx.Session(fresh()).Exec("UPDATE counters SET value = "+last+" WHERE name = 'feed' AND value < "+last, before, before).Error
}
