package webhooks

import (
	"context"
	"net/http"
	"time"
)

// DialTimeout is how long a connection may take.
const DialTimeout = dialTimeout

// LimitsOf are how long a client of NewClient waits for TLS, and in all.
func LimitsOf(client *http.Client) (handshake, total time.Duration) {
	transport, _ := client.Transport.(*transport)
	return transport.secure.TLSHandshakeTimeout, client.Timeout
}

// InMemory has the sender talk to a receiver without a network and look for work less often, for tests on virtual time:
// sockets would hold that up.
func (s *Sender) InMemory(receiver http.RoundTripper, total, look time.Duration) {
	s.client = &http.Client{Transport: receiver, Timeout: total}
	s.look = look
}

// BeginBeside starts like Start, but leaves other processes their leases, as on PostgreSQL.
func (s *Sender) BeginBeside(ctx context.Context) { s.begin(ctx) }

// IsSending says whether a try is under way, or has ended and not told the breaker yet.
func (s *Sender) IsSending() bool { return s.isSending() }

// Freeze stops the worker alone: tries under way go on, and nothing is claimed or renewed.
func (s *Sender) Freeze() {
	s.endWork()
	s.worker.Wait()
}
