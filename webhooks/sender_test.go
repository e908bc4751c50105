package webhooks_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func TestAWriteIsHeardRightAfterItsCommit(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		_, secret := w.endpoint(receiver)
		w.person("Noor")
		heard := receiver.Received()
		if len(heard) != 1 {
			w.t.Fatalf("%d requests when the write returned, want 1: it waits for the first try", len(heard))
		}
		receiver.MustVerify(w.t, secret)
		header := heard[0].Header
		for name, want := range map[string]string{
			"anteroom-event": "AddPerson", "anteroom-attempt": "1", "anteroom-sequence": "1", "anteroom-previous": "0",
			"Idempotency-Key": header.Get("webhook-id"),
		} {
			if got := header.Get(name); got != want {
				w.t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		ended := w.allEnded()
		if len(ended) != 1 || ended[0].State != models.Delivered || ended[0].Tries != 1 || ended[0].Status != http.StatusNoContent || ended[0].LeaseBy != "" {
			w.t.Errorf("the delivery is %+v", ended)
		}
	})
}

func TestARollbackIsNeverHeardOf(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		changed := errors.New("changed their mind")
		err := w.db.Write(w.t.Context(), func(tx *models.Tx) error {
			if err := tx.Create(&models.Person{FirstName: "Ghost"}).Error; err != nil {
				return err
			}
			return changed
		})
		if !errors.Is(err, changed) {
			w.t.Fatal(err)
		}
		w.person("Noor")
		heard := receiver.Settle(100 * time.Millisecond)
		if len(heard) != 1 || !bytes.Contains(heard[0].Body, []byte("Noor")) {
			w.t.Errorf("heard %s", receiver.Bodies())
		}
	})
}

func TestEveryTrySendsTheSameBytesUnderTheSameID(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Status(500), hooktest.Status(500))
		_, secret := w.endpoint(receiver)
		person := w.person("Noor")
		w.until("the first result", func() bool { return w.deliveries()[0].Tries == 1 })
		w.rename(person, "Nour")
		if got := len(receiver.Settle(100 * time.Millisecond)); got != 1 {
			w.t.Fatalf("%d requests: the second event of a person waits for the first", got)
		}
		w.later(10 * time.Second)
		receiver.Wait(w.t, 2)
		w.until("the second result", func() bool { return w.deliveries()[0].Tries == 2 })
		w.later(time.Minute)
		heard := receiver.Wait(w.t, 4)
		w.allEnded()
		for i, one := range heard[:3] {
			if !bytes.Equal(one.Body, heard[0].Body) || one.Header.Get("webhook-id") != heard[0].Header.Get("webhook-id") {
				w.t.Errorf("try %d sent %s", i+1, one.Body)
			}
		}
		if got := heard[2].Header.Get("anteroom-attempt"); got != "3" {
			w.t.Errorf("the third try calls itself %s", got)
		}
		if !bytes.Contains(heard[3].Body, []byte("Nour")) || heard[3].Header.Get("anteroom-previous") != "1" {
			w.t.Errorf("then came %s", heard[3].Body)
		}
		if err := webhooks.Verify(secret, heard[3].Header, heard[3].Body, 10*time.Minute, w.now()); err != nil {
			w.t.Error(err)
		}
	})
}

func TestAPoisonedMessageIsPassedOverAfterItsSixthTry(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	receiver.Next(hooktest.Status(400), hooktest.Status(400), hooktest.Status(400), hooktest.Status(400), hooktest.Status(400), hooktest.Status(400))
	w.endpoint(receiver)
	person := w.person("Noor")
	w.until("the first result", func() bool { return w.deliveries()[0].Tries == 1 })
	w.rename(person, "Nour")
	for try := 2; try <= 6; try++ {
		w.later(7 * time.Hour)
		w.until("another try", func() bool { return w.deliveries()[0].Tries == try })
	}
	w.later(2 * time.Minute) // five failures in a row opened the breaker, and the sixth for twice as long
	heard := receiver.Wait(t, 7)
	if !strings.Contains(string(heard[6].Body), "Nour") {
		t.Errorf("the seventh request is %s", heard[6].Body)
	}
	w.until("the second delivery's end", func() bool { return w.deliveries()[1].State == models.Delivered })
	if first := w.deliveries()[0]; first.State != models.Pending {
		t.Errorf("the first is %s: it goes on trying", first.State)
	}
}

func TestAJobsWriteIsLeftToTheWorker(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		answered := make(chan struct{})
		receiver.Always(func(out http.ResponseWriter, _ *http.Request, closing <-chan struct{}) {
			select {
			case <-answered:
			case <-closing:
			}
		})
		w.endpoint(receiver)
		began := time.Now()
		err := w.db.Write(models.WithBy(w.t.Context(), models.By{Kind: models.ByJob, Name: "nightly"}), func(tx *models.Tx) error {
			return tx.Create(&models.Person{FirstName: "Ida"}).Error
		})
		if err != nil {
			w.t.Fatal(err)
		}
		if took := time.Since(began); took >= w.config.Wait {
			w.t.Errorf("the job waited %s for the receiver", took)
		}
		close(answered)
		receiver.Wait(w.t, 1)
		w.allEnded()
	})
}

func TestAnotherProgramsWriteIsPickedUpWithinASecondOrTwo(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		command := w.newSender()
		w.use(command)
		var born []models.Delivery // as the command leaves them: who serves takes them as soon as they are committed
		announce := w.db.Announce
		w.db.Announce = func(tx *models.Tx, events []models.Event) error {
			if err := announce(tx, events); err != nil {
				return err
			}
			return tx.Find(&born).Error
		}
		w.person("Ida")
		if len(born) != 1 || born[0].LeaseBy != "" {
			w.t.Errorf("leased to one which never sends: %+v", born)
		}
		receiver.Wait(w.t, 1)
		w.allEnded()
	})
}

func TestARunThatDiedIsFinishedByTheNext(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		died := w.newSender()
		w.use(died)
		w.stop(w.sender)
		w.start(died)
		w.db.Committed = func(context.Context, []models.Event) {} // the power goes between the commit and the first try
		w.person("Ida")
		if leased := w.deliveries()[0].LeaseBy; leased == "" {
			w.t.Fatal("the delivery was not born leased")
		}
		if w.db.Engine == models.PostgreSQL {
			// The server's clock is not ours to turn: let the lease have run out.
			w.write(func(tx *models.Tx) error {
				return tx.Exec("UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second'").Error
			})
		}
		next := w.newSender()
		w.use(next)
		w.start(next)
		receiver.Wait(w.t, 1)
		w.allEnded()
	})
}

func TestAStopLetsTriesFinishAndStoresThem(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Always(hooktest.After(300*time.Millisecond, hooktest.Status(200)))
		w.endpoint(receiver)
		stopped := make(chan struct{})
		go func() {
			defer close(stopped)
			receiver.Wait(w.t, 1)
			w.stop(w.sender)
		}()
		w.person("Ida")
		<-stopped
		w.allEnded()
		if got := len(receiver.Received()); got != 1 {
			w.t.Errorf("%d requests", got)
		}
	})
}

func TestSecretsStandInNoRowInClear(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		endpoint, secret := w.endpointAs(webhooks.Draft{
			URL: receiver.URL(), IsActive: true,
			OAuth: &webhooks.OAuth{TokenURL: receiver.URL() + "/token", ClientID: "linden", ClientSecret: "very secret client words"},
		})
		for _, hidden := range []string{secret, "very secret client words", "linden"} {
			if strings.Contains(endpoint.Secret+endpoint.OAuth, hidden) {
				w.t.Errorf("%q stands in the row", hidden)
			}
		}
		draft, err := w.sender.DraftOf(endpoint)
		if err != nil || draft.OAuth == nil || draft.OAuth.ClientSecret != "" || draft.OAuth.ClientID != "linden" {
			w.t.Errorf("the draft is %+v, %v", draft.OAuth, err)
		}
	})
}
