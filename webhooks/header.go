package webhooks

import (
	"net/textproto"
	"slices"
	"strings"

	"golang.org/x/net/http/httpguts"

	"anteroom/models"
)

const (
	longestHeaderName  = 100
	longestHeaderValue = 2000
)

// Header is one line of a request.
type Header struct {
	Name  string
	Value string
}

// checkHeader says what is wrong with a header of the integrator's choosing. What it is called may not be anything that the request
// says already, or that the connection is made of.
func checkHeader(draft *Draft, invalid models.Invalid) {
	header := draft.Header
	if header == nil {
		return
	}
	name := textproto.CanonicalMIMEHeaderKey(header.Name)
	switch {
	case header.Name == "":
		invalid.Add("header.name", "Please give the name of the header, or leave it out.")
	case !httpguts.ValidHeaderFieldName(header.Name) || len(header.Name) > longestHeaderName:
		invalid.Add("header.name", "Please give a name such as X-Api-Key: up to 100 letters, digits and hyphens.")
	case isOurs(name):
		invalid.Add("header.name", "Every request says “"+name+"” by itself. Please choose another name.")
	case name == "Authorization" && draft.OAuth != nil:
		invalid.Add("header.name", "The OAuth token is sent as Authorization already. Please choose one of the two.")
	}
	if !isHeaderValue(header.Value) {
		invalid.Add("header.value", "Please give a value of one line: up to 2,000 letters, digits and signs without accents, and no space at its beginning or end.")
	}
}

// isOurs holds for names that Anteroom, HTTP or the connection uses.
func isOurs(name string) bool {
	if slices.ContainsFunc([]string{"Content-", "Webhook-", "Anteroom-", "Proxy-", "Sec-", "If-"}, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
		return true
	}
	return slices.Contains([]string{
		"Host", "User-Agent", "X-Waitwhile-Signature", "Idempotency-Key", "Accept-Encoding", "Connection", "Keep-Alive", "Transfer-Encoding",
		"Te", "Trailer", "Upgrade", "Expect", "Http2-Settings", "Range", "Date", "Via", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
	}, name)
}

// isHeaderValue holds for visible ASCII with spaces within. The empty one keeps what is there.
func isHeaderValue(value string) bool {
	isStrange := func(r rune) bool { return r < ' ' || r > '~' }
	return len(value) <= longestHeaderValue && !strings.ContainsFunc(value, isStrange) && strings.TrimSpace(value) == value
}

// keepHeader seals what the draft says onto the endpoint. A value that a form leaves out is the endpoint's own, which goes to no other
// host than before.
func (s *Sender) keepHeader(draft Draft, endpoint *models.Endpoint) error {
	switch header := draft.Header; {
	case header == nil:
		endpoint.HeaderName, endpoint.HeaderValue = "", ""
	case header.Value != "":
		endpoint.HeaderName, endpoint.HeaderValue = header.Name, s.config.Keyring.Seal(header.Value, headerOwner(endpoint))
	case endpoint.HeaderValue == "":
		return models.Invalid{"header.value": "Please give the value of the header, or leave it out."}
	case !sameHost(endpoint.URL, draft.URL):
		return models.Invalid{"header.value": "Please give the value of the header again: requests now go to another host."}
	default:
		endpoint.HeaderName = header.Name
	}
	return nil
}

// headerOf is the endpoint's header with its value in clear, the zero Header where it has none.
func (s *Sender) headerOf(endpoint *models.Endpoint) (Header, error) {
	if endpoint.HeaderName == "" {
		return Header{}, nil
	}
	value, err := s.config.Keyring.Open(endpoint.HeaderValue, headerOwner(endpoint))
	return Header{endpoint.HeaderName, value}, err
}

func headerOwner(endpoint *models.Endpoint) string {
	return "endpoint " + endpoint.PublicID + " header"
}
