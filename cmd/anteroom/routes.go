package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"text/tabwriter"

	"anteroom/app"
	"anteroom/models"
)

// routesCommand prints the route table.
type routesCommand struct {
	settings

	JSON bool `name:"json" help:"As JSON."`
}

type routeLine struct {
	Method       string `json:"method"`
	Path         string `json:"path"`
	Audience     string `json:"audience"`
	Policy       string `json:"policy"`
	ChangesState bool   `json:"changesState"`
}

// Run prints. The table needs no data, so that it is read from a database of its own.
func (r routesCommand) Run(ctx context.Context, config *app.Config) error {
	directory, err := os.MkdirTemp("", "anteroom-routes-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(directory) }()
	config.Database = "sqlite:" + filepath.Join(directory, "empty.db")
	return withDatabase(ctx, config, func(db *models.DB) error {
		a, err := app.New(config, db, slog.Default())
		if err != nil {
			return err
		}
		lines := []routeLine{}
		for _, route := range a.Routes() {
			lines = append(lines, routeLine{route.Method, route.Path, string(route.Audience), string(route.Policy), route.ChangesState()})
		}
		if r.JSON {
			encoder := json.NewEncoder(os.Stdout)
			encoder.SetIndent("", "  ")
			return encoder.Encode(lines)
		}
		return printTable(lines)
	})
}

func printTable(lines []routeLine) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	for _, line := range lines {
		if _, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", line.Method, line.Path, line.Audience, line.Policy); err != nil {
			return err
		}
	}
	return table.Flush()
}
