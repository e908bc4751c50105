package public_test

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

// house is the world of these tests: a program, a clock that can be turned, a visitor.
type house struct {
	*apptest.World
	visitor *apptest.Client

	mu  sync.Mutex
	now time.Time
}

func open(t testing.TB, with ...apptest.Option) *house {
	t.Helper()
	h := &house{now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	free := apptest.With(func(c *app.Config) { c.RatePublic = web.Rate{} })
	h.World = apptest.Start(t, append([]apptest.Option{apptest.At(h.clock), free}, with...)...)
	h.visitor = h.Visitor()
	return h
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) later(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func (h *house) list(name string, change ...func(w *models.Waitlist)) *models.Waitlist {
	h.T.Helper()
	list := &models.Waitlist{Name: name, IsPublic: true, IsOpen: true, ShowPlace: true, GraceDays: 14}
	for _, c := range change {
		c(list)
	}
	h.Write(func(tx *models.Tx) error {
		_, err := list.Save(tx)
		return err
	})
	return list
}

func ages(from, to int) func(w *models.Waitlist) {
	return func(w *models.Waitlist) { w.MinMonths, w.MaxMonths = &from, &to }
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// fill is a form as a browser would send it: what the page has hidden, and what somebody types.
func fill(page *apptest.Page, typed map[string]string) url.Values {
	form := url.Values{"website": {""}}
	for _, match := range hidden.FindAllStringSubmatch(page.Body, -1) {
		form.Set(match[1], match[2])
	}
	for name, value := range typed {
		form[name] = strings.Split(value, "|")
	}
	return form
}

// sign opens a form, takes a minute, and sends it.
func (h *house) sign(path string, typed map[string]string) *apptest.Page {
	h.T.Helper()
	form := fill(h.visitor.Get(path).Wants(200), typed)
	h.later(time.Minute)
	return h.visitor.Post(path, form)
}

func ida() map[string]string {
	return map[string]string{
		"contactName": "Jonas Brandt", "email": "jonas.brandt@example.com", "phone": "030 1234567",
		"firstName": "Ida", "lastName": "Brandt", "birthdate-day": "2", "birthdate-month": "8", "birthdate-year": "2024",
	}
}

func with(typed map[string]string, more ...string) map[string]string {
	for i := 0; i < len(more); i += 2 {
		typed[more[i]] = more[i+1]
	}
	return typed
}

func (h *house) people() []models.Person {
	h.T.Helper()
	var people []models.Person
	err := h.DB.Read(h.T.Context()).Preload("Notes").Preload("Entries").Preload("Answers").Order("id").Find(&people).Error
	if err != nil {
		h.T.Fatal(err)
	}
	return people
}
