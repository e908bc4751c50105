package models

import (
	"fmt"
	"time"
)

// LeaseTime is how long a process may keep a delivery before others take it.
const LeaseTime = 45 * time.Second

// LeaseEnd is the instant until which a lease taken now lasts. Leases on PostgreSQL go by the server's clock, since several
// processes share them; SQLite has one sender and takes the clock of the business.
func LeaseEnd(tx *Tx) (Instant, error) {
	if tx.Name() != "postgres" {
		return At(TxNow(tx).Add(LeaseTime)), nil
	}
	var now Instant
	if err := tx.Session(fresh()).Raw("SELECT clock_timestamp()").Row().Scan(&now); err != nil {
		return Instant{}, fmt.Errorf("ask for the time: %w", err)
	}
	return At(now.Add(LeaseTime)), nil
}
