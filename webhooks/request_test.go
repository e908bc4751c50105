package webhooks_test

import (
	"context"
	"testing"
	"time"

	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func send(t *testing.T, request webhooks.Request) hooktest.Received {
	t.Helper()
	receiver := hooktest.New(t)
	request.URL = receiver.URL() + "/in"
	req, err := request.HTTP(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	client := webhooks.NewClient(allowing(t, loopback), webhooks.ClientOptions{})
	t.Cleanup(client.CloseIdleConnections)
	if answer := webhooks.Try(client, req); answer.Failure != "" {
		t.Fatalf("%q: %v", answer.Failure, answer.Err)
	}
	for _, secret := range request.Secrets {
		receiver.MustVerify(t, secret)
	}
	received := receiver.Wait(t, 1)[0]
	if request.Dialect == "standard" {
		if got, want := received.Header.Get("X-Waitwhile-Signature"), webhooks.SignURL(request.Secrets[0], request.URL, request.Body); got != want {
			t.Errorf("X-Waitwhile-Signature %q, want %q", got, want)
		}
	}
	return received
}

func TestARequestCarriesWhatReceiversArePromised(t *testing.T) {
	at := time.Now()
	got := send(t, webhooks.Request{
		MessageID: "msg_abc", Event: "visit.updated", Dialect: "standard", Body: []byte(`{"id":"1"}`),
		Secrets: []string{webhooks.NewSecret(), textSecret}, Token: "tok", Attempt: 3, Sequence: 1042, Previous: 1039, At: at, Version: "1.2",
	})
	for name, want := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "Anteroom/1.2", "webhook-id": "msg_abc", "Idempotency-Key": "msg_abc",
		"anteroom-event": "visit.updated", "anteroom-attempt": "3", "anteroom-sequence": "1042", "anteroom-previous": "1039",
		"Authorization": "Bearer tok", "Content-Length": "10", "Accept-Encoding": "",
	} {
		if have := got.Header.Get(name); have != want {
			t.Errorf("%s: %q, want %q", name, have, want)
		}
	}
	if got.Method != "POST" || got.Path != "/in" || string(got.Body) != `{"id":"1"}` {
		t.Errorf("%s %s %s", got.Method, got.Path, got.Body)
	}
}

func TestATestHasNoSequenceAndOtherDialectsNoURLSignature(t *testing.T) {
	got := send(t, webhooks.Request{
		MessageID: "msg_t", Event: "test", Dialect: "timetap", Body: []byte(`{"test":true}`), Secrets: []string{textSecret}, Attempt: 1, At: time.Now(),
	})
	for _, name := range []string{"anteroom-sequence", "anteroom-previous", "X-Waitwhile-Signature", "Authorization"} {
		if have, there := got.Header[name]; there {
			t.Errorf("%s: %q, want none", name, have)
		}
		if have := got.Header.Get(name); have != "" {
			t.Errorf("%s: %q, want none", name, have)
		}
	}
}
