package webhooks

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	dialTimeout    = 5 * time.Second
	tlsTimeout     = 5 * time.Second
	totalTimeout   = 15 * time.Second
	maxAnswerBytes = 64 << 10
	maxHeaderBytes = 64 << 10
	slots          = 64
)

// ClientOptions change what NewClient does by default; the zero value changes nothing.
type ClientOptions struct {
	Roots     *x509.CertPool // nil: the system's
	Resolver  *net.Resolver  // nil: the system's
	Handshake time.Duration  // 0: 5 seconds for TLS
	Total     time.Duration  // 0: 15 seconds for all of a request
}

// NewClient makes the only kind of HTTP client in the program: every connection asks the guard, no proxy, no redirect,
// TLS verified, an answer's size and time bounded. Callers read at most 64 KiB of a body.
func NewClient(guard *Guard, options ClientOptions) *http.Client {
	if options.Total == 0 {
		options.Total = totalTimeout
	}
	if options.Handshake == 0 {
		options.Handshake = tlsTimeout
	}
	return &http.Client{
		Timeout:       options.Total,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &transport{
			secure: newTransport(guard, "https", options),
			plain:  newTransport(guard, "http", options),
		},
	}
}

// transport keeps one pool per scheme, so that the guard knows which scheme a socket is for.
type transport struct {
	secure, plain *http.Transport
}

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Scheme == "https" {
		return t.secure.RoundTrip(req)
	}
	return t.plain.RoundTrip(req)
}

// CloseIdleConnections is called by the method of that name of http.Client.
func (t *transport) CloseIdleConnections() {
	t.secure.CloseIdleConnections()
	t.plain.CloseIdleConnections()
}

func newTransport(guard *Guard, scheme string, options ClientOptions) *http.Transport {
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            dial(guard, scheme, options.Resolver),
		TLSClientConfig:        &tls.Config{RootCAs: options.Roots, MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    options.Handshake,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: tlsTimeout, PingTimeout: tlsTimeout},
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHeaderBytes,
		MaxIdleConns:           slots,
		MaxIdleConnsPerHost:    slots,
		IdleConnTimeout:        time.Minute,
		WriteBufferSize:        4 << 10,
		ReadBufferSize:         4 << 10,
	}
}

// dial connects where the guard lets it. When some addresses of a name are refused and the rest do not answer, the
// receiver is down, not forbidden: the error then is that of a refused connection.
func dial(guard *Guard, scheme string, resolver *net.Resolver) func(context.Context, string, string) (net.Conn, error) {
	control := guard.Control(scheme)
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, &Refusal{RefusedUnreadable}
		}
		if err := guard.CheckHost(host, port); err != nil {
			return nil, err
		}
		var permitted atomic.Bool
		dialer := &net.Dialer{
			Timeout:  dialTimeout,
			Resolver: resolver,
			Control: func(network, address string, raw syscall.RawConn) error {
				if err := control(network, address, raw); err != nil {
					return err
				}
				permitted.Store(true)
				return nil
			},
		}
		conn, err := dialer.DialContext(ctx, network, address)
		var refusal *Refusal
		if errors.As(err, &refusal) && permitted.Load() {
			return nil, fmt.Errorf("no permitted address answered: %w", syscall.ECONNREFUSED)
		}
		return conn, err
	}
}
