package modelstest

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"anteroom/models"
)

// Engines are the databases that every rule is tested on.
var Engines = []models.Engine{models.SQLite, models.PostgreSQL}

// Each runs a test on every engine, with a fresh database that has an account ("Linden House", Europe/Berlin). Such tests mostly wait
// for the disk, so they run beside each other.
func Each(t *testing.T, test func(t *testing.T, db *models.DB)) {
	t.Parallel()
	for _, engine := range Engines {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			test(t, Open(t, engine, time.Now))
		})
	}
}

var migrated PostgresTemplate

// Open makes a migrated database with an account on a real file or server, closed when the test ends.
func Open(t testing.TB, engine models.Engine, now func() time.Time) *models.DB {
	t.Helper()
	db := Empty(t, engine, now)
	Write(t, db, func(tx *models.Tx) error {
		_, err := models.CreateAccount(tx, models.Setup{Name: "Linden House", TimeZone: "Europe/Berlin", Country: "DE"})
		return err
	})
	return db
}

// Empty makes a migrated database without an account: an installation before its setup.
func Empty(t testing.TB, engine models.Engine, now func() time.Time) *models.DB {
	t.Helper()
	address := "sqlite:" + filepath.Join(t.TempDir(), "anteroom.db")
	if engine == models.PostgreSQL {
		address = unhurried(t, migrated.URL(t, migrate))
	}
	db, err := models.Open(t.Context(), address, models.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

// unhurried lets no transaction of a test be ended because a busy machine had it wait.
func unhurried(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	settings := u.Query()
	settings.Set("idle_in_transaction_session_timeout", "60000")
	u.RawQuery = settings.Encode()
	return u.String()
}

func migrate(url string) error {
	db, err := models.Open(context.Background(), url, models.Options{})
	if err != nil {
		return err
	}
	if _, _, err := db.Migrate(context.Background()); err != nil {
		return err
	}
	return db.Close()
}

// Write changes the test's world and fails the test where that does not work.
func Write(t testing.TB, db *models.DB, do func(tx *models.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), do); err != nil {
		t.Fatal(err)
	}
}

// Insist writes among a crowd, which may find the database busy more often than a Write tries again; then its caller does.
func Insist(ctx context.Context, db *models.DB, do func(tx *models.Tx) error) error {
	for {
		if err := db.Write(ctx, do); !errors.Is(err, models.ErrBusy) || ctx.Err() != nil {
			return err
		}
	}
}
