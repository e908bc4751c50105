package webhooks

import (
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// metadataAddresses give away a machine's credentials at most hosting companies. An allowed network around
// them does not open them.
func metadataAddresses() []netip.Addr {
	return []netip.Addr{
		netip.MustParseAddr("169.254.169.254"), // AWS, Google, Azure, Oracle, Hetzner, DigitalOcean …
		netip.MustParseAddr("169.254.169.253"), // AWS name server
		netip.MustParseAddr("169.254.170.2"),   // AWS containers
		netip.MustParseAddr("169.254.170.23"),  // AWS Kubernetes
		netip.MustParseAddr("169.254.0.23"),    // Tencent
		netip.MustParseAddr("168.63.129.16"),   // Azure
		netip.MustParseAddr("100.100.100.200"), // Alibaba
		netip.MustParseAddr("192.0.0.192"),     // Oracle, older
		netip.MustParseAddr("fd00:ec2::254"),   // AWS
		netip.MustParseAddr("fd00:ec2::23"),    // AWS Kubernetes
		netip.MustParseAddr("fd20:ce::254"),    // Google
	}
}

// localAddresses is the address itself, or for the unspecified one every address of this machine.
func localAddresses(addr netip.Addr) []netip.Addr {
	if !addr.IsUnspecified() {
		return []netip.Addr{addr}
	}
	local := []netip.Addr{addr, netip.IPv4Unspecified(), netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}
	interfaces, err := net.InterfaceAddrs()
	if err != nil {
		return local
	}
	for _, one := range interfaces {
		if prefix, err := netip.ParsePrefix(one.String()); err == nil {
			local = append(local, prefix.Addr().Unmap().WithZone(""))
		}
	}
	return local
}

// hostPort reads the host:port out of a URL; what is none already is one.
func hostPort(place string) string {
	target, err := url.Parse(place)
	if err != nil || target.Host == "" {
		return place
	}
	port, _ := readPort(target)
	return net.JoinHostPort(target.Hostname(), strconv.Itoa(int(port)))
}

func normalHost(host string) string {
	return strings.ToLower(strings.TrimSuffix(host, "."))
}
