package main_test

import (
	"net/http"
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
		time.Sleep(700 * time.Millisecond) // all of its slots are busy
		signal(t, programs[i], what)
	}
	h.ask(programs[:2]...)
	time.Sleep(time.Second)
	load.end()
	if left := h.drained(time.Second); left == 0 {
		t.Log("the two that stopped had nothing in hand")
	}
	endLeases(t, url)
	if left := h.drained(15 * time.Second); left != 0 {
		t.Errorf("%d are still pending", left)
	}
	signal(t, programs[2], syscall.SIGCONT)
	time.Sleep(time.Second) // it stores what its tries came to
	load.agree(h.agree())

	late, all := 0, h.deliveries("")
	for _, delivery := range all {
		var whole struct {
			Attempts []struct {
				IsLate  bool
				Failure string
			}
		}
		if status := h.call(http.MethodGet, "/webhooks/"+h.webhook+"/deliveries/"+delivery.DeliveryID, "", "", &whole); status != http.StatusOK {
			t.Fatalf("a delivery is answered %d", status)
		}
		inTime := 0
		for _, attempt := range whole.Attempts {
			if attempt.IsLate {
				late++
			} else {
				inTime++
			}
		}
		if delivery.State != "delivered" || delivery.Tries != 1 || inTime != 1 {
			t.Errorf("%+v with the attempts %+v, want one end", delivery, whole.Attempts)
		}
	}
	events, requests := h.hearer.total()
	t.Logf("%d events, %d deliveries, %d requests, %d late results", events, len(all), requests, late)
	if events != len(all) || late == 0 || late > requests-events {
		t.Errorf("%d events, %d deliveries, %d requests, %d late results", events, len(all), requests, late)
	}
	if said, _, code := h.run("", "check"); code != 0 {
		t.Errorf("the data is not sound: %s", said)
	}
}

func signal(t *testing.T, program *served, what syscall.Signal) {
	t.Helper()
	if err := program.command.Process.Signal(what); err != nil {
		t.Fatal(err)
	}
}
