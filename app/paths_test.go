package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// path is one way in which something may be changed, and what a receiver hears of it.
type path struct {
	route string // as the table of routes has it, or "job age-out"
	about string // which of the route's ways
	take  func(w *pathWorld)
	hears []string // "UpdatePerson Ida", "visit.updated Lia WAITING"
}

// A route that changes something is walked below, or stands among those that no receiver hears of.
func TestEveryPathThatChangesSomethingIsHeard(t *testing.T) {
	w := startPaths(t)
	paths := slices.Concat(
		settingPaths(), personPaths(), notePaths(), entryPaths(), bulkPaths(), signupPaths(), bookPaths(), offerPaths(), queuePaths(), importPaths(),
		apiPersonPaths(), apiEntryPaths(), apiSettingPaths(), fieldPaths(), priorityPaths(), listPaths(), jobPaths(), mergePaths(), leavingPaths(),
		pierPaths(), todayPaths(), visitPaths(), apiVisitPaths(),
	)
	w.checkRoutes(t, paths)
	for _, p := range paths {
		t.Run(strings.ReplaceAll(p.route+" "+p.about, "/", "∕"), func(t *testing.T) {
			w.T, w.page.T, w.key.T, w.route = t, t, t, p.route
			p.take(w)
			if diff := cmp.Diff(p.hears, w.heard(t)); diff != "" {
				t.Errorf("%s (%s) is not heard as expected (-want +got):\n%s", p.route, p.about, diff)
			}
		})
	}
	w.T, w.key.T = t, t
	w.checkSequences(t)
	w.checkFeed(t)
	w.checkAudit(t)
}

func (w *pathWorld) checkRoutes(t *testing.T, paths []path) {
	t.Helper()
	walked := map[string]bool{}
	for _, p := range paths {
		walked[p.route] = true
	}
	known := map[string]bool{}
	for _, route := range w.App.Routes() {
		name := route.Method + " " + route.Path
		if known[name] = true; route.ChangesState() && !walked[name] && !slices.Contains(aboutNobody(), name) {
			t.Errorf("nobody says what receivers hear of %s: walk it in paths_*_test.go, or name it in aboutNobody", name)
		}
	}
	for _, name := range aboutNobody() {
		if !known[name] || walked[name] {
			t.Errorf("%s stands in aboutNobody and is no route, or is walked", name)
		}
	}
}

// checkSequences proves that every stored event was sent once, in the order of sequences without a gap, with a true signature.
func (w *pathWorld) checkSequences(t *testing.T) {
	t.Helper()
	times := map[int64]int{}
	var schemas hooktest.Schemas
	events := w.events(t) // before the wait: news of a queue may be stored at any moment
	w.arrivals(t)
	for n, one := range w.receiver.Settle(quiet) {
		if err := webhooks.Verify(w.secret, one.Header, one.Body, signatureLife, one.At); err != nil {
			t.Errorf("request %d: %v", n+1, err)
		}
		schemas.Check(t, "standard", one.Header.Get("anteroom-event"), one.Body)
		times[read(t, one.Body).Sequence]++
	}
	for n := range events {
		event, want := &events[n], 1
		if event.Quiet {
			want = 0
		}
		if event.Sequence != int64(n+1) || times[event.Sequence] != want {
			t.Errorf("event %d has the sequence %d and was heard %d times, want %d", n+1, event.Sequence, times[event.Sequence], want)
		}
	}
	if len(events) < 60 {
		t.Errorf("only %d events", len(events))
	}
}

// checkFeed proves that what webhooks told, and what they were quiet about, can be pulled without a gap.
func (w *pathWorld) checkFeed(t *testing.T) {
	t.Helper()
	after, events := 0, len(w.events(t))
	for after < events {
		var page struct{ Items []heardBody }
		if err := json.Unmarshal([]byte(w.key.Get("/api/v1/events?after="+strconv.Itoa(after)).Wants(http.StatusOK).Body), &page); err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if after++; item.Sequence != int64(after) || item.Type == "" {
				t.Fatalf("the feed has %d (%s) where %d belongs", item.Sequence, item.Type, after)
			}
		}
		if len(page.Items) == 0 {
			t.Fatalf("the feed ends at %d of %d", after, events)
		}
	}
}

// aboutNobody are the routes that tell receivers nothing: they are about users, keys, views, exports and the receivers themselves.
func aboutNobody() []string {
	names := []string{"POST /setup", "POST /login", "POST /logout", "POST /welcome", "POST /admin/first-steps"}
	for _, path := range []string{
		"account", "account/password", "account/sessions",
		"settings/users", "settings/users/:id", "settings/users/:id/link", "settings/users/:id/sessions",
		"people/export.csv", "people/:id/export.json", "waitlists/:list/export.csv",
		"waitlists/:list/views", "waitlists/:list/views/:view", "waitlists/:list/views/:view/removal",
		"settings/users/:id/disable", "settings/users/:id/enable", "settings/keys", "settings/keys/:id/revoke",
	} {
		names = append(names, "POST /admin/"+path)
	}
	for _, path := range []string{
		"", "/:endpoint/test", "/:endpoint/settings", "/:endpoint/secret", "/:endpoint/secret/ending", "/:endpoint/state",
		"/:endpoint/deletion", "/:endpoint/resend", "/:endpoint/deliveries/:delivery/redelivery",
		"/:endpoint/deliveries/:delivery/retry", "/:endpoint/deliveries/:delivery/abandonment",
	} {
		names = append(names, "POST /admin/settings/webhooks"+path)
	}
	for _, route := range []string{
		"POST %s", "PATCH %s/:webhookId", "DELETE %s/:webhookId", "POST %s/:webhookId/rotate-secret", "POST %s/:webhookId/test",
		"POST %s/:webhookId/replay", "POST %s/:webhookId/deliveries/:deliveryId/redeliver",
	} {
		names = append(names, fmt.Sprintf(route, "/api/v1/webhooks"))
	}
	return names
}

// seen is the answer to a form that was taken.
const seen = http.StatusSeeOther
