package web_test

import (
	"fmt"
	"testing"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// listening opens live pages until the test ends.
func listening(t *testing.T) (open func(name, network string) (changed <-chan string, leave func())) {
	streams := web.NewStreams(modelstest.Open(t, models.SQLite, nil))
	t.Cleanup(streams.Stop)
	return func(name, network string) (<-chan string, func()) {
		return streams.Listen(web.Follower{Name: name, Network: network}, map[models.Watch]int64{})
	}
}

func isEnded(changed <-chan string) bool {
	select {
	case _, open := <-changed:
		return !open
	default:
		return false
	}
}

func TestVisitorsLeaveLivePagesForStaff(t *testing.T) {
	open := listening(t)
	_, last := open("visit 1", "10.0.0.1")
	for visit := 2; visit <= 1000; visit++ {
		if changed, _ := open(fmt.Sprintf("visit %d", visit), fmt.Sprintf("10.0.0.%d", visit/50)); changed == nil {
			t.Fatalf("visitor %d has no stream", visit)
		}
	}
	if changed, _ := open("visit 1001", "10.0.1.1"); changed != nil {
		t.Error("visitors have no bound together")
	}
	if changed, _ := open("user 1", ""); changed == nil {
		t.Error("staff have no stream")
	}
	last()
	if changed, _ := open("visit 1001", "10.0.1.1"); changed == nil {
		t.Error("a place that was left stays taken")
	}
}

func TestOneNetworkLeavesLivePagesForOthers(t *testing.T) {
	open := listening(t)
	for visit := range 100 {
		if changed, _ := open(fmt.Sprintf("visit %d", visit), "10.0.0.1"); changed == nil {
			t.Fatalf("visitor %d has no stream", visit)
		}
	}
	if changed, _ := open("visit 101", "10.0.0.1"); changed != nil {
		t.Error("a network has no bound")
	}
	if changed, _ := open("visit 101", "10.0.0.2"); changed == nil {
		t.Error("another network has none left")
	}
}

func TestTheNewestPagesOfAVisitorFollow(t *testing.T) {
	open := listening(t)
	first, leave := open("visit 1", "10.0.0.1")
	second, _ := open("visit 1", "10.0.0.1")
	watched, _ := open("place of visit 1", "10.0.0.1")
	for range 8 {
		open("visit 1", "10.0.0.1")
	}
	if isEnded(first) {
		t.Error("the first page was ended before there were too many")
	}
	if newest, _ := open("visit 1", "10.0.0.1"); newest == nil || !isEnded(first) {
		t.Error("the newest page does not take the oldest one's place")
	}
	leave()
	if isEnded(second) || isEnded(watched) {
		t.Error("more than the oldest page was ended")
	}
}

func TestStaffWithTooManyPagesGetNoMore(t *testing.T) {
	open := listening(t)
	first, _ := open("user 1", "")
	for range 9 {
		open("user 1", "")
	}
	if changed, _ := open("user 1", ""); changed != nil || isEnded(first) {
		t.Error("a user has no bound")
	}
}
