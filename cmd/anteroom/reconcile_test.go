package main_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// The program in the documentation, as it stands there, finds what a receiver has lost.
func TestTheDocumentedLoopFindsTheTenthThatAReceiverLost(t *testing.T) {
	h := newHouse(t)
	h.ask(h.open())
	h.listen(newHearer(0, nil))
	load := h.load(3)
	for deadline := time.Now().Add(patience); load.next.Load() < 75 && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	load.end()
	if left := h.drained(patience); left != 0 {
		t.Fatalf("%d are still pending", left)
	}
	events, deliveries := h.agree(), h.deliveries("")
	if len(deliveries) != len(events) {
		t.Fatalf("%d deliveries, the feed has %d events", len(deliveries), len(events))
	}
	for i, delivery := range deliveries { // the newest first
		if event := events[len(events)-1-i]; delivery.Sequence != event.Sequence || delivery.Previous != event.Sequence-1 || delivery.State != "delivered" {
			t.Errorf("delivery %+v does not agree with event %+v", delivery, event)
		}
	}

	store := t.TempDir()
	if err := os.Mkdir(filepath.Join(store, "received"), 0o700); err != nil {
		t.Fatal(err)
	}
	lost := 0
	for sequence, body := range h.hearer.texts {
		if sequence%10 == 3 {
			lost++
			continue
		}
		if err := os.WriteFile(filepath.Join(store, "received", fmt.Sprint(sequence, ".json")), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		runLoop(t, h, store)
	}
	for sequence, body := range h.hearer.texts {
		has, err := os.ReadFile(filepath.Join(store, "received", fmt.Sprint(sequence, ".json")))
		if err != nil || !bytes.Equal(has, body) {
			t.Errorf("event %d is %s, %v; the webhook said %s", sequence, has, err, body)
		}
	}
	if kept, err := os.ReadFile(filepath.Join(store, "checkpoint")); err != nil || string(kept) != fmt.Sprint(len(events)) || lost < 5 {
		t.Errorf("the loop ended behind %s of %d, %v; %d were lost", kept, len(events), err, lost)
	}
}

func runLoop(t *testing.T, h *house, store string) {
	t.Helper()
	text, err := os.ReadFile("../../docs/reconcile.md")
	if err != nil {
		t.Fatal(err)
	}
	program := regexp.MustCompile("(?s)```go\n(.*?)```").FindSubmatch(text)
	if program == nil {
		t.Fatal("the documentation has no loop")
	}
	if err := os.WriteFile(filepath.Join(store, "main.go"), program[1], 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "go", "run", "main.go")
	command.Dir = store
	command.Env = append(os.Environ(), "ANTEROOM_URL="+h.url(), "ANTEROOM_KEY="+h.key)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
}
