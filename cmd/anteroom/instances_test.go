package main_test

import (
	"bufio"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"anteroom/models/modelstest"
)

// Four programs share one PostgreSQL. While they send, one is killed and one is frozen, and thawed when others have done its work.
func TestOfFourProgramsOneMayDieAndOneMayFreeze(t *testing.T) {
	url := modelstest.PostgresURL(t)
	h := newHouse(t, "ANTEROOM_DATABASE="+url)
	programs := []*served{h.open(), h.open(), h.open(), h.open()}
	h.ask(programs...)
	h.listen(newHearer(200*time.Millisecond, nil))
	h.client.Timeout = 5 * time.Second // what is asked of the frozen one is asked of another
	load := h.load(5)
	time.Sleep(time.Second)
	for i, what := range map[int]syscall.Signal{2: syscall.SIGSTOP, 3: syscall.SIGKILL} {
		h.ask(programs[i])
		h.hearer.gate.Lock() // it has something in hand, and keeps it
		h.until("a try under way", func() bool { return h.triesOf(programs[i]) > 0 })
		signal(t, programs[i], what)
		h.hearer.gate.Unlock()
	}
	h.ask(programs[:2]...)
	time.Sleep(time.Second)
	load.end()
	if left := h.drained(time.Second); left == 0 {
		t.Log("the two that stopped had nothing in hand")
	}
	endLeases(t, url)
	if left := h.drained(patience); left != 0 {
		t.Errorf("%d are still pending", left)
	}
	signal(t, programs[2], syscall.SIGCONT)
	h.until("what the tries of the frozen one came to", func() bool { late, _ := h.lateResults(); return late > 0 })
	load.agree(h.agree())

	late, accepted := h.lateResults()
	all := h.deliveries("")
	for _, delivery := range all {
		inTime := 0
		for _, attempt := range h.attempts(delivery) {
			if !attempt.IsLate {
				inTime++
			}
		}
		if delivery.State != "delivered" || delivery.Tries != 1 || inTime != 1 {
			t.Errorf("%+v with %d attempts in time, want one end", delivery, inTime)
		}
	}
	events, requests := h.hearer.total()
	t.Logf("%d events, %d deliveries, %d requests, %d late results", events, len(all), requests, late)
	if events != len(all) || late == 0 || accepted > requests-events {
		t.Errorf("%d events, %d deliveries, %d requests, %d late results, %d of them accepted", events, len(all), requests, late, accepted)
	}
	if said, _, code := h.run("", "check"); code != 0 {
		t.Errorf("the data is not sound: %s", said)
	}
}

// triesOf is how many tries a program has under way, as its metrics say.
func (h *house) triesOf(program *served) (n int) {
	h.t.Helper()
	answer, err := h.client.Get(program.url + "/metrics")
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if tries, found := strings.CutPrefix(lines.Text(), "anteroom_webhook_tries_in_flight "); found {
			n, _ = strconv.Atoi(tries)
		}
	}
	return n
}

// attempted is how one try ended.
type attempted struct {
	IsLate  bool
	Failure string
}

func (h *house) attempts(delivery sent) []attempted {
	h.t.Helper()
	var whole struct{ Attempts []attempted }
	if status := h.call(http.MethodGet, "/webhooks/"+h.webhook+"/deliveries/"+delivery.DeliveryID, "", "", &whole); status != http.StatusOK {
		h.t.Fatalf("a delivery is answered %d", status)
	}
	return whole.Attempts
}

// lateResults counts those that came when another program had done the work, and how many of them the receiver had accepted.
func (h *house) lateResults() (late, accepted int) {
	h.t.Helper()
	for _, delivery := range h.deliveries("") {
		for _, attempt := range h.attempts(delivery) {
			if attempt.IsLate {
				late++
			}
			if attempt.IsLate && attempt.Failure == "" {
				accepted++
			}
		}
	}
	return late, accepted
}

func signal(t *testing.T, program *served, what syscall.Signal) {
	t.Helper()
	if err := program.command.Process.Signal(what); err != nil {
		t.Fatal(err)
	}
}
