package main_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// comers are clients who walk in and are served, or book and cancel, some of whom hold the time first.
type comers struct {
	h                           *house
	location, service, resource string
	next                        atomic.Int64
	stopping                    chan struct{}
	clients                     sync.WaitGroup

	mu   sync.Mutex
	made map[string]bool // visits that were answered, and whether their end was
}

func (h *house) comers(clients int) *comers {
	h.t.Helper()
	c := &comers{h: h, stopping: make(chan struct{}), made: map[string]bool{}}
	set := func(path, body string) (id string) {
		h.t.Helper()
		var answer struct{ LocationID, ServiceID, ResourceID string }
		if status := h.call(http.MethodPost, path, "", body, &answer); status != http.StatusCreated {
			h.t.Fatalf("%s %s is answered %d", path, body, status)
		}
		return answer.LocationID + answer.ServiceID + answer.ResourceID
	}
	c.location = set("/locations", `{"name":"Pier","timeZone":"UTC","isQueueOpen":true}`)
	c.service = set("/services", `{"name":"Talk","duration":1800}`)
	c.resource = set("/resources", `{"name":"Ana Castillo","serviceIds":["`+c.service+`"]}`)
	for range clients {
		c.clients.Go(func() {
			for {
				select {
				case <-c.stopping:
					return
				default:
					c.come(c.next.Add(1))
				}
			}
		})
	}
	return c
}

// has says that a visit was seen to its end.
func (c *comers) has() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Contains(slices.Collect(maps.Values(c.made)), true)
}

func (c *comers) end() {
	close(c.stopping)
	c.clients.Wait()
}

func (c *comers) come(n int64) {
	name := strconv.FormatInt(n, 10)
	body, steps := `{"locationId":"`+c.location+`","firstName":"Noor `+name+`"}`, []string{"serve", "complete"}
	if n%2 == 0 {
		at := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour).Format("2006-01-02T15:04")
		body = `{"locationId":"` + c.location + `","firstName":"Ida ` + name + `","serviceIds":["` + c.service + `"],"date":"` + at + `","asStaff":true}`
		steps = []string{"cancel"}
	}
	if n%4 == 0 { // held first, kept for longer, and then booked
		body, steps = strings.TrimSuffix(body, "}")+`,"state":"PENDING"}`, []string{"hold", "confirm", "cancel"}
	}
	var visit struct{ ID string }
	if !c.ask("/visits", "visit-"+name, body, &visit) {
		return
	}
	c.mu.Lock()
	c.made[visit.ID] = false
	c.mu.Unlock()
	for _, step := range steps {
		if !c.ask("/visits/"+visit.ID+"/"+step, "", `{}`, nil) {
			return
		}
	}
	c.mu.Lock()
	c.made[visit.ID] = true
	c.mu.Unlock()
}

// ask asks again where no answer comes. A step that is refused the second time was taken the first time.
func (c *comers) ask(path, once, body string, into any) bool {
	if strings.HasSuffix(path, "/complete") {
		body = ""
	}
	for try := range 500 {
		switch status := c.h.call(http.MethodPost, path, once, body, into); {
		case status >= 200 && status < 300, status >= 400 && status < 500 && try > 0 && into == nil:
			return true
		case status >= 400 && status < 500:
			c.h.t.Errorf("%s %s is answered %d", path, body, status)
			return false
		}
		time.Sleep(20 * time.Millisecond)
	}
	return false
}

// agree follows each visit through the feed: it begins once, each change goes on from the one before, whoever was told that it ended finds
// it ended, and a receiver heard it in this order.
func (c *comers) agree(events []fed) {
	state, last := map[string]string{}, map[string]int64{}
	c.h.hearer.mu.Lock()
	defer c.h.hearer.mu.Unlock()
	for _, event := range events {
		if !strings.HasPrefix(event.Type, "visit.") {
			continue
		}
		now, was := event.Data, ""
		if event.Type == "visit.updated" {
			now, was = event.After, event.Before.State
		}
		if state[now.ID] != was {
			c.h.t.Errorf("event %d: %s of a visit that was %q and is said to have been %q", event.Sequence, event.Type, state[now.ID], was)
		}
		if before := last[now.ID]; before > 0 && c.h.hearer.turns[before] > c.h.hearer.turns[event.Sequence] {
			c.h.t.Errorf("event %d was heard after event %d of the same visit", before, event.Sequence)
		}
		state[now.ID], last[now.ID] = now.State, event.Sequence
	}
	ended := 0
	for id, isOver := range c.made {
		if isOver {
			ended++
		}
		if state[id] == "" || isOver && state[id] != "COMPLETE" {
			c.h.t.Errorf("the visit %s is %q in the feed; it was answered, and its end: %t", id, state[id], isOver)
		}
	}
	c.h.t.Logf("%d visits made, %d of them seen to their end", len(c.made), ended)
	if ended == 0 {
		c.h.t.Error("nobody came")
	}
}
