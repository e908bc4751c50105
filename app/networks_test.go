package app_test

import (
	"net/netip"
	"testing"

	"anteroom/app"
)

func TestNetworksAreReadAsCIDRsAndSingleAddresses(t *testing.T) {
	var networks app.Networks
	if err := networks.UnmarshalText([]byte(" 192.168.7.9/24 ,::ffff:10.0.0.0/104, ::ffff:172.16.0.1, fd12::1,")); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"192.168.7.200": true, "::ffff:192.168.7.200": true, "10.9.9.9": true, "172.16.0.1": true, "fd12::1": true,
		"fd12::2": false, "192.168.8.1": false, "172.16.0.2": false,
	} {
		if networks.Contain(netip.MustParseAddr(address)) != want {
			t.Errorf("%s: not %v", address, want)
		}
	}
	for _, bad := range []string{"home", "10.0.0.0/33", "fe80::1%eth0", "10.0.0.0/8;127.0.0.1", "*"} {
		if err := networks.UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}
