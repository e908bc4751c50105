package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"anteroom/app"
	"anteroom/models"
	"anteroom/webhooks"
)

// demoCommand serves a made-up account.
type demoCommand struct{ settings }

// Run fills a new database, starts the receiver and serves until it is told to stop; the database goes with it.
func (demoCommand) Run(ctx context.Context, config *app.Config) error {
	dir, err := os.MkdirTemp("", "anteroom-demo-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	config.Database = "sqlite:" + filepath.Join(dir, "anteroom.db")
	receiver, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("cannot listen for webhooks: %w", err)
	}
	defer receiver.Close()
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", config.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", config.Addr, err)
	}
	defer listener.Close()
	config.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
	return withDatabase(ctx, config, func(db *models.DB) error {
		return demo(ctx, config, db, listener, receiver)
	})
}

func demo(ctx context.Context, config *app.Config, db *models.DB, listener, receiver net.Listener) error {
	a, err := app.New(config, db, slog.Default())
	if err != nil {
		return err
	}
	owner, err := app.TellStory(ctx, db, "Europe/Berlin", "DE")
	if err != nil {
		return fmt.Errorf("the made-up account: %w", err)
	}
	var link, secret string
	err = db.Write(ctx, func(tx *models.Tx) error {
		if link, err = owner.NewLoginLink(tx); err != nil {
			return err
		}
		_, secret, err = a.Sender.Create(tx, webhooks.Draft{
			URL: "http://" + receiver.Addr().String() + "/", Description: "The receiver built into this demo", IsActive: true,
		})
		return err
	})
	if err != nil {
		return err
	}
	fmt.Printf("This is a made-up account; everything in it ends with this program.\nWebhooks are printed below as they arrive.\n\nOpen this link to log in as %s. It works once:\n\n    %s\n\n",
		owner.Name, a.Link("/welcome?token="+link))
	stopped := make(chan error, 1)
	go func() { stopped <- serveCatcher(ctx, receiver, webhooks.NewCatcher(os.Stdout, secret, time.Now)) }()
	err = a.Serve(ctx, listener)
	_ = receiver.Close()
	return errors.Join(err, <-stopped)
}
