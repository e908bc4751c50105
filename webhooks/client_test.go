package webhooks_test

import (
	"context"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

const loopback = "127.0.0.1/32,::1/128"

// post makes one try with a client whose time is short.
func post(t testing.TB, guard *webhooks.Guard, url string, options webhooks.ClientOptions) webhooks.Answer {
	t.Helper()
	if options.Total == 0 {
		options.Total = 15 * time.Second
	}
	client := webhooks.NewClient(guard, options)
	t.Cleanup(client.CloseIdleConnections)
	return webhooks.Try(client, request(t, url))
}

func request(t testing.TB, url string) *http.Request {
	t.Helper()
	req, err := webhooks.Request{
		URL: url, MessageID: "msg_1", Event: "visit.created", Dialect: "standard", Body: []byte(`{"a":1}`),
		Secrets: []string{textSecret}, Attempt: 1, At: time.Now(), Version: "test",
	}.HTTP(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestEveryMisbehaviourHasItsWord(t *testing.T) {
	hidden := hooktest.New(t)
	short := webhooks.ClientOptions{Total: 500 * time.Millisecond}
	for name, c := range map[string]struct {
		manner  hooktest.Manner
		options webhooks.ClientOptions
		want    webhooks.Failure
		status  int
	}{
		"well":                     {hooktest.Text("thanks"), webhooks.ClientOptions{}, "", 200},
		"no content":               {hooktest.Status(204), webhooks.ClientOptions{}, "", 204},
		"hangs before the headers": {hooktest.Hang, short, webhooks.FailedTime, 0},
		"hangs after the headers":  {hooktest.HangAfterHeaders, short, webhooks.FailedTime, 200},
		"one byte at a time":       {hooktest.Drip(50 * time.Millisecond), short, webhooks.FailedTime, 200},
		"endless body":             {hooktest.Endless, webhooks.ClientOptions{}, "", 200},
		"reset before the answer":  {hooktest.Reset, webhooks.ClientOptions{}, webhooks.FailedReset, 0},
		"reset in the answer":      {hooktest.ResetInBody, webhooks.ClientOptions{}, webhooks.FailedReset, 200},
		"reset after the answer":   {hooktest.ResetAfter, webhooks.ClientOptions{}, "", 200},
		"301 to a private address": {hooktest.Redirect(301, hidden.URL()), webhooks.ClientOptions{}, webhooks.FailedRedirect, 301},
		"302 nowhere":              {hooktest.Redirect(302, ""), webhooks.ClientOptions{}, webhooks.FailedRedirect, 302},
		"303":                      {hooktest.Redirect(303, hidden.URL()), webhooks.ClientOptions{}, webhooks.FailedRedirect, 303},
		"307 keeps the body":       {hooktest.Redirect(307, hidden.URL()), webhooks.ClientOptions{}, webhooks.FailedRedirect, 307},
		"308":                      {hooktest.Redirect(308, hidden.URL()), webhooks.ClientOptions{}, webhooks.FailedRedirect, 308},
		"304":                      {hooktest.Status(304), webhooks.ClientOptions{}, webhooks.FailedRedirect, 304},
		"redirect to rubbish":      {hooktest.Redirect(301, "http://[::1"), webhooks.ClientOptions{}, webhooks.FailedAnswer, 0},
		"gone":                     {hooktest.Status(410), webhooks.ClientOptions{}, webhooks.FailedStatus, 410},
		"fault":                    {hooktest.Status(500), webhooks.ClientOptions{}, webhooks.FailedStatus, 500},
		"busy":                     {hooktest.RetryAfter(429, "120"), webhooks.ClientOptions{}, webhooks.FailedStatus, 429},
		"not HTTP":                 {hooktest.Rubbish, webhooks.ClientOptions{}, webhooks.FailedAnswer, 0},
		"switches protocols":       {hooktest.Switch, webhooks.ClientOptions{}, webhooks.FailedStatus, 101},
		"gzip bomb":                {hooktest.GzipBomb, webhooks.ClientOptions{}, "", 200},
		"ten megabytes of headers": {hooktest.HugeHeaders, webhooks.ClientOptions{}, webhooks.FailedAnswer, 0},
		"bytes that are no text":   {hooktest.BadUTF8, webhooks.ClientOptions{}, "", 200},
		"a fault that never finishes": {func(w http.ResponseWriter, r *http.Request, closing <-chan struct{}) {
			w.WriteHeader(503)
			hooktest.Drip(50*time.Millisecond)(w, r, closing)
		}, short, webhooks.FailedStatus, 503},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var receiver *hooktest.Receiver
			var answer webhooks.Answer
			for isTold := false; !isTold; c.options.Total *= 2 { // a busy machine may need longer for the headers alone
				receiver = hooktest.New(t)
				receiver.Always(c.manner)
				answer = post(t, allowing(t, loopback), receiver.URL(), c.options)
				isTold = answer.Status == c.status || c.options.Total == 0 || c.options.Total > time.Minute
			}
			if answer.Failure != c.want || answer.Status != c.status {
				t.Errorf("%q with status %d, want %q with %d: %v", answer.Failure, answer.Status, c.want, c.status, answer.Err)
			}
			if most := max(10*time.Second, c.options.Total); answer.Took > most {
				t.Errorf("took %s", answer.Took)
			}
			if len(answer.Text) > 4<<10 || !utf8.ValidString(answer.Text) || strings.ContainsRune(answer.Text, 0) {
				t.Errorf("keeps %d bytes: %.40q", len(answer.Text), answer.Text)
			}
			if got := len(receiver.Received()); got != 1 {
				t.Errorf("%d requests, want 1", got)
			}
		})
	}
	t.Cleanup(func() {
		if got := hidden.Received(); len(got) != 0 {
			t.Errorf("a redirect was followed: %d requests", len(got))
		}
	})
}

func TestRetryAfterReachesTheAnswerAsSent(t *testing.T) {
	receiver := hooktest.New(t)
	for _, value := range []string{"120", "-1", "Mon, 01 Mar 2027 12:03:00 GMT", "rubbish", "99999999999999999999"} {
		receiver.Next(hooktest.RetryAfter(503, value))
		if got := post(t, allowing(t, loopback), receiver.URL(), webhooks.ClientOptions{}); got.RetryAfter != value {
			t.Errorf("%q, want %q", got.RetryAfter, value)
		}
	}
}

func TestNobodyListeningIsARefusal(t *testing.T) {
	receiver := hooktest.New(t)
	receiver.Close()
	if got := post(t, allowing(t, loopback), receiver.URL(), webhooks.ClientOptions{}); got.Failure != webhooks.FailedConnection {
		t.Errorf("%q: %v", got.Failure, got.Err)
	}
}

func TestALoopbackReceiverIsForbiddenUnlessAllowed(t *testing.T) {
	receiver := hooktest.New(t)
	got := post(t, allowing(t, ""), receiver.URL(), webhooks.ClientOptions{})
	if got.Failure != webhooks.FailedGuard || len(receiver.Received()) != 0 {
		t.Errorf("%q, %d requests", got.Failure, len(receiver.Received()))
	}
}

func TestTheCertificateMustHold(t *testing.T) {
	current, expired := hooktest.NewTLS(t, time.Now().Add(time.Hour)), hooktest.NewTLS(t, time.Now().Add(-time.Hour))
	guard := allowing(t, loopback)
	plain := hooktest.New(t)
	for name, c := range map[string]struct {
		url     string
		options webhooks.ClientOptions
		want    webhooks.Failure
	}{
		"valid":        {current.URL(), webhooks.ClientOptions{Roots: current.Roots()}, ""},
		"unknown":      {current.URL(), webhooks.ClientOptions{}, webhooks.FailedTLS},
		"expired":      {expired.URL(), webhooks.ClientOptions{Roots: expired.Roots()}, webhooks.FailedTLS},
		"another name": {strings.Replace(current.URL(), "127.0.0.1", "[::ffff:127.0.0.1]", 1), webhooks.ClientOptions{Roots: expired.Roots()}, webhooks.FailedTLS},
		"no TLS":       {strings.Replace(plain.URL(), "http:", "https:", 1), webhooks.ClientOptions{}, webhooks.FailedTLS},
	} {
		if got := post(t, guard, c.url, c.options); got.Failure != c.want {
			t.Errorf("%s: %q, want %q: %v", name, got.Failure, c.want, got.Err)
		}
	}
}

func TestAReceiverThatSpeaksHTTP2IsSpokenToInIt(t *testing.T) {
	receiver := hooktest.NewTLS(t, time.Now().Add(time.Hour))
	receiver.Next(hooktest.Reset, hooktest.Endless)
	options := webhooks.ClientOptions{Roots: receiver.Roots()}
	for i, want := range []webhooks.Failure{webhooks.FailedReset, "", ""} {
		if got := post(t, allowing(t, loopback), receiver.URL(), options); got.Failure != want {
			t.Errorf("try %d: %q, want %q: %v", i+1, got.Failure, want, got.Err)
		}
	}
	if got := receiver.Received()[0].Proto; got != "HTTP/2.0" {
		t.Errorf("spoke %s", got)
	}
}

func TestAStoppedTryIsNotTheReceiversFault(t *testing.T) {
	receiver := hooktest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	receiver.Always(func(w http.ResponseWriter, r *http.Request, closing <-chan struct{}) {
		cancel()
		hooktest.Hang(w, r, closing)
	})
	client := webhooks.NewClient(allowing(t, loopback), webhooks.ClientOptions{})
	if got := webhooks.Try(client, request(t, receiver.URL()).WithContext(ctx)); got.Failure != webhooks.FailedStop {
		t.Errorf("%q: %v", got.Failure, got.Err)
	}
}

func TestAnEndlessBodyCostsLittleMemory(t *testing.T) {
	receiver := hooktest.New(t)
	receiver.Always(hooktest.Endless)
	client := webhooks.NewClient(allowing(t, loopback), webhooks.ClientOptions{})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 20 {
		if got := webhooks.Try(client, request(t, receiver.URL())); got.Failure != "" {
			t.Fatalf("%q: %v", got.Failure, got.Err)
		}
	}
	runtime.ReadMemStats(&after)
	if used := (after.TotalAlloc - before.TotalAlloc) / 20; used > 1<<20 {
		t.Errorf("%d bytes allocated per try", used)
	}
}

func TestAConnectionIsUsedAgain(t *testing.T) {
	receiver := hooktest.New(t)
	receiver.Always(hooktest.After(100*time.Millisecond, hooktest.Status(http.StatusNoContent))) // the request is written and done with by then
	client := webhooks.NewClient(allowing(t, loopback), webhooks.ClientOptions{})
	t.Cleanup(client.CloseIdleConnections)
	for range 5 {
		webhooks.Try(client, request(t, receiver.URL()))
	}
	if got := receiver.Connections(); got != 1 {
		t.Errorf("%d connections for five requests", got)
	}
}

func TestEveryWordHasASentenceAndAdvice(t *testing.T) {
	said := map[string]webhooks.Failure{}
	for _, word := range []webhooks.Failure{
		webhooks.FailedDNS, webhooks.FailedConnection, webhooks.FailedTime, webhooks.FailedTLS, webhooks.FailedGuard, webhooks.FailedRedirect,
		webhooks.FailedReset, webhooks.FailedAnswer, webhooks.FailedStatus, webhooks.FailedToken, webhooks.FailedSecret, webhooks.FailedStop,
		webhooks.FailedBody,
	} {
		sentence := word.Sentence(500)
		if sentence == "The try failed." || word.Advice(500) == "" {
			t.Errorf("%s has no words of its own", word)
		}
		if other, twice := said[sentence]; twice {
			t.Errorf("%s and %s say the same", word, other)
		}
		said[sentence] = word
	}
}
