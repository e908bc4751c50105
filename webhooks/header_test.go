package webhooks_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func TestAHeaderOfTheIntegratorsIsSentAndSealed(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.GoBy(w.now)
		draft := webhooks.Draft{URL: receiver.URL(), IsActive: true, Header: &webhooks.Header{Name: "authorization", Value: "Basic bGluZGVu"}}
		endpoint, secret := w.endpointAs(draft)
		heard := func(n int, want string) {
			w.t.Helper()
			if got := receiver.Wait(w.t, n)[n-1].Header.Values("Authorization"); strings.Join(got, "|") != want {
				w.t.Errorf("request %d is authorised as %q, want %q", n, got, want)
			}
		}
		w.person("Noor")
		heard(1, "Basic bGluZGVu")
		if tested, err := w.sender.Test(w.t.Context(), endpoint, ""); err != nil || tested.Failure != "" {
			w.t.Errorf("tested %+v, %v", tested.Failure, err)
		}
		heard(2, "Basic bGluZGVu")
		receiver.MustVerify(w.t, secret)

		stored := w.reload(endpoint)
		if stored.HeaderName != "authorization" || strings.Contains(stored.HeaderValue, "bGluZGVu") || stored.HeaderValue == "" {
			w.t.Errorf("the row has %q and %q", stored.HeaderName, stored.HeaderValue)
		}
		ended := w.allEnded()
		shown, err := w.sender.ShowRequest(w.t.Context(), stored, &ended[0], 1, ended[0].CreatedAt)
		if err != nil || shown[len(shown)-1] != (webhooks.Header{Name: "Authorization", Value: "••••••"}) || strings.Contains(webhooks.Curl(stored.URL, shown, nil), "bGluZGVu") {
			w.t.Errorf("shown is %v, %v", shown, err)
		}
		w.write(stored.Delete)
		if err := w.db.Read(w.t.Context()).Where("id = ?", stored.ID).Take(stored).Error; err != nil || stored.HeaderValue != "" {
			w.t.Errorf("the value outlives its endpoint: %q, %v", stored.HeaderValue, err)
		}
	})
}

func TestAKeptHeaderGoesToNoOtherHost(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	endpoint, _ := w.endpointAs(webhooks.Draft{URL: receiver.URL(), IsActive: true, Header: &webhooks.Header{Name: "X-Key", Value: "kept"}})
	draft, err := w.sender.DraftOf(endpoint)
	if err != nil || draft.Header == nil || draft.Header.Value != "" {
		t.Fatalf("the draft has %+v, %v", draft.Header, err)
	}
	change := func(to string) error {
		draft.URL = to
		return w.db.Write(t.Context(), func(tx *models.Tx) error { return w.sender.Change(tx, w.reload(endpoint), draft) })
	}
	if err := change(receiver.URL() + "/other"); err != nil {
		t.Error(err)
	}
	var invalid models.Invalid
	if err := change("http://127.0.0.1:1/"); !errors.As(err, &invalid) || invalid["header.value"] == "" {
		t.Errorf("to another host: %v", err)
	}
}

func TestAHeaderBreaksNothing(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	check := func(header webhooks.Header) models.Invalid {
		t.Helper()
		var invalid models.Invalid
		if err := w.sender.Check(t.Context(), webhooks.Draft{URL: receiver.URL(), Header: &header}); err != nil && !errors.As(err, &invalid) {
			t.Fatal(err)
		}
		return invalid
	}
	for _, name := range []string{
		"", "host", "Content-Type", "content-length", "X-Waitwhile-Signature", "webhook-id", "Webhook-Signature", "anteroom-sequence", "Idempotency-Key",
		"user-agent", "Connection", "TE", "Transfer-Encoding", "Trailer", "Upgrade", "Proxy-Authorization", "X Key", "X-Key:", "X\r\nHost", "Schlüssel", strings.Repeat("x", 101),
	} {
		if invalid := check(webhooks.Header{Name: name, Value: "value"}); invalid["header.name"] == "" || invalid["header.value"] != "" {
			t.Errorf("a header called %q: %v", name, invalid)
		}
	}
	for _, value := range []string{"a\r\nHost: b", "a\nb", "a\x00b", " a", "a\t", "ä", "a\x7f", strings.Repeat("x", 2001)} {
		if invalid := check(webhooks.Header{Name: "X-Key", Value: value}); invalid["header.value"] == "" {
			t.Errorf("the value %q is taken", value)
		}
	}
	for _, name := range []string{"Authorization", "X-Api-Key", "apikey", "Cookie"} {
		if invalid := check(webhooks.Header{Name: name, Value: `Bearer a b=c;"~"`}); len(invalid) > 0 {
			t.Errorf("a header called %q: %v", name, invalid)
		}
	}
	both := webhooks.Draft{
		URL: receiver.URL(), Header: &webhooks.Header{Name: "AUTHORIZATION", Value: "x"},
		OAuth: &webhooks.OAuth{TokenURL: receiver.URL(), ClientID: "linden", ClientSecret: "words"},
	}
	var invalid models.Invalid
	if err := w.sender.Check(t.Context(), both); !errors.As(err, &invalid) || invalid["header.name"] == "" {
		t.Errorf("with a token: %v", err)
	}
	if got := send(t, webhooks.Request{Event: "test", Header: webhooks.Header{Name: "webhook-id", Value: "forged"}, MessageID: "msg_1", Secrets: []string{textSecret}, At: time.Now()}).Header; got.Get("webhook-id") != "msg_1" {
		t.Errorf("our own header says %v", got[http.CanonicalHeaderKey("webhook-id")])
	}
}
