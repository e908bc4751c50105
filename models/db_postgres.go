package models

import (
	"context"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

func (db *DB) openPostgreSQL(ctx context.Context, address string) error {
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
