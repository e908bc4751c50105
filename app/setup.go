package app

import (
	"context"
	"fmt"
	"os"
	"strings"

	"anteroom/models"
)

// SetupLink makes the one-time link of a first start; empty once a user exists.
func (a *App) SetupLink(ctx context.Context) (string, error) {
	done, err := models.AnyUser(a.DB.Read(ctx))
	if err != nil || done {
		return "", err
	}
	var token string
	err = a.DB.Write(ctx, func(tx *models.Tx) error {
		token, err = models.NewSetupToken(tx)
		return err
	})
	return a.Link("/setup?token=" + token), err
}

// EnsureAccount makes an account with guessed settings where setup was not done yet, so that keys and users made by
// command can work. Setup changes it while no user exists, an admin afterwards.
func (c *Config) EnsureAccount(tx *models.Tx) error {
	zone := c.zone()
	country := models.CountryOfZone(zone)
	if country == "" {
		country = "US"
	}
	_, err := models.EnsureAccount(tx, models.Setup{Name: "Anteroom", TimeZone: zone, Country: country})
	return err
}

// zone is the configured time zone, the machine's, or UTC.
func (c *Config) zone() string {
	if c.TimeZone != "" {
		return c.TimeZone
	}
	names := []string{os.Getenv("TZ")}
	if target, err := os.Readlink("/etc/localtime"); err == nil {
		_, name, _ := strings.Cut(target, "zoneinfo/")
		names = append(names, name)
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil {
		names = append(names, strings.TrimSpace(string(text)))
	}
	for _, name := range names {
		if models.CountryOfZone(name) != "" {
			return name
		}
	}
	return "UTC"
}

// Migrate brings the schema up to date. A SQLite database that holds something is copied first.
func Migrate(ctx context.Context, db *models.DB) error {
	has, needs, err := db.SchemaVersions(ctx)
	if err != nil {
		return err
	}
	if has > 0 && has < needs {
		if _, err := db.BackupBeside(ctx, fmt.Sprintf("before-%d", needs)); err != nil {
			return fmt.Errorf("the backup before migrating: %w", err)
		}
	}
	if _, _, err := db.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate the database: %w", err)
	}
	return nil
}
