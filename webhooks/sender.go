package webhooks

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"anteroom/models"
)

// Config is what a sender needs beside the database.
type Config struct {
	Guard    *Guard
	Keyring  *Keyring
	Schedule Schedule
	Wait     time.Duration // how long a request waits, at most, for the first tries of what it caused
	Version  string        // of Anteroom
	BaseURL  string        // of this installation, for links in bodies
	Log      *slog.Logger
	Client   ClientOptions
	Notify   func(context.Context, models.Endpoint, Notice) // tells staff beyond the audit log; may be nil
}

// Sender addresses events to endpoints and delivers them. Announce works in any process that changes something;
// first tries and the worker run between Start and Stop.
type Sender struct {
	db      *models.DB
	config  Config
	client  *http.Client
	boot    string        // names this process in leases
	look    time.Duration // the longest time between two looks for work
	looks   atomic.Int64  // that have ended
	tokens  *tokens
	metrics *metrics

	mu        sync.Mutex
	isRunning bool
	lanes     map[int64]*lane
	inFlight  int
	turn      int
	announced map[string]announced
	held      map[int64]int // deliveries in this process's hands, and the tries they had when it took them
	released  []int64       // to be given back

	wake    chan struct{}
	results chan outcome
	try     context.Context // ends the tries under way
	endTry  context.CancelFunc
	endWork context.CancelFunc
	tries   sync.WaitGroup
	worker  sync.WaitGroup
	writer  sync.WaitGroup
}

// New makes a sender. Set db.Announce and db.Committed to its methods of these names.
func New(db *models.DB, config Config) *Sender {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	client := NewClient(config.Guard, config.Client)
	return &Sender{
		db: db, config: config, client: client,
		boot:      models.NewPublicID(),
		look:      safetyNet,
		tokens:    newTokens(client, config.Keyring),
		metrics:   newMetrics(),
		lanes:     map[int64]*lane{},
		announced: map[string]announced{},
		held:      map[int64]int{},
		wake:      make(chan struct{}, 1),
		results:   make(chan outcome, 2*slots),
	}
}

// Start frees what an earlier run on the same SQLite file had taken and begins to deliver. It returns at once.
func (s *Sender) Start(ctx context.Context) error {
	if s.db.Engine == models.SQLite {
		err := s.write(ctx, func(tx *models.Tx) error { return models.FreeOtherLeases(tx, s.boot) })
		if err != nil {
			return err
		}
	}
	s.begin(ctx)
	return nil
}

func (s *Sender) begin(ctx context.Context) {
	base := context.WithoutCancel(ctx)
	s.try, s.endTry = context.WithCancel(base)
	work, endWork := context.WithCancel(base)
	s.endWork = endWork
	s.mu.Lock()
	s.isRunning = true
	s.mu.Unlock()
	s.worker.Go(func() { s.work(work) })
	s.writer.Go(func() { s.gather(base) })
}

// Stop starts no more tries, lets those under way finish until ctx ends, and stores what came of them.
func (s *Sender) Stop(ctx context.Context) error {
	s.mu.Lock()
	wasRunning := s.isRunning
	s.isRunning = false
	s.mu.Unlock()
	if !wasRunning {
		return nil
	}
	s.endWork()
	s.worker.Wait()
	finished := make(chan struct{})
	go func() { s.tries.Wait(); close(finished) }()
	select {
	case <-finished:
	case <-ctx.Done():
		s.endTry()
		<-finished
	}
	s.endTry()
	close(s.results)
	s.writer.Wait()
	s.client.CloseIdleConnections()
	return s.write(context.WithoutCancel(ctx), func(tx *models.Tx) error { return models.ReleaseAll(tx, s.boot) })
}

// Schedule is when deliveries are tried again.
func (s *Sender) Schedule() Schedule { return s.config.Schedule }

// write changes the sender's own rows: that is nobody's doing and no event.
func (s *Sender) write(ctx context.Context, do func(tx *models.Tx) error) error {
	return s.db.Write(models.WithBy(ctx, models.By{Kind: models.ByJob, Name: "webhooks"}), do)
}

// WakeUp has the worker look for something to do. Call it after a commit that made something due without an event:
// a redelivery, a retry, an endpoint switched on.
func (s *Sender) WakeUp() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// complain logs what went wrong on our side; a busy database is tried again and no news.
func (s *Sender) complain(what string, err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	s.config.Log.Error("webhooks: "+what, "error", err)
}
