package app

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// stopPatience is how long requests in flight may take to end when the program stops.
const stopPatience = 10 * time.Second

// Server is what listens, with the bounds of its patience.
func (a *App) Server() *http.Server {
	return &http.Server{
		Handler:           a,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(a.Log.Handler(), slog.LevelDebug),
	}
}

// Serve answers on a listener until ctx ends, then stops in order: not ready, streams closed, requests in flight
// finished, background work ended. The caller closes the database.
func (a *App) Serve(ctx context.Context, listener net.Listener) error {
	server := a.Server()
	stopWork, err := a.background(ctx)
	if err != nil {
		return err
	}

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	a.ready.Store(true)
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	a.ready.Store(false)
	a.Streams.Stop()
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopPatience)
	defer cancel()
	if stopped := server.Shutdown(patience); stopped != nil {
		a.Log.Warn("some requests did not end in time", "error", stopped)
		err = errors.Join(err, server.Close())
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, stopWork(patience))
}
