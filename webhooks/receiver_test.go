package webhooks_test

import (
	"bytes"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// firstTried lets one event be tried once and returns its delivery.
func (w *world) firstTried() models.Delivery {
	w.t.Helper()
	w.person("Noor")
	w.until("the first result", func() bool {
		all := w.deliveries()
		return len(all) == 1 && (all[0].Tries == 1 || all[0].State != models.Pending)
	})
	return w.deliveries()[0]
}

func (w *world) reload(endpoint *models.Endpoint) *models.Endpoint {
	w.t.Helper()
	found, err := models.FindEndpoint(w.db.Read(w.t.Context()), endpoint.PublicID)
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

func TestGoneSwitchesTheEndpointOffAtOnce(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Next(hooktest.Status(http.StatusGone))
		endpoint, _ := w.endpoint(receiver)
		first := w.firstTried()
		if first.State != models.Skipped || first.Reason != models.SkippedDisabled || first.Status != http.StatusGone {
			w.t.Errorf("the delivery is %+v", first)
		}
		endpoint = w.reload(endpoint)
		if endpoint.IsActive || endpoint.DisabledReason != models.DisabledAsGone {
			w.t.Errorf("the endpoint is %+v", endpoint)
		}
		w.person("Ida")
		var missed int64
		w.write(func(tx *models.Tx) (err error) {
			if missed, err = endpoint.CountMissed(tx, endpoint.CreatedAt); err != nil {
				return err
			}
			if err := endpoint.Enable(tx); err != nil {
				return err
			}
			_, err = endpoint.ResendMissed(tx, endpoint.CreatedAt)
			return err
		})
		if missed != 2 {
			w.t.Errorf("%d missed, want the one that was refused and the one since", missed)
		}
		w.later(time.Second)
		heard := receiver.Wait(w.t, 3)
		if !bytes.Equal(heard[0].Body, heard[1].Body) && !bytes.Equal(heard[0].Body, heard[2].Body) {
			w.t.Errorf("what was refused was not sent again: %s", receiver.Bodies())
		}
		w.allEnded()
	})
}

func TestAReceiverIsGivenTheTimeItAsksFor(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	receiver.Next(hooktest.RetryAfter(http.StatusServiceUnavailable, "600"))
	w.endpoint(receiver)
	first := w.firstTried()
	if wait := first.DueAt.Sub(first.CreatedAt.Time); wait < 9*time.Minute || wait > 11*time.Minute {
		t.Errorf("tried again after %s, want ten minutes", wait)
	}
}

func TestARedirectIsAFailure(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver, other := hooktest.New(t), hooktest.New(t)
	receiver.Next(hooktest.Redirect(http.StatusMovedPermanently, other.URL()))
	w.endpoint(receiver)
	first := w.firstTried()
	if first.Failure != string(webhooks.FailedRedirect) || first.State != models.Pending || len(other.Received()) != 0 {
		t.Errorf("the delivery is %+v, the other heard %d", first, len(other.Received()))
	}
}

func TestAPrivateAddressEndsTheDelivery(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	endpoint, _ := w.endpoint(receiver)
	w.write(func(tx *models.Tx) error {
		return tx.Exec("UPDATE endpoints SET url = 'https://10.1.2.3/hooks' WHERE id = ?", endpoint.ID).Error
	})
	first := w.firstTried()
	if first.State != models.Failed || first.Failure != string(webhooks.FailedGuard) || first.Tries != 1 {
		t.Errorf("the delivery is %+v", first)
	}
	err := w.sender.Check(t.Context(), webhooks.Draft{URL: "https://10.1.2.3/hooks"})
	if err == nil || !strings.Contains(err.Error(), "ANTEROOM_WEBHOOK_ALLOW") {
		t.Errorf("saving it says %v", err)
	}
}

// Whatever one receiver does, the others get everything, and the program's memory stays small.
func TestAMisbehavingReceiverHoldsUpNobodyElse(t *testing.T) {
	w := newStillWorld(t, models.SQLite)
	w.config.Wait = 0
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	bad, turn := hooktest.New(t), atomic.Int64{}
	manners := []hooktest.Manner{
		hooktest.Hang, hooktest.HangAfterHeaders, hooktest.Drip(20 * time.Millisecond), hooktest.HugeHeaders, hooktest.Endless, hooktest.GzipBomb, hooktest.Reset,
	}
	bad.Always(func(out http.ResponseWriter, req *http.Request, closing <-chan struct{}) {
		manners[int(turn.Add(1)-1)%len(manners)](out, req, closing)
	})
	w.endpoint(bad)
	good := make([]*hooktest.Receiver, 4)
	for i := range good {
		good[i] = hooktest.New(t)
		w.endpoint(good[i])
	}
	before := heap()
	w.write(func(tx *models.Tx) error {
		people := make([]models.Person, 50)
		return tx.CreateInBatches(&people, 50).Error
	})
	for _, receiver := range good {
		receiver.Wait(t, 50)
	}
	bad.Wait(t, models.DefaultSlots)
	if grown := heap() - before; grown > 24<<20 {
		t.Errorf("the heap has grown by %d MB", grown>>20)
	}
	w.until("only the bad one's deliveries left", func() bool {
		for _, delivery := range w.deliveries() {
			if delivery.EndpointID != 1 && delivery.State != models.Delivered {
				return false
			}
		}
		return true
	})
}

func heap() int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func TestTheBreakerSparesAReceiverThatIsDown(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	receiver.Always(hooktest.Status(500))
	w.endpoint(receiver)
	w.write(func(tx *models.Tx) error {
		people := make([]models.Person, 100)
		return tx.CreateInBatches(&people, 100).Error
	})
	if got := len(receiver.Settle(1500 * time.Millisecond)); got > 5+models.DefaultSlots {
		t.Errorf("%d requests: five failures in a row open the breaker", got)
	}
	receiver.Always(nil)
	w.later(time.Minute)
	w.until("everything delivered", func() bool { w.later(time.Second); return w.pending() == 0 })
	for _, delivery := range w.deliveries() {
		if delivery.State != models.Delivered || delivery.Tries > 2 {
			t.Fatalf("being spared used up tries: %+v", delivery)
		}
	}
}

func TestBothSecretsSignAfterARotation(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	endpoint, old := w.endpoint(receiver)
	var newest string
	w.write(func(tx *models.Tx) (err error) {
		newest, err = w.sender.Rotate(tx, endpoint, "")
		return err
	})
	w.person("Noor")
	receiver.Wait(t, 1)
	receiver.MustVerify(t, old)
	receiver.MustVerify(t, newest)
	w.write(func(tx *models.Tx) error { return endpoint.EndOldSecret(tx) })
	w.person("Ida")
	second := receiver.Wait(t, 2)[1]
	if webhooks.Verify(old, second.Header, second.Body, time.Minute, w.now()) == nil {
		t.Error("the old secret signs after its end")
	}
	if err := webhooks.Verify(newest, second.Header, second.Body, time.Minute, w.now()); err != nil {
		t.Error(err)
	}
}

func TestARefusedTokenIsReplacedOnce(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver, issuer := hooktest.New(t), hooktest.New(t)
	issuer.Always(func(out http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		out.Header().Set("Content-Type", "application/json")
		_, _ = out.Write([]byte(`{"access_token":"abc","token_type":"Bearer","expires_in":3600}`))
	})
	w.endpointAs(webhooks.Draft{
		URL: receiver.URL(), IsActive: true,
		OAuth: &webhooks.OAuth{TokenURL: issuer.URL() + "/token", ClientID: "linden", ClientSecret: "very secret client words"},
	})
	w.firstTried()
	w.person("Ida")
	if got := len(issuer.Received()); got != 1 {
		t.Errorf("%d tokens for two deliveries", got)
	}
	receiver.Next(hooktest.Status(http.StatusUnauthorized))
	w.person("Sam")
	heard := receiver.Wait(t, 4)
	if got := len(issuer.Received()); got != 2 {
		t.Errorf("%d tokens after one was refused", got)
	}
	if got := heard[3].Header.Get("Authorization"); got != "Bearer abc" {
		t.Errorf("Authorization is %q", got)
	}
	w.allEnded()
}

func TestATestIsAnsweredInlineAndCountsForNothing(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	receiver.Next(hooktest.Status(500))
	endpoint, secret := w.endpoint(receiver)
	tested, err := w.sender.Test(t.Context(), endpoint, "")
	if err != nil || tested.Status != 500 || string(tested.Body) != `{"test":true}` {
		t.Fatalf("the test says %+v, %v", tested, err)
	}
	sample, err := w.sender.Test(t.Context(), endpoint, webhooks.AddPerson)
	if err != nil || sample.Failure != "" || !bytes.Contains(sample.Body, []byte(`"type":"AddPerson"`)) {
		t.Fatalf("the sample says %+v, %v", sample, err)
	}
	receiver.MustVerify(t, secret)
	if endpoint = w.reload(endpoint); endpoint.Failures != 0 {
		t.Errorf("a test left %+v", endpoint)
	}
	all := w.deliveries()
	if len(all) != 2 || all[0].Cause != models.CauseTest || all[0].State != models.Failed || all[1].State != models.Delivered {
		t.Errorf("the activity shows %+v", all)
	}
}

func TestTheSixthEndpointIsRefused(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		for range models.EndpointLimit {
			w.endpoint(receiver)
		}
		err := w.db.Write(w.t.Context(), func(tx *models.Tx) error {
			_, _, err := w.sender.Create(tx, webhooks.Draft{URL: receiver.URL()})
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "five") {
			w.t.Errorf("the sixth says %v", err)
		}
	})
}

func TestTwoSendersOnPostgreSQLDeliverEachOnce(t *testing.T) {
	w := newWorld(t, models.PostgreSQL)
	second := w.newSender()
	w.start(second)
	receiver := hooktest.New(t)
	w.endpoint(receiver)
	const many = 300
	w.write(func(tx *models.Tx) error {
		people := make([]models.Person, many)
		return tx.CreateInBatches(&people, 100).Error
	})
	receiver.Wait(t, many)
	ended := w.allEnded()
	ids := map[string]bool{}
	for _, one := range receiver.Settle(100 * time.Millisecond) {
		ids[one.Header.Get("webhook-id")] = true
	}
	if got := len(receiver.Received()); got != many || len(ids) != many || len(ended) != many {
		t.Errorf("%d requests with %d ids for %d deliveries", got, len(ids), len(ended))
	}
}

func TestALostLeaseLeavesALateAttemptAlone(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		w.endpoint(receiver)
		receiver.Next(func(out http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
			w.write(func(tx *models.Tx) error {
				return tx.Exec("UPDATE deliveries SET lease_by = 'another', lease_until = ?", models.At(time.Now().Add(time.Hour))).Error
			})
			out.WriteHeader(http.StatusOK)
		})
		w.person("Noor")
		var attempts []models.Attempt
		w.until("the late attempt", func() bool {
			delivery := w.deliveries()[0]
			var err error
			if attempts, err = delivery.Attempts(w.db.Read(w.t.Context())); err != nil {
				w.t.Fatal(err)
			}
			return len(attempts) == 1
		})
		if first := w.deliveries()[0]; !attempts[0].IsLate || first.State != models.Pending || first.LeaseBy != "another" {
			w.t.Errorf("attempt %+v of delivery %+v", attempts[0], first)
		}
	})
}
