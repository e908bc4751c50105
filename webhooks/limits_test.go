package webhooks_test

import (
	"net"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// The real client has the documented limits; the tests of what they do shorten them.
func TestTheClientGivesUpWhenItIsDocumentedTo(t *testing.T) {
	client := webhooks.NewClient(allowing(t, loopback), webhooks.ClientOptions{})
	handshake, total := webhooks.LimitsOf(client)
	if webhooks.DialTimeout != 5*time.Second || handshake != 5*time.Second || total != 15*time.Second {
		t.Errorf("to connect %s, for TLS %s, in all %s", webhooks.DialTimeout, handshake, total)
	}
}

func TestAHandshakeThatNeverEndsIsATimeoutOfItsOwn(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	answer := post(t, allowing(t, loopback), "https://"+silent.Addr().String()+"/", webhooks.ClientOptions{Handshake: 200 * time.Millisecond})
	if answer.Failure != webhooks.FailedTime || answer.Status != 0 || answer.Took < 200*time.Millisecond || answer.Took > 10*time.Second {
		t.Errorf("%q after %s: %v", answer.Failure, answer.Took, answer.Err)
	}
}

func TestRetryAfterHoldsForEveryInstance(t *testing.T) {
	w := newWorld(t, models.PostgreSQL)
	second := w.newSender()
	w.start(second)
	receiver := hooktest.New(t)
	receiver.Next(hooktest.RetryAfter(503, "600"))
	w.endpoint(receiver)
	w.firstTried()
	w.later(9 * time.Minute)
	second.WakeUp()
	if got := receiver.Settle(1500 * time.Millisecond); len(got) != 1 {
		t.Errorf("%d requests although the receiver asked for ten minutes", len(got))
	}
	w.later(2 * time.Minute)
	second.WakeUp()
	receiver.Wait(t, 2)
	if ended := w.allEnded(); len(ended) != 1 || ended[0].Tries != 2 {
		t.Errorf("ended as %+v", ended)
	}
}
