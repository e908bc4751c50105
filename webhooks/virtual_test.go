package webhooks_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
)

// memory is a receiver without a network: it answers after a while by the clock of the test's bubble.
type memory struct {
	mu     sync.Mutex
	status int
	takes  time.Duration
	heard  []time.Time
	active int
	most   int // the most at once since the last look
}

func (m *memory) RoundTrip(req *http.Request) (*http.Response, error) {
	m.mu.Lock()
	m.heard = append(m.heard, time.Now())
	m.active++
	m.most = max(m.most, m.active)
	status, takes := m.status, m.takes
	m.mu.Unlock()
	defer func() { m.mu.Lock(); m.active--; m.mu.Unlock() }()
	select {
	case <-time.After(takes):
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("")), Request: req}, nil
}

func (m *memory) answers(status int, takes time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.status, m.takes = status, takes
}

func (m *memory) times() []time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]time.Time(nil), m.heard...)
}

// onVirtualTime runs the whole engine on a real database in a bubble where nobody waits: the database is opened outside of it.
func onVirtualTime(t *testing.T, look time.Duration, test func(w *world, receiver *memory)) {
	w := newStillWorld(t, models.SQLite)
	w.config.Wait, w.still = 0, time.Time{}
	synctest.Test(t, func(t *testing.T) {
		w.t = t
		receiver := &memory{status: http.StatusNoContent, takes: 10 * time.Millisecond}
		w.sender = w.newSender()
		w.sender.InMemory(receiver, 2*time.Minute, look)
		w.use(w.sender)
		w.start(w.sender)
		w.endpointAs(webhooks.Draft{URL: "http://127.0.0.1/hooks", IsActive: true})
		test(w, receiver)
	})
}

func TestTheWholeScheduleIsKeptOnVirtualTime(t *testing.T) {
	onVirtualTime(t, 10*time.Minute, func(w *world, receiver *memory) {
		receiver.answers(http.StatusInternalServerError, 10*time.Millisecond)
		w.person("Noor")
		time.Sleep(100 * time.Hour)
		heard := receiver.times()
		if len(heard) != 12 {
			w.t.Fatalf("%d tries at %v, want 12", len(heard), heard)
		}
		for i, want := range webhooks.DefaultSchedule().Waits() {
			if got := heard[i+1].Sub(heard[i]); got < want*8/10 || got > want*12/10+time.Second {
				w.t.Errorf("wait %d is %s, want %s give or take a fifth", i+1, got, want)
			}
		}
		if all := heard[11].Sub(heard[0]); all < 60*time.Hour || all > 91*time.Hour {
			w.t.Errorf("given up after %s", all)
		}
		if last := w.deliveries()[0]; last.State != models.Failed || last.Tries != 12 || last.LeaseBy != "" {
			w.t.Errorf("the delivery is %+v", last)
		}
	})
}

func TestABreakerProbesMoreAndMoreSeldomAndRecoversStepByStepOnVirtualTime(t *testing.T) {
	onVirtualTime(t, time.Second, func(w *world, receiver *memory) {
		receiver.answers(http.StatusInternalServerError, 10*time.Millisecond)
		w.write(func(tx *models.Tx) error {
			people := make([]models.Person, 60)
			return tx.CreateInBatches(&people, 60).Error
		})
		time.Sleep(45 * time.Minute)
		heard := receiver.times()
		opened := len(heard) - 6 // 30 s, 1, 2, 4, 8 and 15 minutes fit into 45
		if opened < 5 || opened > 5+models.DefaultSlots-1 {
			w.t.Fatalf("%d tries before it opened", opened)
		}
		for i, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute} {
			if got := heard[opened+i].Sub(heard[opened+i-1]); got < want || got > want+2*time.Second {
				w.t.Errorf("probe %d came after %s, want %s", i+1, got, want)
			}
		}
		receiver.answers(http.StatusNoContent, 10*time.Millisecond)
		time.Sleep(16 * time.Minute)
		synctest.Wait()
		if w.pending() != 0 {
			w.t.Errorf("%d are still pending a quarter of an hour after the receiver came back", w.pending())
		}
		for _, delivery := range w.deliveries() {
			if delivery.Tries > 8 {
				w.t.Errorf("being spared used up tries: %+v", delivery)
			}
		}
		if receiver.most > models.DefaultSlots {
			w.t.Errorf("%d at once, with %d slots", receiver.most, models.DefaultSlots)
		}
	})
}

func TestADeliveryOfAFrozenProcessIsTakenOverWhenItsLeaseEndsOnVirtualTime(t *testing.T) {
	onVirtualTime(t, time.Second, func(w *world, receiver *memory) {
		receiver.answers(http.StatusNoContent, time.Minute)
		began := time.Now()
		w.person("Noor")
		time.Sleep(time.Second)
		w.sender.Freeze()
		receiver.answers(http.StatusNoContent, 10*time.Millisecond)
		other := w.newSender()
		other.InMemory(receiver, 2*time.Minute, time.Second)
		other.BeginBeside(w.t.Context())
		w.t.Cleanup(func() { w.stop(other) })
		time.Sleep(2 * time.Minute)
		heard := receiver.times()
		if len(heard) != 2 || heard[1].Sub(began) < models.LeaseTime || heard[1].Sub(began) > models.LeaseTime+2*time.Second {
			w.t.Fatalf("tries after %v, want the second when the lease has ended", heard)
		}
		delivery := w.deliveries()[0]
		attempts, err := delivery.Attempts(w.db.Read(w.t.Context()))
		if err != nil || len(attempts) != 2 || attempts[0].IsLate || !attempts[1].IsLate {
			w.t.Errorf("the attempts are %+v, %v: the second result came late", attempts, err)
		}
		if delivery.State != models.Delivered || delivery.Tries != 1 {
			w.t.Errorf("the delivery is %+v", delivery)
		}
	})
}
