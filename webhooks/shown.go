package webhooks

import (
	"context"
	"strings"

	"anteroom/models"
)

// masked stands where a page leaves a signature or a token out.
const masked = "••••••"

// ShowRequest is a delivery's request at one of its tries, with nothing secret in it: signatures, tokens and the header of its own are masked.
func (s *Sender) ShowRequest(ctx context.Context, endpoint *models.Endpoint, delivery *models.Delivery, attempt int, at models.Instant) ([]Header, error) {
	request := Request{
		URL: endpoint.URL, Event: delivery.Type, Dialect: endpoint.Dialect, Secrets: []string{masked}, Attempt: attempt,
		Sequence: delivery.Sequence, Previous: delivery.Previous, At: at.Time, Version: s.config.Version,
	}
	if delivery.Body != nil {
		request.MessageID, request.Dialect, request.Body = delivery.Body.MessageID, delivery.Body.Dialect, delivery.Body.Bytes
	}
	if endpoint.OAuth != "" {
		request.Token = masked
	}
	names := headerOrder()
	if endpoint.HeaderName != "" {
		request.Header = Header{endpoint.HeaderName, masked}
		if !strings.EqualFold(endpoint.HeaderName, "Authorization") { // which stands in the order
			names = append(names, endpoint.HeaderName)
		}
	}
	made, err := request.HTTP(ctx)
	if err != nil {
		return nil, err
	}
	shown := map[string]string{"webhook-signature": "v1," + masked, "X-Waitwhile-Signature": masked}
	var headers []Header
	for _, name := range names {
		value := made.Header.Get(name)
		if value == "" {
			continue
		}
		if mask, secret := shown[name]; secret {
			value = mask
		}
		headers = append(headers, Header{name, value})
	}
	return headers, nil
}

// headerOrder is that of the documentation.
func headerOrder() []string {
	return []string{
		"Content-Type", "User-Agent", "webhook-id", "webhook-timestamp", "webhook-signature", "X-Waitwhile-Signature",
		"anteroom-event", "anteroom-attempt", "anteroom-sequence", "anteroom-previous", "Idempotency-Key", "Authorization",
	}
}

// Curl is the same request as a command line. The signature in it is not valid: the secret is never shown.
func Curl(url string, headers []Header, body []byte) string {
	var command strings.Builder
	command.WriteString("curl " + quoted(url))
	for _, header := range headers {
		command.WriteString(" \\\n  -H " + quoted(header.Name+": "+header.Value))
	}
	command.WriteString(" \\\n  --data-raw " + quoted(string(body)))
	return command.String()
}

// quoted is a text as one word of a POSIX shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
