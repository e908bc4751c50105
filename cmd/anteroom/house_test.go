package main_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/webhooks"
)

// house is running programs on one database, a key of their API and a receiver of their webhooks.
type house struct {
	*place
	key     string
	mu      sync.Mutex
	urls    []string // of the programs that are asked
	turn    atomic.Int64
	client  *http.Client
	webhook string
	hearer  *hearer
}

// newHouse has a key before its first start. The programs may call this machine and try again soon.
func newHouse(t *testing.T, variables ...string) *house {
	p := newPlace(t, append([]string{
		"ANTEROOM_WEBHOOK_ALLOW=127.0.0.1/32", "ANTEROOM_RATE_API=0", "ANTEROOM_LOG=error",
		"ANTEROOM_WEBHOOK_RETRY=100ms,200ms,500ms,1s,1s,1s,1s,1s,1s,1s", "ANTEROOM_SECRET=a secret of tests, long enough",
	}, variables...)...)
	key, stderr, code := p.run("", "apikey", "create", "--name", "Load", "--scope", "admin")
	if code != 0 {
		t.Fatal(stderr)
	}
	h := &house{place: p, key: strings.TrimSpace(key), client: &http.Client{Timeout: patience}}
	t.Cleanup(h.client.CloseIdleConnections)
	return h
}

// open starts one more program and waits until it is ready.
func (h *house) open() *served {
	h.t.Helper()
	s := h.start("serve", regexp.MustCompile(`^Anteroom is at .+`))
	for deadline := time.Now().Add(patience); fetchStatus(h.client, s.url+"/readyz") != http.StatusOK; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			h.t.Fatal("the program never was ready")
		}
	}
	return s
}

// ask sends everything that follows to these programs by turns.
func (h *house) ask(programs ...*served) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.urls = nil
	for _, s := range programs {
		h.urls = append(h.urls, s.url)
	}
}

func (h *house) url() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.urls[int(h.turn.Add(1))%len(h.urls)]
}

// call is one request to the API; once may be empty. A connection that broke is status 0.
func (h *house) call(method, path, once, body string, into any) int {
	request, err := http.NewRequest(method, h.url()+"/api/v1"+path, strings.NewReader(body))
	if err != nil {
		h.t.Error(err)
		return 0
	}
	request.Header.Set("Authorization", "Bearer "+h.key)
	request.Header.Set("Content-Type", "application/json")
	if once != "" {
		request.Header.Set("Idempotency-Key", once)
	}
	answer, err := h.client.Do(request)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0
	}
	if into != nil && answer.StatusCode < 300 {
		if err := json.Unmarshal(text, into); err != nil {
			h.t.Errorf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return answer.StatusCode
}

// listen registers a receiver.
func (h *house) listen(hearer *hearer) {
	h.t.Helper()
	server := httptest.NewServer(hearer)
	h.t.Cleanup(server.Close)
	var endpoint struct{ WebhookID, Secret string }
	if status := h.call(http.MethodPost, "/webhooks", "", `{"url":"`+server.URL+`/hooks","description":"the test"}`, &endpoint); status != http.StatusCreated {
		h.t.Fatalf("the endpoint is answered %d", status)
	}
	hearer.secret.Store(endpoint.Secret)
	h.webhook, h.hearer = endpoint.WebhookID, hearer
}

// fed is an event of the feed.
type fed struct {
	Type     string
	Sequence int64
	Data     fedSubject
	Before   fedSubject
	After    fedSubject
}

// fedSubject is a person, by their fields, or a visit.
type fedSubject struct {
	Fields    map[string]string
	ID, State string
}

// feed reads everything.
func (h *house) feed() (events []fed) {
	h.t.Helper()
	for after := "0"; ; {
		var page struct {
			Items      []fed
			NextCursor *string
		}
		if status := h.call(http.MethodGet, "/events?limit=200&after="+after, "", "", &page); status != http.StatusOK {
			h.t.Fatalf("the feed answers %d", status)
		}
		events = append(events, page.Items...)
		if len(page.Items) == 0 || page.NextCursor == nil {
			return events
		}
		after = *page.NextCursor
	}
}

// sent is a delivery as the API tells it.
type sent struct {
	DeliveryID, State  string
	Sequence, Previous int64
	Tries              int
}

// deliveries reads everything of the endpoint.
func (h *house) deliveries(state string) (all []sent) {
	h.t.Helper()
	for cursor := ""; ; {
		var page struct {
			Items      []sent
			NextCursor *string
		}
		if status := h.call(http.MethodGet, "/webhooks/"+h.webhook+"/deliveries?limit=200&"+state+"&cursor="+cursor, "", "", &page); status != http.StatusOK {
			h.t.Fatalf("the deliveries are answered %d", status)
		}
		all = append(all, page.Items...)
		if page.NextCursor == nil {
			return all
		}
		cursor = *page.NextCursor
	}
}

// drained waits until nothing is pending any more, or nothing has moved for a while, and says how many are left.
func (h *house) drained(still time.Duration) int {
	left, since := -1, time.Now()
	for left != 0 && time.Since(since) < still {
		if now := len(h.deliveries("state=pending")); now != left {
			left, since = now, time.Now()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return left
}

// hearer is a receiver that keeps what it accepted, checks every signature and fails now and then.
type hearer struct {
	wait    time.Duration
	refuses func(n int64) bool // the nth request
	secret  atomic.Value
	count   atomic.Int64
	gate    sync.RWMutex // locked while nobody is answered

	mu    sync.Mutex
	ids   map[int64]string // webhook-id by sequence
	times map[int64]int    // how often each was accepted
	texts map[int64][]byte
	turns map[int64]int // when each was accepted first, as its place among them
	wrong []string
}

func newHearer(wait time.Duration, refuses func(n int64) bool) *hearer {
	return &hearer{wait: wait, refuses: refuses, ids: map[int64]string{}, times: map[int64]int{}, texts: map[int64][]byte{}, turns: map[int64]int{}}
}

func (r *hearer) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return // the sender was killed
	}
	r.pass()
	time.Sleep(r.wait)
	if r.refuses != nil && r.refuses(r.count.Add(1)) {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	sequence, err := strconv.ParseInt(req.Header.Get("anteroom-sequence"), 10, 64)
	secret, _ := r.secret.Load().(string)
	r.mu.Lock()
	defer r.mu.Unlock()
	if signed := webhooks.Verify(secret, req.Header, body, time.Hour, time.Now()); err != nil || signed != nil {
		r.wrong = append(r.wrong, fmt.Sprint(signed, err))
	}
	id := req.Header.Get("webhook-id")
	if known, again := r.ids[sequence]; again && (known != id || !bytes.Equal(r.texts[sequence], body)) {
		r.wrong = append(r.wrong, fmt.Sprintf("event %d is %s and %s", sequence, known, id))
	}
	if _, again := r.ids[sequence]; !again {
		r.turns[sequence] = len(r.turns)
	}
	r.ids[sequence], r.texts[sequence] = id, body
	r.times[sequence]++
}

// pass waits while the gate is shut.
func (r *hearer) pass() {
	r.gate.RLock()
	defer r.gate.RUnlock()
}

// total is how many events and how many requests were accepted.
func (r *hearer) total() (events, requests int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range r.times {
		requests += n
	}
	return len(r.ids), requests
}

// until waits for what has to come on any machine.
func (h *house) until(what string, is func() bool) {
	h.t.Helper()
	for late := time.Now().Add(patience); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(late) {
			h.t.Errorf("never came: %s", what)
			return
		}
	}
}

// agree compares the feed with what was received: no gap, nothing lost, nothing made up, nothing signed wrongly.
func (h *house) agree() []fed {
	h.t.Helper()
	events := h.feed()
	h.hearer.mu.Lock()
	for deadline := time.Now().Add(patience); len(h.hearer.ids) != len(events) && time.Now().Before(deadline); {
		h.hearer.mu.Unlock() // the news of a queue may be told after all else is through
		time.Sleep(50 * time.Millisecond)
		events = h.feed()
		h.hearer.mu.Lock()
	}
	defer h.hearer.mu.Unlock()
	for i, event := range events {
		if event.Sequence != int64(i+1) {
			h.t.Fatalf("event %d of the feed has number %d: a gap", i+1, event.Sequence)
		}
		if _, heard := h.hearer.ids[event.Sequence]; !heard {
			h.t.Errorf("event %d was never received", event.Sequence)
		}
	}
	if len(h.hearer.ids) != len(events) {
		h.t.Errorf("%d events were received, the feed has %d", len(h.hearer.ids), len(events))
	}
	for _, wrong := range h.hearer.wrong {
		h.t.Error(wrong)
	}
	return events
}

func fetchStatus(client *http.Client, url string) int {
	answer, err := client.Get(url)
	if err != nil {
		return 0
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}
