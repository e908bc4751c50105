package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"anteroom/webhooks"
)

// catchCommand is a local receiver of webhooks.
type catchCommand struct {
	Addr   string `default:"127.0.0.1:9000" help:"Where to listen."`
	Secret string `help:"The endpoint's secret, to check signatures."`
}

// Run prints each request until it is told to stop.
func (c catchCommand) Run(ctx context.Context) error {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Addr, err)
	}
	fmt.Printf("Catching webhooks at http://%s/\n", listener.Addr())
	if c.Secret == "" {
		fmt.Println("Signatures are not checked: give --secret.")
	}
	return serveCatcher(ctx, listener, webhooks.NewCatcher(os.Stdout, c.Secret, time.Now))
}

// serveCatcher answers on the listener until ctx ends.
func serveCatcher(ctx context.Context, listener net.Listener, catcher http.Handler) error {
	server := &http.Server{Handler: catcher, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}
