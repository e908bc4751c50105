package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"

	"anteroom/app"
	"anteroom/models"
)

// serveCommand is the server.
type serveCommand struct{ settings }

// Run serves until it is told to stop.
func (serveCommand) Run(ctx context.Context, config *app.Config) error {
	unlock, err := config.Lock()
	if err != nil {
		return err
	}
	defer unlock()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", config.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", config.Addr, err)
	}
	defer listener.Close()
	return withDatabase(ctx, config, func(db *models.DB) error {
		a, err := app.New(config, db, slog.Default())
		if err != nil {
			return err
		}
		link, err := a.SetupLink(ctx)
		if err != nil {
			return err
		}
		fmt.Println("Anteroom is at", a.URL)
		if link != "" {
			fmt.Printf("Open this link to set it up. It works once, for 24 hours:\n\n    %s\n\n", link)
		}
		debug.FreeOSMemory() // what the start needed, several times what serving does
		return a.Serve(ctx, listener)
	})
}
