package app

import (
	"fmt"
	"net/netip"
	"strings"
)

// Networks is a comma-separated list of CIDRs and single addresses.
type Networks []netip.Prefix

// UnmarshalText reads a flag or a variable.
func (n *Networks) UnmarshalText(text []byte) error {
	*n = nil
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		network, ok := networkOf(part)
		if !ok {
			return fmt.Errorf("%q is no network like 10.0.0.0/8", part)
		}
		*n = append(*n, network)
	}
	return nil
}

// networkOf reads one of them. An IPv4 network in its IPv6 spelling is that IPv4 network: addresses are compared so.
func networkOf(text string) (netip.Prefix, bool) {
	if address, err := netip.ParseAddr(text); err == nil {
		address = address.Unmap()
		return netip.PrefixFrom(address, address.BitLen()), address.Zone() == ""
	}
	network, err := netip.ParsePrefix(text)
	if network.Addr().Is4In6() && network.Bits() >= 96 {
		network = netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-96)
	}
	return network.Masked(), err == nil
}

// Contain says whether an address lies in one of them.
func (n Networks) Contain(address netip.Addr) bool {
	for _, prefix := range n {
		if prefix.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}
