package webhooks

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	maxURLLength  = 2000
	lookupTimeout = 2 * time.Second
)

// Lookup finds the addresses of a name; net.Resolver's LookupNetIP is one.
type Lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)

// CheckURL says in a sentence for staff why a webhook cannot go to this URL, or "". With a lookup it also asks where
// the name leads now; a name that does not answer yet is no reason to refuse. The guard decides again at each try.
func (g *Guard) CheckURL(ctx context.Context, raw string, lookup Lookup) string {
	if len(raw) > maxURLLength {
		return "Shorten the URL to at most 2,000 characters."
	}
	target, err := url.Parse(raw)
	if err != nil || target.Opaque != "" || target.Host == "" || hasSpace(raw) {
		return "Give a whole URL, such as https://example.com/webhooks."
	}
	host, scheme := target.Hostname(), target.Scheme
	switch {
	case scheme != "https" && scheme != "http":
		return "Give a URL that begins with https://."
	case target.User != nil:
		return "Take the user name and password out of the URL; use the signature or OAuth to prove who is calling."
	case strings.Contains(raw, "#"):
		return "Take the part after # out of the URL; it is never sent."
	case !isAddress(host) && !isName(host):
		return "Write the host as a name (example.com; other alphabets in their xn-- form) or as a plain IP address."
	}
	port, ok := readPort(target)
	if !ok {
		return "Give a port between 1 and 65535, without leading zeros, or none."
	}
	if err := g.CheckHost(host, strconv.Itoa(int(port))); err != nil {
		return sentenceFor(err)
	}
	return g.checkReach(ctx, scheme, host, port, lookup)
}

// checkReach accepts a host when at least one of its addresses may be reached.
func (g *Guard) checkReach(ctx context.Context, scheme, host string, port uint16, lookup Lookup) string {
	if addr, err := netip.ParseAddr(host); err == nil {
		return sentenceFor(g.Check(scheme, netip.AddrPortFrom(addr, port)))
	}
	if len(g.allow) == 0 || lookup == nil {
		if problem := g.checkPublicForm(scheme, port); problem != "" {
			return problem
		}
	}
	if lookup == nil {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	addrs, err := lookup(ctx, "ip", host)
	if err != nil || len(addrs) == 0 {
		return g.checkPublicForm(scheme, port)
	}
	for _, addr := range addrs {
		if g.Check(scheme, netip.AddrPortFrom(addr, port)) == nil {
			return ""
		}
	}
	return sentenceFor(g.Check(scheme, netip.AddrPortFrom(addrs[0], port)))
}

// checkPublicForm is what can be said without knowing the address: outside the allowed networks, https on two ports.
func (g *Guard) checkPublicForm(scheme string, port uint16) string {
	switch {
	case scheme != "https":
		return sentenceFor(&Refusal{RefusedPlain})
	case port != 443 && port != 8443:
		return sentenceFor(&Refusal{RefusedPort})
	}
	return ""
}

// sentenceFor words a refusal without ever showing the address behind a name.
func sentenceFor(err error) string {
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		return ""
	}
	switch refusal.Reason {
	case RefusedOwn:
		return "This is Anteroom's own address: a webhook to it would call itself. Give the receiver's address."
	case RefusedMetadata:
		return "This points to the hosting company's metadata service. If that is really meant, name the single address in ANTEROOM_WEBHOOK_ALLOW."
	case RefusedPlain:
		return "Give a URL that begins with https://. Plain http is only for networks named in ANTEROOM_WEBHOOK_ALLOW."
	case RefusedPort:
		return "Use port 443 or 8443. Other ports are only for networks named in ANTEROOM_WEBHOOK_ALLOW."
	case RefusedPrivate:
		return "This points to a private address. To send inside your own network, name the network in ANTEROOM_WEBHOOK_ALLOW."
	}
	return "This address cannot be reached by webhooks. Give a public host name."
}

func readPort(target *url.URL) (uint16, bool) {
	text := target.Port()
	if text == "" {
		if target.Scheme == "http" {
			return 80, true
		}
		return 443, true
	}
	port, err := strconv.ParseUint(text, 10, 16)
	return uint16(port), err == nil && port > 0 && text[0] != '0'
}

func isAddress(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == ""
}

// isName accepts host names. One that ends in a number is refused: some resolvers read 2130706433, 0x7f.1 or
// 0177.0.0.1 as an address.
func isName(host string) bool {
	host = strings.TrimSuffix(host, ".")
	if host == "" || len(host) > 253 || net.ParseIP(host) != nil {
		return false
	}
	labels := strings.Split(host, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || strings.ContainsFunc(label, notInName) {
			return false
		}
	}
	last := strings.ToLower(labels[len(labels)-1])
	return strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x")
}

func notInName(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
}

func hasSpace(raw string) bool {
	return strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '\\' })
}
