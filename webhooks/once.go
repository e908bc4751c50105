package webhooks

import (
	"context"
	"time"
)

// onceQuiet is how long nothing happens, and the worker finds nothing, until everything that can be sent has been: longer than it sleeps.
const onceQuiet = safetyNet + 200*time.Millisecond

// SendOnce sends what is due, beside running servers or without one, and returns when no more can be sent now. What other
// processes have taken stays theirs. It says how many tries ended well and how many did not.
func (s *Sender) SendOnce(ctx context.Context) (good, failed int64, err error) {
	s.begin(ctx)
	s.waitForQuiet(ctx)
	err = s.Stop(ctx)
	return s.metrics.good.Load(), s.metrics.failed.Load(), err
}

func (s *Sender) waitForQuiet(ctx context.Context) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	tries, looks, since := int64(0), s.looks.Load(), time.Now()
	for time.Since(since) < onceQuiet || s.looks.Load() < looks+2 { // the first of the two may have begun before
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if now := s.metrics.good.Load() + s.metrics.failed.Load(); now != tries || s.isSending() {
			tries, looks, since = now, s.looks.Load(), time.Now()
		}
	}
}

func (s *Sender) isSending() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.inFlight > 0
}
