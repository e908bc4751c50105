package webhooks_test

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

// book is a fake DNS: the names it knows lead to these addresses.
type book map[string][]string

func (b book) lookup(_ context.Context, _, host string) ([]netip.Addr, error) {
	var found []netip.Addr
	for _, text := range b[strings.TrimSuffix(host, ".")] {
		found = append(found, netip.MustParseAddr(text))
	}
	if found == nil {
		return nil, errors.New("no such host")
	}
	return found, nil
}

var names = book{
	"hooks.linden.test":  {"1.1.1.1"},
	"inside.linden.test": {"10.1.2.3"},
	"other.linden.test":  {"10.9.9.9"},
	"both.linden.test":   {"10.9.9.9", "1.1.1.1"},
	"meta.linden.test":   {"169.254.169.254"},
	"localhost":          {"127.0.0.1", "::1"},
}

func TestAURLThatCanBeReachedIsAccepted(t *testing.T) {
	guard := allowing(t, "10.1.0.0/16,127.0.0.1/32")
	for _, good := range []string{
		"https://hooks.linden.test", "https://hooks.linden.test/in?token=a%20b", "HTTPS://Hooks.Linden.Test:443/", "https://hooks.linden.test:8443/x",
		"https://both.linden.test/", "https://not-there-yet.linden.test/", "https://1.1.1.1/", "https://[2606:4700::1111]/",
		"http://inside.linden.test:5678/webhook", "http://10.1.2.3/", "http://127.0.0.1:9000/", "http://[::ffff:127.0.0.1]:9000/",
	} {
		if problem := guard.CheckURL(t.Context(), good, names.lookup); problem != "" {
			t.Errorf("%s: %s", good, problem)
		}
	}
}

func TestAURLThatCannotIsRefusedWithWhatToDo(t *testing.T) {
	guard := allowing(t, "10.1.0.0/16", "https://wait.linden.test")
	for bad, hint := range map[string]string{
		"":                                                       "whole URL",
		"hooks.linden.test":                                      "whole URL",
		"https:hooks.linden.test":                                "whole URL",
		"https://":                                               "whole URL",
		"https:///path":                                          "whole URL",
		"https://hooks.linden.test/a b":                          "whole URL",
		"https://hooks.linden.test\\@x":                          "whole URL",
		"https://hooks.linden.test/\n":                           "whole URL",
		"ftp://hooks.linden.test/":                               "https://",
		"javascript://hooks.linden.test/":                        "https://",
		"https://ana:pw@hooks.linden.test/":                      "user name",
		"https://ana@hooks.linden.test/":                         "user name",
		"https://hooks.linden.test/#a":                           "after #",
		"https://hooks.linden.test/#":                            "after #",
		"https://hooks.linden.test:99999/":                       "port",
		"https://hooks.linden.test:0/":                           "port",
		"https://hooks.linden.test:0443/":                        "port",
		"https://hooks.linden.test:22/":                          "ANTEROOM_WEBHOOK_ALLOW",
		"http://hooks.linden.test/":                              "ANTEROOM_WEBHOOK_ALLOW",
		"http://unknown.linden.test/":                            "ANTEROOM_WEBHOOK_ALLOW",
		"https://other.linden.test/":                             "ANTEROOM_WEBHOOK_ALLOW",
		"https://meta.linden.test/":                              "metadata",
		"https://localhost/":                                     "ANTEROOM_WEBHOOK_ALLOW",
		"https://wait.linden.test/hook":                          "own address",
		"https://WAIT.linden.test./hook":                         "own address",
		"https://127.0.0.1/":                                     "ANTEROOM_WEBHOOK_ALLOW",
		"https://[::1]/":                                         "ANTEROOM_WEBHOOK_ALLOW",
		"https://[fe80::1%25eth0]/":                              "host",
		"https://[::ffff:7f00:1]/":                               "ANTEROOM_WEBHOOK_ALLOW",
		"https://[64:ff9b::7f00:1]/":                             "ANTEROOM_WEBHOOK_ALLOW",
		"https://[2002:7f00:1::]/":                               "ANTEROOM_WEBHOOK_ALLOW",
		"https://2130706433/":                                    "host",
		"https://0x7f000001/":                                    "host",
		"https://0x7f.1/":                                        "host",
		"https://017700000001/":                                  "host",
		"https://0177.0.0.1/":                                    "host",
		"https://127.1/":                                         "host",
		"https://127.0.0.1./":                                    "host",
		"https://1.2.3.4.5/":                                     "host",
		"https://127。0。0。1/":                                     "host",
		"https://①②⑦.0.0.1/":                                     "host",
		"https://münchen.test/":                                  "xn--",
		"https://a..b/":                                          "host",
		"https://.b/":                                            "host",
		"https://hooks_linden,test/":                             "host",
		"https://" + strings.Repeat("a", 64):                     "host",
		"https://hooks.linden.test/" + strings.Repeat("a", 2000): "2,000",
	} {
		problem := guard.CheckURL(t.Context(), bad, names.lookup)
		if !strings.Contains(problem, hint) {
			t.Errorf("%.60q: %q, want a hint of %q", bad, problem, hint)
		}
		if strings.Contains(problem, "10.9.9.9") {
			t.Errorf("%s: shows the resolved address: %s", bad, problem)
		}
	}
}

func FuzzAnAcceptedURLIsPlainAndStaysAccepted(f *testing.F) {
	for _, seed := range []string{"https://hooks.linden.test/in", "https://0x7f.1/", "http://10.1.2.3:80/", "https://[::1]/", "https://a@b/", "https://1.1.1.1:443"} {
		f.Add(seed)
	}
	guard := allowing(f, "10.1.0.0/16", "https://wait.linden.test")
	f.Fuzz(func(t *testing.T, raw string) {
		if guard.CheckURL(t.Context(), raw, names.lookup) != "" {
			return
		}
		target, err := url.Parse(raw)
		if err != nil {
			t.Fatalf("accepted %q, which does not parse: %v", raw, err)
		}
		if target.User != nil || target.Fragment != "" || target.Opaque != "" || target.Hostname() == "" {
			t.Errorf("accepted %q", raw)
		}
		addr, err := netip.ParseAddr(target.Hostname())
		if err == nil && (addr.Unmap().IsLoopback() || addr.Unmap().IsPrivate() && !guard.Allows(addr.Unmap())) {
			t.Errorf("accepted %q, a private address", raw)
		}
		if target.Scheme == "http" && err != nil && strings.TrimSuffix(target.Hostname(), ".") != "inside.linden.test" {
			t.Errorf("accepted plain http to the name %q", target.Hostname())
		}
		spelled := target.String()
		if problem := guard.CheckURL(t.Context(), spelled, names.lookup); problem != "" && len(spelled) <= 2000 {
			t.Errorf("%q is accepted, its own spelling %q is not: %s", raw, spelled, problem)
		}
	})
}
