// Package apptest starts the whole program for a test: a real database, a real port, a browser for each role.
//
//	world := apptest.Start(t)
//	page := world.As(models.RoleStaff).Post("/admin/people", url.Values{"firstName": {"Ida"}})
//	page.WantsRedirect("/admin/people/1")
package apptest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"anteroom/app"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// World is a running program with an account ("Linden House", Europe/Berlin) and a user of each role.
type World struct {
	T      testing.TB
	App    *app.App
	DB     *models.DB
	Config *app.Config
	URL    string
	Logs   *Logs

	clients map[models.Role]*Client
	stop    func()
}

// Option changes a world before it starts.
type Option func(*options)

type options struct {
	engine  models.Engine
	now     func() time.Time
	config  []func(*app.Config)
	unready bool
}

// On chooses the engine; SQLite unless told.
func On(engine models.Engine) Option { return func(o *options) { o.engine = engine } }

// At sets the clock.
func At(now func() time.Time) Option { return func(o *options) { o.now = now } }

// With changes the configuration.
func With(change func(*app.Config)) Option {
	return func(o *options) { o.config = append(o.config, change) }
}

// BeforeSetup starts without an account and without users, as a first start does.
func BeforeSetup() Option { return func(o *options) { o.unready = true } }

// Start runs the program until the test ends.
func Start(t testing.TB, with ...Option) *World {
	t.Helper()
	o := options{engine: models.SQLite, now: time.Now}
	for _, option := range with {
		option(&o)
	}
	open := modelstest.Open
	if o.unready {
		open = modelstest.Empty
	}
	db := open(t, o.engine, o.now)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	config := Config(t)
	config.URL = "http://" + listener.Addr().String()
	config.Secret = "a secret of tests, long enough"
	for _, change := range o.config {
		change(config)
	}
	if err := config.Validate(); err != nil {
		t.Fatal(err)
	}
	w := &World{T: t, DB: db, Config: config, URL: "http://" + listener.Addr().String(), Logs: new(Logs), clients: map[models.Role]*Client{}}
	w.App, err = app.New(config, db, slog.New(slog.NewJSONHandler(w.Logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	w.serve(listener)
	if !o.unready {
		w.addUsers()
	}
	return w
}

// Config is what the program has without any variable set.
func Config(t testing.TB) *app.Config {
	t.Helper()
	config := new(app.Config)
	parser, err := kong.New(config, kong.Exit(func(int) { t.Fatal("the configuration's defaults do not parse") }))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse([]string{"--database", "sqlite:" + filepath.Join(t.TempDir(), "anteroom.db")}); err != nil {
		t.Fatal(err)
	}
	return config
}

// Write changes the world behind the program's back.
func (w *World) Write(do func(tx *models.Tx) error) {
	w.T.Helper()
	modelstest.Write(w.T, w.DB, do)
}

// Stop ends the program as SIGTERM does, and waits for it.
func (w *World) Stop() { w.stop() }

func (w *World) serve(listener net.Listener) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.App.Serve(ctx, listener) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			w.T.Error(err)
		}
		if w.T.Failed() {
			_, _ = io.Copy(os.Stderr, bytes.NewReader(w.Logs.Bytes()))
		}
	})
	w.T.Cleanup(w.stop)
}

// Logs are what the program wrote.
type Logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *Logs) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(line)
}

// Bytes is a copy of all lines until now.
func (l *Logs) Bytes() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Clone(l.text.Bytes())
}
