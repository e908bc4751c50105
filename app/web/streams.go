package web

import (
	"context"
	"sync"
	"time"

	"anteroom/models"
)

const (
	streamsPerUser    = 10    // live pages that one user, or one visit, keeps open
	streamsOfVisitors = 1_000 // and all visits together; a page without a stream looks again by itself
)

// Streams watches the versions of lists and locations while somebody looks at them, once a second for all of them
// together, whoever makes the change: a page, a command, another instance.
type Streams struct {
	db   *models.DB
	stop chan struct{}

	mu        sync.Mutex
	closed    bool
	listeners map[*listener]bool
	running   bool
}

type listener struct {
	userID  int64
	seen    map[models.Watch]int64 // the versions it knows
	changed chan string
}

// NewStreams makes the one watcher of a program.
func NewStreams(db *models.DB) *Streams {
	return &Streams{db: db, stop: make(chan struct{}), listeners: map[*listener]bool{}}
}

// Stopped is closed when every stream has to end.
func (s *Streams) Stopped() <-chan struct{} { return s.stop }

// Stop ends every stream: the first thing when the program stops.
func (s *Streams) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.stop)
	}
}

// Listen hears the names of what has other versions than those given, until leave is called.
// The channel is nil where the user has too many already. A number below zero is a visitor.
func (s *Streams) Listen(userID int64, seen map[models.Watch]int64) (changed <-chan string, leave func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open, visitors := 0, 0
	for l := range s.listeners {
		if l.userID == userID {
			open++
		}
		if l.userID < 0 {
			visitors++
		}
	}
	if s.closed || open >= streamsPerUser || userID < 0 && visitors >= streamsOfVisitors {
		return nil, func() {}
	}
	l := &listener{userID: userID, seen: seen, changed: make(chan string, 32)}
	s.listeners[l] = true
	if !s.running {
		s.running = true
		go s.poll()
	}
	return l.changed, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, l)
	}
}

// poll lives as long as anybody listens.
func (s *Streams) poll() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		watched, listening := s.watched()
		if !listening {
			return
		}
		s.look(watched)
		select {
		case <-s.stop:
			return
		case <-ticker.C:
		}
	}
}

func (s *Streams) watched() (watched map[models.Watch]bool, listening bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.listeners) == 0 {
		s.running = false
		return nil, false
	}
	watched = map[models.Watch]bool{}
	for l := range s.listeners {
		for watch := range l.seen {
			watched[watch] = true
		}
	}
	return watched, true
}

// look tells the listeners what changed since they looked. A database that does not answer is asked again in a second;
// a listener who is too slow to hear is told the next time.
func (s *Streams) look(watched map[models.Watch]bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	versions, err := models.Versions(s.db.Read(ctx), watched)
	if err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		for watch, before := range l.seen {
			if versions[watch] == before {
				continue
			}
			select {
			case l.changed <- watch.String():
				l.seen[watch] = versions[watch]
			default:
			}
		}
	}
}
