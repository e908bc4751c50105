package models_test

import (
	"fmt"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// house is the world of the tests of lists: a clock that can be turned, lists and children.
type house struct {
	*testing.T
	db  *models.DB
	now time.Time
}

func eachHouse(t *testing.T, test func(h *house)) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) { test(newHouse(t, engine)) })
	}
}

func newHouse(t *testing.T, engine models.Engine) *house {
	h := &house{T: t, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
	h.db = modelstest.Open(t, engine, func() time.Time { return h.now })
	return h
}

// write runs one Write as Ana and lets a second pass, so that who comes later is later.
func (h *house) write(do func(tx *models.Tx) error) {
	h.Helper()
	if err := h.try(do); err != nil {
		h.Fatal(err)
	}
}

func (h *house) try(do func(tx *models.Tx) error) error {
	defer func() { h.now = h.now.Add(time.Second) }()
	return h.db.Write(models.WithBy(h.Context(), models.By{Kind: models.ByUser, Name: "Ana Castillo"}), do)
}

func (h *house) list(name string, change ...func(w *models.Waitlist)) *models.Waitlist {
	h.Helper()
	list := &models.Waitlist{Name: name, IsPublic: true, IsOpen: true, GraceDays: 14}
	for _, c := range change {
		c(list)
	}
	h.write(func(tx *models.Tx) error {
		_, err := list.Save(tx)
		return err
	})
	return list
}

func (h *house) priority(name string, rank int, siblings bool) *models.Priority {
	h.Helper()
	p := &models.Priority{PublicID: models.NewPublicID(), Name: name, Rank: rank, Siblings: siblings}
	h.write(func(tx *models.Tx) error {
		p.CreatedAt = models.TxNow(tx)
		return tx.Create(p).Error
	})
	return p
}

// child makes a person, born "2024-05-01" or nothing.
func (h *house) child(name, born string, change ...func(p *models.Person)) *models.Person {
	h.Helper()
	birth, err := models.ParseDate(born)
	if err != nil {
		h.Fatal(err)
	}
	p := &models.Person{FirstName: name, LastName: "Brandt", Birthdate: birth}
	for _, c := range change {
		c(p)
	}
	h.write(func(tx *models.Tx) error { return tx.Create(p).Error })
	return p
}

func (h *house) add(list *models.Waitlist, person *models.Person, wish models.NewEntry) *models.Entry {
	h.Helper()
	var entry *models.Entry
	h.write(func(tx *models.Tx) (err error) {
		entry, _, err = list.Add(tx, person, wish)
		return err
	})
	return entry
}

// line adds children of these names to the list, in their order.
func (h *house) line(list *models.Waitlist, names ...string) map[string]*models.Entry {
	h.Helper()
	entries := map[string]*models.Entry{}
	for _, name := range names {
		entries[name] = h.add(list, h.child(name, ""), models.NewEntry{})
	}
	return entries
}

// order names those in line and checks that the places are dense.
func (h *house) order(list *models.Waitlist) []string {
	h.Helper()
	page, err := models.ListEntries(h.db.Read(h.Context()), models.EntriesFilter{WaitlistID: list.ID, Limit: 200, Now: models.At(h.now)})
	if err != nil {
		h.Fatal(err)
	}
	names := []string{}
	for i, row := range page.Rows {
		names = append(names, row.Person.FirstName)
		if row.Position == nil || *row.Position != i+1 {
			h.Errorf("%s stands at %v, not %d", row.Person.FirstName, row.Position, i+1)
		}
	}
	return names
}

func (h *house) expect(list *models.Waitlist, want ...string) {
	h.Helper()
	if got := h.order(list); fmt.Sprint(got) != fmt.Sprint(want) {
		h.Errorf("in line are %v, want %v", got, want)
	}
}

func (h *house) reload(e *models.Entry) *models.Entry {
	h.Helper()
	now := new(models.Entry)
	if err := h.db.Read(h.Context()).Take(now, e.ID).Error; err != nil {
		h.Fatal(err)
	}
	return now
}
