package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"anteroom/app"
	"anteroom/models"
)

// apikeyCommand has the tools for keys of the API.
type apikeyCommand struct {
	settings

	Create apikeyCreateCommand `cmd:"" help:"Create a key and print it, alone, this once."`
	List   apikeyListCommand   `cmd:"" help:"List the keys."`
	Revoke apikeyRevokeCommand `cmd:"" help:"End a key at once."`
}

type apikeyCreateCommand struct {
	Name  string `required:"" help:"What uses the key."`
	Scope string `enum:"read,write,admin" default:"read" help:"read, write or admin."`
}

// Run creates the key.
func (k apikeyCreateCommand) Run(ctx context.Context, config *app.Config) error {
	return withDatabase(ctx, config, func(db *models.DB) error {
		var secret string
		err := db.Write(ctx, func(tx *models.Tx) (err error) {
			if err := config.EnsureAccount(tx); err != nil {
				return err
			}
			_, secret, err = models.CreateAPIKey(tx, k.Name, models.KeyScope(k.Scope))
			return err
		})
		if err == nil {
			_, err = fmt.Fprintln(os.Stdout, secret)
		}
		return err
	})
}

type apikeyListCommand struct{}

// Run lists the keys.
func (apikeyListCommand) Run(ctx context.Context, config *app.Config) error {
	return withDatabase(ctx, config, func(db *models.DB) error {
		keys, err := models.APIKeys(db.Read(ctx))
		if err != nil {
			return err
		}
		lines := []string{"NAME\tSCOPE\tBEGINS WITH\tCREATED\tLAST USED\tREVOKED"}
		for _, key := range keys {
			lines = append(lines, strings.Join([]string{
				key.Name, string(key.Scope), key.Prefix, key.CreatedAt.Milli(), when(key.UsedAt), when(key.RevokedAt),
			}, "\t"))
		}
		table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		if _, err := fmt.Fprintln(table, strings.Join(lines, "\n")); err != nil {
			return err
		}
		return table.Flush()
	})
}

type apikeyRevokeCommand struct {
	Name string `required:"" help:"Which key."`
}

// Run revokes the key.
func (k apikeyRevokeCommand) Run(ctx context.Context, config *app.Config) error {
	return withDatabase(ctx, config, func(db *models.DB) error {
		return db.Write(ctx, func(tx *models.Tx) error {
			key, err := models.FindAPIKeyByName(tx, k.Name)
			if err != nil {
				return err
			}
			return key.Revoke(tx)
		})
	})
}

func when(at *models.Instant) string {
	if at == nil {
		return "-"
	}
	return at.Milli()
}
