package main_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"anteroom/models/modelstest"
)

// kills is how often a program is killed: a number of the variable, which make soak sets, or few.
func kills(t *testing.T, variable string, few int) int {
	t.Helper()
	text := os.Getenv(variable)
	if text == "" {
		return few
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestKilledAtAnyMomentNothingIsLostOnSQLite(t *testing.T) {
	h := newHouse(t)
	h.survive(kills(t, "ANTEROOM_KILLS_SQLITE", 10))
}

func TestKilledAtAnyMomentNothingIsLostOnPostgreSQL(t *testing.T) {
	url := modelstest.PostgresURL(t)
	h := newHouse(t, "ANTEROOM_DATABASE="+url)
	h.survive(kills(t, "ANTEROOM_KILLS_POSTGRES", 3), func() { endLeases(t, url) })
}

// survive kills the program again and again while people are added, visits go their way and times are offered, and then compares what was answered with what was stored and received.
func (h *house) survive(kills int, afterLast ...func()) {
	running := h.open()
	h.ask(running)
	h.listen(newHearer(2*time.Millisecond, func(n int64) bool { return n%23 == 0 }))
	load, comers := h.load(2), h.comers(2)
	offerers := h.offerers(comers)
	for range kills {
		time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond)
		if err := running.command.Process.Signal(syscall.SIGKILL); err != nil {
			h.t.Fatal(err)
		}
		_ = running.command.Wait()
		running = h.open()
		h.ask(running)
	}
	// On a busy machine all kills may come before anything has gone all its way.
	for deadline := time.Now().Add(patience); (!load.has() || !comers.has() || !offerers.has()) && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	load.end()
	comers.end()
	offerers.end()
	for _, do := range afterLast {
		do()
	}
	if left := h.drained(patience); left != 0 {
		h.t.Errorf("%d are still pending", left)
	}
	told := h.agree()
	load.agree(slices.DeleteFunc(slices.Clone(told), func(one fed) bool {
		return !strings.HasSuffix(one.Type, "Person") || strings.HasPrefix(one.Data.Fields["First Name"], "Marta")
	}))
	comers.agree(told)
	offerers.agree()
	events, requests := h.hearer.total()
	h.t.Logf("%d kills, %d people added, %d events received in %d requests", kills, len(load.made), events, requests)
	if said, _, code := h.run("", "check"); code != 0 {
		h.t.Errorf("the data is not sound: %s", said)
	}
}

// load is clients that add people, some of whom cannot be added.
type load struct {
	h        *house
	next     atomic.Int64
	stopping chan struct{}
	clients  sync.WaitGroup

	mu   sync.Mutex
	made map[string]int64 // who was added, by name, and the family's number that was answered
}

func (h *house) load(clients int) *load {
	l := &load{h: h, stopping: make(chan struct{}), made: map[string]int64{}}
	for range clients {
		l.clients.Go(func() {
			for {
				select {
				case <-l.stopping:
					return
				default:
					l.add(l.next.Add(1))
				}
			}
		})
	}
	return l
}

// has says that somebody was added.
func (l *load) has() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.made) > 0
}

func (l *load) end() {
	close(l.stopping)
	l.clients.Wait()
}

// add adds a person, and where no answer comes asks again with the same key, or gives up. Every fifth is refused when half is written.
func (l *load) add(n int64) {
	name := fmt.Sprint("Ida ", n)
	body := `{"fields":{"First Name":"` + name + `","Last Name":"Brandt"}}`
	if n%5 == 0 {
		body = `{"fields":{"First Name":"Nobody","Last Name":"Brandt"},"waitlists":[{"waitlistId":"nowhere"}]}`
	}
	for try := 0; ; try++ {
		var answer struct{ PersonID int64 }
		switch status := l.h.call(http.MethodPost, "/people", "load-"+strconv.FormatInt(n, 10), body, &answer); {
		case status == http.StatusCreated:
			l.mu.Lock()
			l.made[name] = answer.PersonID
			l.mu.Unlock()
			return
		case status >= 400 && status < 500:
			if n%5 != 0 {
				l.h.t.Errorf("%s is answered %d", name, status)
			}
			return
		case n%3 == 0 || try > 500:
			return // nobody knows whether it happened
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// agree finds everybody who was added in the feed once, and nobody who was refused.
func (l *load) agree(events []fed) {
	times := map[string]int{}
	for _, event := range events {
		name := event.Data.Fields["First Name"]
		times[name]++
		if times[name] > 1 || event.Type != "AddPerson" {
			l.h.t.Errorf("%s of %q stands in the feed %d times", event.Type, name, times[name])
		}
	}
	if times["Nobody"] > 0 {
		l.h.t.Error("what was rolled back was told")
	}
	for name := range l.made {
		if times[name] != 1 {
			l.h.t.Errorf("%s was added and stands in the feed %d times", name, times[name])
		}
	}
	if len(l.made) == 0 {
		l.h.t.Error("nobody was added")
	}
}

// endLeases lets the leases of programs that are no more run out: as if 45 seconds had passed.
func endLeases(t *testing.T, url string) {
	t.Helper()
	connection, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := connection.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	_, err = connection.Exec(t.Context(), "UPDATE deliveries SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_until IS NOT NULL")
	if err != nil {
		t.Fatal(err)
	}
}
