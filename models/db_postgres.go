package models

import (
	"context"
	"net/url"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// idleInTransaction is how many milliseconds a process that stopped in the middle of a change, frozen or cut off from the
// server, may hold up all others. Then the server ends its connection; the change never was, and is tried again if the process lives.
const idleInTransaction = "2000"

func (db *DB) openPostgreSQL(ctx context.Context, address string) error {
	address, err := boundIdling(address)
	if err != nil {
		return err
	}
	pool, err := gorm.Open(postgres.Open(address), gormConfig(db.now))
	if err != nil {
		return err
	}
	db.write, db.read = pool, pool
	connections, err := pool.DB()
	if err != nil {
		return err
	}
	connections.SetMaxOpenConns(20)
	connections.SetMaxIdleConns(10)
	connections.SetConnMaxIdleTime(5 * time.Minute)
	return connections.PingContext(ctx)
}

// boundIdling adds the limit to an address that does not say one itself.
func boundIdling(address string) (string, error) {
	const name = "idle_in_transaction_session_timeout"
	parsed, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	settings := parsed.Query()
	if !settings.Has(name) {
		settings.Set(name, idleInTransaction)
	}
	parsed.RawQuery = settings.Encode()
	return parsed.String(), nil
}
