package web_test

import (
	"context"
	"errors"
	"testing"

	"anteroom/app/web"
)

func TestNobodyWaitsForATurnLongerThanSomebodyListens(t *testing.T) {
	turns := web.NewTurns(1)
	busy, done := make(chan bool), make(chan bool)
	go func() {
		_ = turns.Take(context.Background(), func() error { busy <- true; <-done; return nil })
		done <- true
	}()
	<-busy
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := turns.Take(gone, func() error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("two have a turn at once: %v", err)
	}
	done <- true
	<-done
	failed := errors.New("failed")
	if err := turns.Take(t.Context(), func() error { return failed }); !errors.Is(err, failed) {
		t.Errorf("the turn was not given back: %v", err)
	}
}
