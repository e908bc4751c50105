package webhooks_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

// ledger takes in what a receiver accepted, in order, and refuses as it is told.
type ledger struct {
	mu       sync.Mutex
	refuse   int
	accepted []string // webhook-ids
	order    []string // and their places among all events
}

func (l *ledger) manner(w http.ResponseWriter, req *http.Request, _ <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refuse > 0 {
		l.refuse--
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	l.accepted = append(l.accepted, req.Header.Get("webhook-id"))
	l.order = append(l.order, req.Header.Get("anteroom-sequence"))
}

// Whatever fails and however often, every event arrives, and those of one person in the order in which they happened.
func TestAPersonsEventsArriveInOrderWhateverFails(t *testing.T) {
	for seed := range uint64(10) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			chance := rand.New(rand.NewPCG(seed, seed))
			w := newWorld(t, models.SQLite)
			receiver, accepted := hooktest.New(t), &ledger{}
			receiver.Always(accepted.manner)
			w.endpoint(receiver)
			var people []*models.Person
			for step := range 25 {
				switch what := chance.IntN(10); {
				case what < 3 || len(people) == 0:
					people = append(people, w.person("Noor"))
				case what < 7:
					w.rename(people[chance.IntN(len(people))], fmt.Sprint("Noor ", step))
				case what < 9:
					accepted.refuseNext(1 + chance.IntN(3))
				default:
					w.later(time.Duration(chance.IntN(600)) * time.Second)
				}
			}
			w.until("everything delivered", func() bool { w.later(time.Minute); return w.pending() == 0 })
			accepted.check(t, w.deliveries())
		})
	}
}

func (l *ledger) refuseNext(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refuse = n
}

// check finds each delivery among what was accepted exactly once, and each subject's in their order.
func (l *ledger) check(t *testing.T, deliveries []models.Delivery) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.accepted) != len(deliveries) {
		t.Errorf("%d accepted of %d", len(l.accepted), len(deliveries))
	}
	subjects := map[string]int64{}
	for _, delivery := range deliveries {
		subjects[strconv.FormatInt(delivery.Sequence, 10)] = delivery.SubjectID
		if delivery.State != models.Delivered || delivery.Tries > 6 {
			t.Errorf("delivery %+v", delivery)
		}
	}
	last := map[int64]int{}
	for _, sequence := range l.order {
		event, err := strconv.Atoi(sequence)
		subject := subjects[sequence]
		if err != nil || event <= last[subject] {
			t.Errorf("event %s of person %d came after event %d: %v", sequence, subject, last[subject], err)
		}
		last[subject] = event
	}
}

func TestSendersThatDieOnPostgreSQLLoseNothing(t *testing.T) {
	w := newWorld(t, models.PostgreSQL)
	receiver, accepted := hooktest.New(t), &ledger{}
	receiver.Always(accepted.manner)
	w.endpoint(receiver)
	w.stop(w.sender)
	const rounds, each = 4, 40
	for range rounds {
		died := w.newSender()
		w.use(died)
		w.start(died)
		w.db.Committed = func(context.Context, []models.Event) {} // dies between the commit and the first try
		for range each / 4 {
			w.write(func(tx *models.Tx) error {
				people := make([]models.Person, 4)
				return tx.Create(&people).Error
			})
		}
		w.stop(died)
		w.write(func(tx *models.Tx) error {
			// As if the stop had not given anything back, and the leases had run out since.
			return tx.Exec("UPDATE deliveries SET lease_by = 'died', lease_until = clock_timestamp() - interval '1 second' WHERE state = 'pending'").Error
		})
	}
	first, second := w.newSender(), w.newSender()
	w.start(first)
	w.start(second)
	for _, delivery := range w.allEnded() {
		if delivery.State != models.Delivered || delivery.Tries != 1 {
			t.Errorf("delivery %+v", delivery)
		}
	}
	ids := map[string]bool{}
	for _, id := range accepted.accepted {
		ids[id] = true
	}
	if len(ids) != rounds*each || len(accepted.accepted) != rounds*each {
		t.Errorf("%d requests with %d ids for %d events", len(accepted.accepted), len(ids), rounds*each)
	}
}
