package webhooks_test

import (
	"context"
	"net/netip"
	"sync"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

const houseSecret = "a secret of Linden House, for tests alone"

// patience is how long a busy machine may take for what is sure to come.
const patience = time.Minute

// world is a house with a database, a clock that moves by hand alone and a sender at work: no retry comes due while a test looks on.
type world struct {
	t      *testing.T
	db     *models.DB
	sender *webhooks.Sender
	config webhooks.Config

	mu    sync.Mutex
	still time.Time // where the clock stands; zero = it runs
	off   time.Duration
	stall time.Duration // how long whoever looks at the clock next is held up
}

// each builds the world on both engines. Such tests run beside each other: they mostly wait.
func each(t *testing.T, test func(w *world)) {
	t.Parallel()
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			test(newWorld(t, engine))
		})
	}
}

func newWorld(t *testing.T, engine models.Engine) *world {
	w := newStillWorld(t, engine)
	w.sender = w.newSender()
	w.use(w.sender)
	w.start(w.sender)
	return w
}

// newStillWorld has no sender yet.
func newStillWorld(t *testing.T, engine models.Engine) *world {
	w := &world{t: t, still: time.Now()}
	w.db = modelstest.Open(t, engine, w.now)
	keyring, err := webhooks.NewKeyring(houseSecret)
	if err != nil {
		t.Fatal(err)
	}
	w.config = webhooks.Config{
		Guard:    webhooks.NewGuard([]netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}),
		Keyring:  keyring,
		Schedule: webhooks.DefaultSchedule(),
		Wait:     patience,
		Version:  "test",
	}
	return w
}

func (w *world) now() time.Time {
	w.mu.Lock()
	stall := w.stall
	w.stall = 0
	w.mu.Unlock()
	time.Sleep(stall)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.still.IsZero() {
		return time.Now().Add(w.off)
	}
	return w.still.Add(w.off)
}

// later turns the clock on, once the tries under way have told the breaker what came of them.
func (w *world) later(by time.Duration) {
	w.t.Helper()
	w.until("the end of the tries under way", func() bool { return !w.sender.IsSending() })
	w.mu.Lock()
	w.off += by
	w.mu.Unlock()
	w.sender.WakeUp()
}

func (w *world) newSender() *webhooks.Sender { return webhooks.New(w.db, w.config) }

// use lets changes be announced by a sender, as the process that it belongs to would.
func (w *world) use(sender *webhooks.Sender) {
	w.db.Announce, w.db.Committed = sender.Announce, sender.Committed
}

func (w *world) start(sender *webhooks.Sender) {
	w.t.Helper()
	if err := sender.Start(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { w.stop(sender) })
}

func (w *world) stop(sender *webhooks.Sender) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := sender.Stop(ctx); err != nil {
		w.t.Error(err)
	}
}

func (w *world) write(do func(tx *models.Tx) error) {
	w.t.Helper()
	modelstest.Write(w.t, w.db, do)
}

// endpoint registers a receiver for everything.
func (w *world) endpoint(receiver *hooktest.Receiver) (*models.Endpoint, string) {
	w.t.Helper()
	receiver.GoBy(w.now)
	return w.endpointAs(webhooks.Draft{URL: receiver.URL() + "/hooks", IsActive: true})
}

func (w *world) endpointAs(draft webhooks.Draft) (endpoint *models.Endpoint, secret string) {
	w.t.Helper()
	if err := w.sender.Check(w.t.Context(), draft); err != nil {
		w.t.Fatal(err)
	}
	w.write(func(tx *models.Tx) (err error) {
		endpoint, secret, err = w.sender.Create(tx, draft)
		return err
	})
	return endpoint, secret
}

func (w *world) person(first string) (person *models.Person) {
	w.t.Helper()
	w.write(func(tx *models.Tx) error {
		person = &models.Person{FirstName: first, LastName: "Haddad"}
		return tx.Create(person).Error
	})
	return person
}

func (w *world) rename(person *models.Person, first string) {
	w.t.Helper()
	w.write(func(tx *models.Tx) error {
		person.FirstName = first
		return tx.Save(person).Error
	})
}

// deliveries are all rows in the order they were made.
func (w *world) deliveries() []models.Delivery {
	w.t.Helper()
	var all []models.Delivery
	if err := w.db.Read(w.t.Context()).Order("id").Find(&all).Error; err != nil {
		w.t.Fatal(err)
	}
	return all
}

// until waits for something that the sender does by itself.
func (w *world) until(what string, is func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("never came: %s; deliveries %+v", what, w.deliveries())
		}
	}
}

// allEnded waits until no delivery is pending.
func (w *world) allEnded() []models.Delivery {
	w.t.Helper()
	w.until("the end of all deliveries", func() bool { return w.pending() == 0 })
	return w.deliveries()
}

func (w *world) pending() (n int) {
	for _, delivery := range w.deliveries() {
		if delivery.State == models.Pending {
			n++
		}
	}
	return n
}
