package modelstest

import (
	"testing"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"anteroom/models"
)

// Bare opens a SQLite database as models does, one writer with the same pragmas and kept statements, but without hooks, events
// and guards: what a change costs GORM alone.
func Bare(t testing.TB, db *models.DB) *models.Tx {
	t.Helper()
	const pragmas = "?_busy_timeout=5000&_foreign_keys=on&_synchronous=FULL&_journal_mode=WAL&_secure_delete=on&_txlock=immediate&_stmt_cache_size=200"
	bare, err := gorm.Open(sqlite.Open("file:"+db.Path()+pragmas), &gorm.Config{
		SkipDefaultTransaction: true, TranslateError: true, Logger: logger.Discard,
		NowFunc: func() time.Time { return db.Now() },
	})
	if err != nil {
		t.Fatal(err)
	}
	connections, err := bare.DB()
	if err != nil {
		t.Fatal(err)
	}
	connections.SetMaxOpenConns(1)
	t.Cleanup(func() {
		if err := connections.Close(); err != nil {
			t.Error(err)
		}
	})
	return bare.Session(&gorm.Session{SkipHooks: true})
}
