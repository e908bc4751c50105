package webhooks

import (
	"net"
	"net/netip"
	"slices"
	"syscall"

	"code.dny.dev/ssrf"
)

// Guard decides where a socket of ours may go. It is asked after DNS, for every address that is tried,
// and whatever it does not understand it refuses.
type Guard struct {
	allow    []netip.Prefix
	metadata []netip.Addr
	ownNames []string
	ownPorts []netip.AddrPort
	public   *ssrf.Guardian
}

// Refusal is the guard's no. Its text is for logs: it names no resolved address.
type Refusal struct {
	Reason RefusalReason
}

// RefusalReason says which rule refused.
type RefusalReason string

const (
	RefusedUnreadable RefusalReason = "unreadable address"
	RefusedPrivate    RefusalReason = "address is not public"
	RefusedMetadata   RefusalReason = "metadata service of the hosting company"
	RefusedOwn        RefusalReason = "this program's own address"
	RefusedPort       RefusalReason = "port is neither 443 nor 8443"
	RefusedPlain      RefusalReason = "http without TLS"
)

func (r *Refusal) Error() string { return "refused by the guard: " + string(r.Reason) }

// NewGuard makes a guard that opens the allowed networks (ANTEROOM_WEBHOOK_ALLOW) beside the public internet.
// own says where the program itself is, as URLs or host:port pairs (its public URL, what it listens on): a request
// there would loop.
func NewGuard(allow []netip.Prefix, own ...string) *Guard {
	guard := &Guard{
		allow:    allow,
		metadata: metadataAddresses(),
		public: ssrf.New(ssrf.WithAnyPort(), ssrf.WithAnyNetwork(),
			ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32"))),
	}
	for _, place := range own {
		guard.addOwn(place)
	}
	return guard
}

// Control returns what net.Dialer.Control runs before a socket of this scheme connects.
func (g *Guard) Control(scheme string) func(network, address string, _ syscall.RawConn) error {
	return func(network, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || network != "tcp4" && network != "tcp6" {
			return &Refusal{RefusedUnreadable}
		}
		return g.Check(scheme, to)
	}
}

// Check refuses an address that a connection of this scheme ("https", "http") may not go to.
func (g *Guard) Check(scheme string, to netip.AddrPort) error {
	if !to.IsValid() || to.Addr().Zone() != "" {
		return &Refusal{RefusedUnreadable}
	}
	to = netip.AddrPortFrom(to.Addr().Unmap(), to.Port())
	switch {
	case g.isOwn(to):
		return &Refusal{RefusedOwn}
	case slices.Contains(g.metadata, to.Addr()) && !g.names(to.Addr()):
		return &Refusal{RefusedMetadata}
	case g.Allows(to.Addr()):
		return g.checkTranslated(to)
	case g.public.SafeAddr(to.Addr()) != nil:
		return &Refusal{RefusedPrivate}
	case scheme != "https":
		return &Refusal{RefusedPlain}
	case to.Port() != 443 && to.Port() != 8443:
		return &Refusal{RefusedPort}
	}
	return nil
}

// CheckHost refuses the program's own name before it is looked up. A name of somebody else's that leads to our address
// needs no rule: behind TLS our certificate does not fit it, and a shared front door may well serve both.
func (g *Guard) CheckHost(host, port string) error {
	if slices.Contains(g.ownNames, net.JoinHostPort(normalHost(host), port)) {
		return &Refusal{RefusedOwn}
	}
	return nil
}

// Allows says whether an address lies in an allowed network.
func (g *Guard) Allows(addr netip.Addr) bool {
	return slices.ContainsFunc(g.allow, func(prefix netip.Prefix) bool { return prefix.Contains(addr) })
}

// names says whether the allow-list has this address by itself, not only a network around it.
func (g *Guard) names(addr netip.Addr) bool {
	return slices.Contains(g.allow, netip.PrefixFrom(addr, addr.BitLen()))
}

// checkTranslated keeps an opened NAT64 network from opening the private IPv4 addresses behind it.
func (g *Guard) checkTranslated(to netip.AddrPort) error {
	if !ssrf.IPv6NAT64Prefix.Contains(to.Addr()) {
		return nil
	}
	bytes := to.Addr().As16()
	inner := netip.AddrFrom4([4]byte(bytes[12:]))
	if slices.Contains(g.metadata, inner) && !g.names(inner) {
		return &Refusal{RefusedMetadata}
	}
	if !g.Allows(inner) && g.public.SafeAddr(inner) != nil {
		return &Refusal{RefusedPrivate}
	}
	return nil
}

func (g *Guard) isOwn(to netip.AddrPort) bool {
	return slices.Contains(g.ownPorts, to)
}

// addOwn remembers one place as ours. Listening on every address means all that this machine has.
func (g *Guard) addOwn(place string) {
	host, port, err := net.SplitHostPort(hostPort(place))
	if err != nil {
		return
	}
	if host == "" {
		host = "::"
	}
	to, err := netip.ParseAddrPort(net.JoinHostPort(host, port))
	if err != nil {
		g.ownNames = append(g.ownNames, net.JoinHostPort(normalHost(host), port))
		return
	}
	for _, addr := range localAddresses(to.Addr().Unmap()) {
		g.ownPorts = append(g.ownPorts, netip.AddrPortFrom(addr, to.Port()))
	}
}
