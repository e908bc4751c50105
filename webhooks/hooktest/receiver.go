// Package hooktest is a listening webhook receiver for tests, with manners good and bad.
package hooktest

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/webhooks"
)

const patience = time.Minute

// Received is one request as it arrived.
type Received struct {
	Proto  string
	Method string
	Path   string
	Header http.Header
	Body   []byte
	At     time.Time
}

// Receiver records every request in the order of arrival and answers 204 unless told otherwise.
type Receiver struct {
	server      *httptest.Server
	closing     chan struct{}
	once        sync.Once
	connections atomic.Int64

	mu       sync.Mutex
	clock    func() time.Time
	news     chan struct{} // closed and replaced at each arrival
	received []Received
	next     []Manner
	always   Manner
}

// New listens on a free port of 127.0.0.1 until the test ends.
func New(t testing.TB) *Receiver {
	return Listen(t, "127.0.0.1:0")
}

// Listen does the same at an address of the test's choosing.
func Listen(t testing.TB, address string) *Receiver {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatalf("listen for webhooks: %v", err)
	}
	receiver := prepare(t)
	receiver.server.Listener.Close()
	receiver.server.Listener = listener
	receiver.server.Start()
	return receiver
}

// NewTLS listens with a certificate for 127.0.0.1 that is valid until the given time.
func NewTLS(t testing.TB, until time.Time) *Receiver {
	t.Helper()
	receiver := prepare(t)
	receiver.server.TLS = &tls.Config{Certificates: []tls.Certificate{certificate(t, until)}}
	receiver.server.EnableHTTP2 = true
	receiver.server.StartTLS()
	return receiver
}

func prepare(t testing.TB) *Receiver {
	receiver := &Receiver{clock: time.Now, closing: make(chan struct{}), news: make(chan struct{})}
	receiver.server = httptest.NewUnstartedServer(receiver)
	receiver.server.Config.ErrorLog = quiet()
	receiver.server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			receiver.connections.Add(1)
		}
	}
	t.Cleanup(receiver.Close)
	return receiver
}

// URL is where it listens.
func (r *Receiver) URL() string { return r.server.URL }

// Roots trusts its certificate.
func (r *Receiver) Roots() *x509.CertPool {
	pool := x509.NewCertPool()
	if r.server.Certificate() != nil {
		pool.AddCert(r.server.Certificate())
	}
	return pool
}

// Connections counts those opened so far.
func (r *Receiver) Connections() int { return int(r.connections.Load()) }

// Close stops listening: from then on connections are refused.
func (r *Receiver) Close() {
	r.once.Do(func() {
		close(r.closing)
		r.server.CloseClientConnections()
		r.server.Close()
	})
}

// GoBy has it take the time of arrivals from another clock than the machine's.
func (r *Receiver) GoBy(clock func() time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.clock = clock
}

// Next sets how the next requests are answered, one manner each.
func (r *Receiver) Next(manners ...Manner) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next = append(r.next, manners...)
}

// Always sets how requests are answered that Next says nothing about; nil is 204.
func (r *Receiver) Always(manner Manner) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.always = manner
}

// Received returns what has arrived so far.
func (r *Receiver) Received() []Received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.received)
}

// Bodies returns the bodies that have arrived so far.
func (r *Receiver) Bodies() []string {
	var bodies []string
	for _, one := range r.Received() {
		bodies = append(bodies, string(one.Body))
	}
	return bodies
}

// Wait returns the requests as soon as there are n; the test fails when they do not come.
func (r *Receiver) Wait(t testing.TB, n int) []Received {
	t.Helper()
	late := time.After(patience)
	for {
		r.mu.Lock()
		received, news := slices.Clone(r.received), r.news
		r.mu.Unlock()
		if len(received) >= n {
			return received
		}
		select {
		case <-news:
		case <-late:
			t.Fatalf("%d requests arrived, want %d: %s", len(received), n, r.Bodies())
		}
	}
}

// Settle waits until nothing has arrived for a while and returns all: to prove that something is NOT sent.
func (r *Receiver) Settle(quiet time.Duration) []Received {
	for {
		r.mu.Lock()
		news := r.news
		r.mu.Unlock()
		select {
		case <-news:
		case <-time.After(quiet):
			return r.Received()
		}
	}
}

// MustVerify fails the test unless every request so far carries a signature of the secret.
func (r *Receiver) MustVerify(t testing.TB, secret string) {
	t.Helper()
	for i, one := range r.Received() {
		if err := webhooks.Verify(secret, one.Header, one.Body, time.Minute, one.At); err != nil {
			t.Errorf("request %d: %v", i+1, err)
		}
	}
}

// ServeHTTP records, then answers.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return
	}
	manner := r.record(Received{
		Proto: req.Proto, Method: req.Method, Path: req.URL.Path, Header: req.Header.Clone(), Body: body,
	})
	req.Body = io.NopCloser(bytes.NewReader(body))
	manner(w, req, r.closing)
}

func (r *Receiver) record(one Received) Manner {
	r.mu.Lock()
	defer r.mu.Unlock()
	one.At = r.clock()
	r.received = append(r.received, one)
	close(r.news)
	r.news = make(chan struct{})
	switch {
	case len(r.next) > 0:
		manner := r.next[0]
		r.next = r.next[1:]
		return manner
	case r.always != nil:
		return r.always
	}
	return Status(http.StatusNoContent)
}
