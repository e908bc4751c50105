package main_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// offerers are staff who offer times to those on a list, and customers who accept, decline or are let down.
type offerers struct {
	h               *house
	staff, customer *http.Client
	list            string
	stopping        chan struct{}
	working         sync.WaitGroup

	mu   sync.Mutex
	ends map[string]string // by entry, where its end was answered
	held int               // offers whose answer arrived
}

const offerersPassword = "six winter lindens"

var linkToAnswer = regexp.MustCompile(`/p/[\w-]{40,}`)

// offerers go to work at the place where the comers come.
func (h *house) offerers(c *comers) *offerers {
	h.t.Helper()
	if _, stderr, code := h.run(offerersPassword+"\n", "user", "add", "--email", "ben@linden.example", "--role", "staff", "--password-stdin"); code != 0 {
		h.t.Fatal(stderr)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	o := &offerers{h: h, stopping: make(chan struct{}), ends: map[string]string{}}
	o.staff = &http.Client{Jar: jar, Timeout: h.client.Timeout, CheckRedirect: stay, Transport: h.client.Transport}
	o.customer = &http.Client{Timeout: h.client.Timeout, CheckRedirect: stay, Transport: h.client.Transport}
	var made struct{ WaitlistID string }
	if status := h.call(http.MethodPost, "/waitlists", "", `{"name":"Swimming","locationId":"`+c.location+`"}`, &made); status != http.StatusCreated {
		h.t.Fatalf("the list is answered %d", status)
	}
	o.list = made.WaitlistID
	if status, text := o.post(o.staff, "/login", url.Values{"email": {"ben@linden.example"}, "password": {offerersPassword}}); status != http.StatusSeeOther {
		h.t.Fatalf("the login is answered %d: %s", status, text)
	}
	o.working.Go(func() {
		for n := 1; ; n++ {
			select {
			case <-o.stopping:
				return
			default:
				o.offer(n)
			}
		}
	})
	return o
}

// has says that an offer was answered.
func (o *offerers) has() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.ends) > 0
}

func (o *offerers) end() {
	close(o.stopping)
	o.working.Wait()
}

// post sends a form to a page; a connection that broke is status 0.
func (o *offerers) post(client *http.Client, path string, form url.Values) (status int, text string) {
	request, err := http.NewRequest(http.MethodPost, o.h.url()+path, strings.NewReader(form.Encode()))
	if err != nil {
		o.h.t.Error(err)
		return 0, ""
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := client.Do(request)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, ""
	}
	return answer.StatusCode, string(body)
}

// offer puts somebody in line, offers a time and has it accepted, declined or taken back. What nobody answers for is not followed.
func (o *offerers) offer(n int) {
	name := strconv.Itoa(n)
	var person struct {
		Entries []struct{ EntryID string }
	}
	body := `{"fields":{"First Name":"Marta ` + name + `","Last Name":"Ruiz"},"waitlists":[{"waitlistId":"` + o.list + `"}]}`
	for status := 0; status != http.StatusCreated; time.Sleep(5 * time.Millisecond) {
		if status = o.h.call(http.MethodPost, "/people", "offer-"+name, body, &person); status >= 400 && status < 500 {
			o.h.t.Errorf("%s is answered %d", body, status)
			return
		}
	}
	entry := person.Entries[0].EntryID
	at := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
	status, text := o.post(o.staff, "/admin/offers/new", url.Values{
		"location": {"pier"}, "entry": {entry}, "service": {"1"}, "day": {at.Format(time.DateOnly)}, "time": {at.Format("15:04")},
	})
	link := linkToAnswer.FindString(text)
	if status != http.StatusOK || link == "" {
		if status != 0 && status != http.StatusServiceUnavailable { // the database may be busy
			o.h.t.Errorf("an offer to %s is answered %d: %.300s", name, status, text)
		}
		return
	}
	o.mu.Lock()
	o.held++
	o.mu.Unlock()
	noun := map[int]string{0: "acceptance", 1: "refusal"}[n%3]
	if noun == "" {
		return // it stays open
	}
	for try := range 500 {
		switch status, text := o.post(o.customer, link+"/"+noun, nil); {
		case status == http.StatusSeeOther:
			o.mu.Lock()
			o.ends[entry] = map[string]string{"acceptance": "enrolled", "refusal": "waiting"}[noun]
			o.mu.Unlock()
			return
		case status >= 400 && status < 500:
			o.h.t.Errorf("%s of %s is answered %d at try %d: %.300s", noun, name, status, try, text)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// agree finds every entry as its offer ended.
func (o *offerers) agree() {
	for entry, want := range o.ends {
		var now struct{ Status string }
		if status := o.h.call(http.MethodGet, "/waitlists/"+o.list+"/entries/"+entry, "", "", &now); status != http.StatusOK || now.Status != want {
			o.h.t.Errorf("entry %s is %s, answered %d; its offer was answered, so it should be %s", entry, now.Status, status, want)
		}
	}
	o.h.t.Logf("%d times offered, %d of them answered", o.held, len(o.ends))
	if len(o.ends) == 0 {
		o.h.t.Error("no offer was answered")
	}
}
