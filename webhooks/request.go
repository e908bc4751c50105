package webhooks

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// standardDialect is the one whose receivers may verify X-Waitwhile-Signature.
const standardDialect = "standard"

// Request is one try in plain values.
type Request struct {
	URL       string
	MessageID string // the same over retries, redelivery and replay
	Event     string // such as "visit.updated"
	Dialect   string
	Body      []byte   // as frozen with the event
	Secrets   []string // the newest first; the one before it while both are valid
	Token     string   // OAuth, or ""
	Header    Header   // of the endpoint's own; its zero value is none
	Attempt   int      // 1 is the first
	Sequence  int64    // 0 for a test, which is no event
	Previous  int64    // the sequence addressed to this endpoint before, 0 when this is its first
	At        time.Time
	Version   string // of Anteroom

	committed time.Time // when what a first try tells was committed, else zero
}

// HTTP makes the POST with every header that receivers are promised; those go before the endpoint's own.
func (r Request) HTTP(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.URL, bytes.NewReader(r.Body))
	if err != nil {
		return nil, fmt.Errorf("make a webhook's request: %w", err)
	}
	header := req.Header
	if r.Header.Name != "" {
		header.Set(r.Header.Name, r.Header.Value)
	}
	header.Set("Content-Type", "application/json")
	header.Set("User-Agent", "Anteroom/"+r.Version)
	header.Set("webhook-id", r.MessageID)
	header.Set("webhook-timestamp", strconv.FormatInt(r.At.Unix(), 10))
	header.Set("webhook-signature", Sign(r.Secrets, r.MessageID, r.At, r.Body))
	if r.Dialect == standardDialect && len(r.Secrets) > 0 {
		header.Set("X-Waitwhile-Signature", SignURL(r.Secrets[0], r.URL, r.Body))
	}
	header.Set("anteroom-event", r.Event)
	header.Set("anteroom-attempt", strconv.Itoa(r.Attempt))
	if r.Sequence > 0 {
		header.Set("anteroom-sequence", strconv.FormatInt(r.Sequence, 10))
		header.Set("anteroom-previous", strconv.FormatInt(r.Previous, 10))
	}
	header.Set("Idempotency-Key", r.MessageID)
	if r.Token != "" {
		header.Set("Authorization", "Bearer "+r.Token)
	}
	return req, nil
}
