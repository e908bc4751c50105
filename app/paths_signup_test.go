package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"anteroom/app/apptest"
)

// hiddenInput is what a form brings along.
var hiddenInput = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// signUp sends the form at an address as a family does that took a minute to fill it in.
func (w *pathWorld) signUp(address, first string, pairs ...string) {
	w.T.Helper()
	visitor := w.Visitor()
	w.behind.Store(int64(time.Minute))
	opened := visitor.Get(address).Wants(200)
	w.behind.Store(0)
	born := w.born(20)
	values := form(append(pairs, "contactName", "Petra Novak", "email", "petra@example.org", "phone", "030 901820", "firstName", first, "lastName", "Novak",
		"birthdate-day", strconv.Itoa(born.Day), "birthdate-month", strconv.Itoa(int(born.Month)), "birthdate-year", strconv.Itoa(born.Year))...)
	answer := visitor.Post(address, brought(opened, values))
	if answer.Status == http.StatusOK {
		answer = visitor.Post(address, brought(answer, values)) // the lists that fit were proposed first
	}
	answer.Wants(seen)
}

func brought(page *apptest.Page, values url.Values) url.Values {
	for _, match := range hiddenInput.FindAllStringSubmatch(page.Body, -1) {
		values.Set(match[1], match[2])
	}
	return values
}

func signupPaths() []path {
	return []path{
		{"POST /signup/:list", "", func(w *pathWorld) { w.signUp("/signup/toddlers", "Filip") }, []string{"AddPerson Filip"}},
		{"POST /signup/:list", "of one who waits already", func(w *pathWorld) { w.signUp("/signup/toddlers", "Filip") }, nil},
		{"POST /signup/:list", "by a program", func(w *pathWorld) { w.signUp("/signup/toddlers", "Robot", "website", "spam") }, nil},
		{"POST /signup/:list/embed", "", func(w *pathWorld) { w.signUp("/signup/toddlers/embed", "Anna") }, []string{"AddPerson Anna"}},
		{"POST /signup", "with the lists that fit", func(w *pathWorld) {
			w.signUp("/signup", "Jan", "list", w.list("toddlers"))
		}, []string{"AddPerson Jan"}},
	}
}
