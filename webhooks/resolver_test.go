package webhooks_test

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// nameserver is a DNS server inside the test: it says where a name leads, each time it is asked.
func nameserver(leads func(name string) []string) *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			defer theirs.Close()
			for serveQuery(theirs, leads) == nil {
			}
		}()
		return ours, nil
	}}
}

func serveQuery(conn net.Conn, leads func(string) []string) error {
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return err
	}
	packed := make([]byte, binary.BigEndian.Uint16(size[:]))
	if _, err := io.ReadFull(conn, packed); err != nil {
		return err
	}
	var message dnsmessage.Message
	if err := message.Unpack(packed); err != nil {
		return err
	}
	question := message.Questions[0]
	message.Response, message.Additionals = true, nil
	places := leads(strings.TrimSuffix(question.Name.String(), "."))
	if len(places) == 0 {
		message.RCode = dnsmessage.RCodeNameError
	}
	for _, place := range places {
		addr := netip.MustParseAddr(place)
		header := dnsmessage.ResourceHeader{Name: question.Name, Type: question.Type, Class: question.Class}
		switch {
		case addr.Is4() && question.Type == dnsmessage.TypeA:
			message.Answers = append(message.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: addr.As4()}})
		case addr.Is6() && question.Type == dnsmessage.TypeAAAA:
			message.Answers = append(message.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: addr.As16()}})
		}
	}
	reply, err := message.Pack()
	if err != nil {
		return err
	}
	_, err = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
	return err
}

func TestANameThatLeadsInsideIsForbiddenWhenDialled(t *testing.T) {
	guard := allowing(t, "", "https://wait.linden.test")
	for name, place := range map[string]string{
		"private.linden.test": "10.0.0.1", "mapped.linden.test": "::ffff:127.0.0.1", "loop.linden.test": "::1", "sixfour.linden.test": "2002:7f00:1::",
		"meta.linden.test": "169.254.169.254", "nat64.linden.test": "64:ff9b::a9fe:a9fe", "nothing.linden.test": "0.0.0.0",
	} {
		resolver := nameserver(func(string) []string { return []string{place} })
		got := post(t, guard, "https://"+name+"/", webhooks.ClientOptions{Resolver: resolver})
		if got.Failure != webhooks.FailedGuard {
			t.Errorf("%s: %q, %v", name, got.Failure, got.Err)
		}
	}
	public := nameserver(func(string) []string { return []string{"192.0.2.1"} })
	if got := post(t, guard, "https://wait.linden.test/", webhooks.ClientOptions{Resolver: public}); got.Failure != webhooks.FailedGuard {
		t.Errorf("our own name: %q", got.Failure)
	}
}

func TestANameIsJudgedByWhereItLeadsNow(t *testing.T) {
	receiver := hooktest.New(t)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(receiver.URL(), "http://"))
	var inside atomic.Bool
	resolver := nameserver(func(string) []string {
		if inside.Load() {
			return []string{"10.9.9.9"}
		}
		return []string{"127.0.0.1"}
	})
	guard := allowing(t, loopback)
	url := "http://flip.linden.test:" + port + "/"
	if problem := guard.CheckURL(t.Context(), url, resolver.LookupNetIP); problem != "" {
		t.Fatal(problem)
	}
	if got := post(t, guard, url, webhooks.ClientOptions{Resolver: resolver}); got.Failure != "" {
		t.Fatalf("%q: %v", got.Failure, got.Err)
	}
	inside.Store(true)
	if got := post(t, guard, url, webhooks.ClientOptions{Resolver: resolver}); got.Failure != webhooks.FailedGuard {
		t.Errorf("after the flip: %q: %v", got.Failure, got.Err)
	}
}

func TestAnAddressBesideForbiddenOnesIsStillTried(t *testing.T) {
	receiver := hooktest.New(t)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(receiver.URL(), "http://"))
	resolver := nameserver(func(string) []string { return []string{"127.0.0.2", "10.9.9.9", "127.0.0.1", "fd99::1"} })
	guard, url := allowing(t, loopback), "http://both.linden.test:"+port+"/"
	if got := post(t, guard, url, webhooks.ClientOptions{Resolver: resolver}); got.Failure != "" {
		t.Errorf("%q: %v", got.Failure, got.Err)
	}
	receiver.Close()
	if got := post(t, guard, url, webhooks.ClientOptions{Resolver: resolver}); got.Failure != webhooks.FailedConnection {
		t.Errorf("while the permitted one is down: %q: %v", got.Failure, got.Err)
	}
}

func TestAnUnknownNameIsAboutDNS(t *testing.T) {
	resolver := nameserver(func(string) []string { return nil })
	if got := post(t, allowing(t, ""), "https://nobody.linden.test/", webhooks.ClientOptions{Resolver: resolver}); got.Failure != webhooks.FailedDNS {
		t.Errorf("%q: %v", got.Failure, got.Err)
	}
	silent := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	got := post(t, allowing(t, ""), "https://slow.linden.test/", webhooks.ClientOptions{Resolver: silent, Total: 200 * time.Millisecond})
	if got.Failure != webhooks.FailedDNS && got.Failure != webhooks.FailedTime {
		t.Errorf("%q: %v", got.Failure, got.Err)
	}
}
