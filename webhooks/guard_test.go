package webhooks_test

import (
	"errors"
	"net/netip"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"anteroom/webhooks"
)

func allowing(t testing.TB, networks string, own ...string) *webhooks.Guard {
	t.Helper()
	var allow []netip.Prefix
	for _, network := range strings.FieldsFunc(networks, func(r rune) bool { return r == ',' || r == ' ' }) {
		allow = append(allow, netip.MustParsePrefix(network))
	}
	return webhooks.NewGuard(allow, own...)
}

func reasonOf(err error) webhooks.RefusalReason {
	var refusal *webhooks.Refusal
	if errors.As(err, &refusal) {
		return refusal.Reason
	}
	return ""
}

func TestASocketGoesToPublicAddressesOnly(t *testing.T) {
	guard := allowing(t, "")
	for _, place := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.8.9.10",
		"169.254.1.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.31.196.1",
		"192.52.193.1", "192.88.99.1", "192.168.0.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
		"203.0.113.9", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
		"2001::1", "2001:2::1", "2001:10::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1",
		"2620:4f:8000::1", "3fff::1", "3fff:fff::1", "4000::1", "5f00::1",
	} {
		if reason := reasonOf(guard.Check("https", netip.AddrPortFrom(netip.MustParseAddr(place), 443))); reason != webhooks.RefusedPrivate {
			t.Errorf("%s: %q, want %q", place, reason, webhooks.RefusedPrivate)
		}
	}
	for _, place := range []string{
		"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1", "172.15.255.255",
		"172.32.0.0", "192.0.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8",
		"2000::1", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700::1111", "2620:4f:8001::1", "3ffe::1",
	} {
		if err := guard.Check("https", netip.AddrPortFrom(netip.MustParseAddr(place), 443)); err != nil {
			t.Errorf("%s: %v, want it allowed", place, err)
		}
	}
}

func TestThePortAndTheSchemeCountOutsideTheAllowedNetworks(t *testing.T) {
	guard := allowing(t, "10.1.0.0/16, fd12::/16")
	for _, c := range []struct {
		scheme, to string
		want       webhooks.RefusalReason
	}{
		{"https", "1.1.1.1:443", ""},
		{"https", "1.1.1.1:8443", ""},
		{"https", "1.1.1.1:80", webhooks.RefusedPort},
		{"https", "1.1.1.1:22", webhooks.RefusedPort},
		{"http", "1.1.1.1:443", webhooks.RefusedPlain},
		{"http", "1.1.1.1:80", webhooks.RefusedPlain},
		{"http", "10.1.2.3:5678", ""},
		{"https", "10.1.2.3:5678", ""},
		{"http", "[::ffff:10.1.2.3]:80", ""},
		{"http", "[fd12::7]:80", ""},
		{"http", "10.2.0.1:80", webhooks.RefusedPrivate},
		{"https", "[fd13::7]:443", webhooks.RefusedPrivate},
		{"https", "[fe80::1%eth0]:443", webhooks.RefusedUnreadable},
		{"http", "[fd12::7%eth0]:80", webhooks.RefusedUnreadable},
	} {
		if got := reasonOf(guard.Check(c.scheme, netip.MustParseAddrPort(c.to))); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.scheme, c.to, got, c.want)
		}
	}
	if guard.Check("https", netip.AddrPort{}) == nil {
		t.Error("no address at all is allowed")
	}
	for _, bad := range [][2]string{{"tcp4", "rubbish"}, {"udp4", "1.1.1.1:443"}, {"unix", "/tmp/socket"}, {"tcp4", "hooks.linden.test:443"}} {
		if guard.Control("https")(bad[0], bad[1], nil) == nil {
			t.Errorf("%v is allowed", bad)
		}
	}
}

func TestMetadataStaysClosedUnlessNamedByItself(t *testing.T) {
	all := []string{"169.254.169.254", "168.63.129.16", "100.100.100.200", "fd00:ec2::254", "169.254.170.2", "192.0.0.192"}
	for _, networks := range []string{"", "0.0.0.0/0,::/0", "169.254.0.0/16,fd00::/8,168.63.129.0/24,100.64.0.0/10,169.254.169.254/31"} {
		guard := allowing(t, networks)
		for _, place := range append(all, "::ffff:169.254.169.254") {
			if reason := reasonOf(guard.Check("http", netip.AddrPortFrom(netip.MustParseAddr(place), 80))); reason != webhooks.RefusedMetadata {
				t.Errorf("%s with %q: %q", place, networks, reason)
			}
		}
	}
	if err := allowing(t, "169.254.169.254/32").Check("http", netip.MustParseAddrPort("169.254.169.254:80")); err != nil {
		t.Errorf("named by itself: %v", err)
	}
}

func TestAnOpenedNAT64NetworkLeadsToPublicAddressesOnly(t *testing.T) {
	guard := allowing(t, "64:ff9b::/96, 10.1.0.0/16")
	for place, want := range map[string]webhooks.RefusalReason{
		"64:ff9b::808:808": "", "64:ff9b::a01:1": "",
		"64:ff9b::7f00:1": webhooks.RefusedPrivate, "64:ff9b::a02:1": webhooks.RefusedPrivate,
		"64:ff9b::a9fe:a9fe": webhooks.RefusedMetadata,
	} {
		if got := reasonOf(guard.Check("https", netip.AddrPortFrom(netip.MustParseAddr(place), 443))); got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
}

func TestTheProgramDoesNotCallItself(t *testing.T) {
	guard := allowing(t, "127.0.0.0/8,::1/128", "https://wait.linden.test", "http://127.0.0.1:8080", "[::]:9090")
	for place, want := range map[string]webhooks.RefusalReason{
		"127.0.0.1:8080": webhooks.RefusedOwn, "[::ffff:127.0.0.1]:8080": webhooks.RefusedOwn, "127.0.0.1:8081": "",
		"127.0.0.1:9090": webhooks.RefusedOwn, "[::1]:9090": webhooks.RefusedOwn, "[::1]:9091": "",
	} {
		if got := reasonOf(guard.Check("http", netip.MustParseAddrPort(place))); got != want {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
	for _, host := range []string{"wait.linden.test", "WAIT.Linden.test", "wait.linden.test."} {
		if guard.CheckHost(host, "443") == nil {
			t.Errorf("%s is not known as ours", host)
		}
	}
	if guard.CheckHost("hooks.linden.test", "443") != nil || guard.CheckHost("wait.linden.test", "8443") != nil {
		t.Error("somebody else is taken for us")
	}
}

func TestAMappedAddressIsJudgedAsTheAddressItMaps(t *testing.T) {
	guard := allowing(t, "10.1.0.0/16")
	rapid.Check(t, func(t *rapid.T) {
		four := netip.AddrFrom4([4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "address")))
		mapped := netip.AddrFrom16(four.As16())
		port := rapid.SampledFrom([]uint16{80, 443, 8443, 8080}).Draw(t, "port")
		scheme := rapid.SampledFrom([]string{"http", "https"}).Draw(t, "scheme")
		one := reasonOf(guard.Check(scheme, netip.AddrPortFrom(four, port)))
		if other := reasonOf(guard.Check(scheme, netip.AddrPortFrom(mapped, port))); one != other {
			t.Fatalf("%s: %q as itself, %q when mapped", four, one, other)
		}
		if one == "" && (four.IsPrivate() && !guard.Allows(four) || four.IsLoopback() || four.IsLinkLocalUnicast() || four.IsMulticast() || four.IsUnspecified()) {
			t.Fatalf("%s is allowed", four)
		}
	})
}
