package main_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// bookUpToDetails goes from the first page to the details of an appointment, as somebody on a phone does, and tells what the button says.
func (b *tab) bookUpToDetails(service string) (button string) {
	b.t.Helper()
	b.open("/")
	b.follow("Book an appointment")
	b.follow(service)
	const lastDay = `[...document.querySelectorAll(".book-list a[href*=date]")].at(-1)` // the first time of today may pass while it is chosen
	b.until(`hand.seen(`+lastDay+`)`, nil)
	b.until(`hand.tidy(`+lastDay+`.textContent)`, &button)
	b.follow(button)
	b.until(`(document.querySelector("[name=time]").click(), document.querySelector("[name=time]").checked)`, nil)
	b.follow("Continue")
	b.says("Held for you until")
	b.until(`hand.tidy(document.querySelector(".form-actions button").textContent)`, &button)
	return button
}

// patient waits as long as a person takes to fill a form in.
func (b *tab) patient() {
	b.t.Helper()
	b.until(`performance.now() > 2200`, nil)
}

func (b *tab) sayWho() {
	b.t.Helper()
	for label, value := range map[string]string{"First Name": "Salma", "Last Name": "Haddad", "Email": "salma@example.org", "Anything we should know?": "With a pram."} {
		b.fill(label, value)
	}
}

func TestACustomerOnAPhoneLosesATimeAndBooksTheNext(t *testing.T) {
	house := demo(t)
	b := openTab(t, house.url)
	b.size(390)
	button := b.bookUpToDetails("Office consultation")
	if !strings.HasPrefix(button, "Book ") {
		t.Errorf("the button says %q", button)
	}
	b.sayWho()
	house.takeHeldTime(t)
	b.patient()
	b.refuses(http.StatusConflict)
	b.follow("Book ")
	b.says("This time has just been taken", "What you typed is kept", "The nearest free times")
	var other string
	b.until(`hand.tidy(document.querySelector(".book-offers button").textContent)`, &other)
	if "Book "+other == button {
		t.Errorf("%s is offered although it is taken", other)
	}
	b.follow(other)
	b.says("Held for you until")
	var kept struct{ Name, Note string }
	b.until(`({name: document.querySelector("[name=firstName]").value, note: document.querySelector("[name=note]").value})`, &kept)
	if kept.Name != "Salma" || kept.Note != "With a pram." {
		t.Errorf("what was typed is lost: %+v", kept)
	}
	b.follow("Book ")
	b.says("Your appointment is booked", "Office consultation")
	b.follow("Choose another time")
	b.says("Keep the time you have")
}

// takeHeldTime has staff let go of the time that is held and give it to somebody else.
func (s *served) takeHeldTime(t *testing.T) {
	t.Helper()
	key, stderr, code := s.place.run("", "apikey", "create", "--name", "front desk", "--scope", "write")
	if code != 0 {
		t.Fatal(stderr)
	}
	var held struct {
		Items []struct {
			ID, Date, LocationID string
			ServiceIDs           []string
			ResourceIDs          []string
		}
	}
	call := func(method, path, body string) []byte {
		request, err := http.NewRequestWithContext(t.Context(), method, s.url+"/api/v1"+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+strings.TrimSpace(key))
		request.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode >= http.StatusBadRequest {
			t.Fatalf("%s %s answers %d: %s", method, path, answer.StatusCode, text)
		}
		return text
	}
	if err := json.Unmarshal(call(http.MethodGet, "/visits?state=PENDING", ""), &held); err != nil || len(held.Items) != 1 {
		t.Fatalf("%v: %+v", err, held)
	}
	one := held.Items[0]
	call(http.MethodPost, "/visits/"+one.ID+"/cancel", `{"asStaff":true}`)
	wish, err := json.Marshal(map[string]any{
		"locationId": one.LocationID, "serviceIds": one.ServiceIDs, "date": one.Date, "firstName": "Mila", "asStaff": true,
	})
	if err != nil {
		t.Fatal(err)
	}
	call(http.MethodPost, "/visits", string(wish))
}

// booking looks at the steps of a booking, and at the times to which the appointment may be moved.
func (w *walk) booking(b *tab) {
	w.Helper()
	b.size(390)
	b.bookUpToDetails("Office consultation")
	w.visit(b, b.path())
	b.refuses(http.StatusUnprocessableEntity)
	b.follow("Book ")
	b.says("Please look at these")
	b.sayWho()
	b.patient()
	b.follow("Book ")
	b.says("Your appointment is booked")
	customer := b.path()
	w.visit(b, customer)
	w.visit(b, customer+"/reschedule")
}
