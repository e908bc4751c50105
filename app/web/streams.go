package web

import (
	"context"
	"sync"
	"time"

	"anteroom/models"
)

const (
	streamsPerFollower = 10    // live pages that one follower keeps open
	streamsPerNetwork  = 100   // and all visitors of one network together: a whole waiting room
	streamsOfVisitors  = 1_000 // and all visitors; a page without a stream looks again by itself
)

// Streams watches the versions of lists and locations while somebody looks at them, once a second for all of them
// together, whoever makes the change: a page, a command, another instance.
type Streams struct {
	db   *models.DB
	stop chan struct{}

	mu        sync.Mutex
	closed    bool
	listeners map[*listener]bool
	opened    int64
	running   bool
	polling   sync.WaitGroup
}

// Follower is who keeps live pages open: one user, or whoever has one visit's link.
type Follower struct {
	Name    string
	Network string // of a visitor; empty for staff
}

type listener struct {
	Follower
	number  int64                  // the older, the lower
	seen    map[models.Watch]int64 // the versions it knows
	changed chan string
}

// NewStreams makes the one watcher of a program.
func NewStreams(db *models.DB) *Streams {
	return &Streams{db: db, stop: make(chan struct{}), listeners: map[*listener]bool{}}
}

// Stopped is closed when every stream has to end.
func (s *Streams) Stopped() <-chan struct{} { return s.stop }

// Stop ends every stream: the first thing when the program stops. Nothing is read any more once it returns.
func (s *Streams) Stop() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.stop)
	}
	s.mu.Unlock()
	s.polling.Wait()
}

// Listen hears the names of what has other versions than those given, until leave is called. The channel is nil where there are too many
// already. Of a visitor's pages the newest stays: the channel of the oldest is closed for it, so nobody keeps a customer from following by
// having been there first.
func (s *Streams) Listen(who Follower, seen map[models.Watch]int64) (changed <-chan string, leave func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open, oldest := s.open(who)
	switch {
	case s.closed, open >= streamsPerFollower && who.Network == "":
		return nil, func() {}
	case open >= streamsPerFollower:
		delete(s.listeners, oldest)
		close(oldest.changed)
	case who.Network != "" && s.isFull(who.Network):
		return nil, func() {}
	}
	s.opened++
	l := &listener{Follower: who, number: s.opened, seen: seen, changed: make(chan string, 32)}
	s.listeners[l] = true
	if !s.running {
		s.running = true
		s.polling.Go(s.poll)
	}
	return l.changed, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, l)
	}
}

// open counts the follower's pages and finds the one that was opened first.
func (s *Streams) open(who Follower) (open int, oldest *listener) {
	for l := range s.listeners {
		if l.Follower != who {
			continue
		}
		if open++; oldest == nil || l.number < oldest.number {
			oldest = l
		}
	}
	return open, oldest
}

// isFull says whether visitors, or those of one network, have as many streams as they may.
func (s *Streams) isFull(network string) bool {
	beside, all := 0, 0
	for l := range s.listeners {
		if l.Network != "" {
			all++
		}
		if l.Network == network {
			beside++
		}
	}
	return beside >= streamsPerNetwork || all >= streamsOfVisitors
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
	if s.closed || len(s.listeners) == 0 {
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
