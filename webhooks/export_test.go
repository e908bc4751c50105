package webhooks

import (
	"context"
	"net/http"
	"time"
)

// InMemory has the sender talk to a receiver without a network and look for work less often, for tests on virtual time:
// sockets would hold that up.
func (s *Sender) InMemory(receiver http.RoundTripper, total, look time.Duration) {
	s.client = &http.Client{Transport: receiver, Timeout: total}
	s.look = look
}

// BeginBeside starts like Start, but leaves other processes their leases, as on PostgreSQL.
func (s *Sender) BeginBeside(ctx context.Context) { s.begin(ctx) }

// Freeze stops the worker alone: tries under way go on, and nothing is claimed or renewed.
func (s *Sender) Freeze() {
	s.endWork()
	s.worker.Wait()
}
