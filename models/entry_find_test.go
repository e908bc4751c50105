package models_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func (h *house) found(filter models.EntriesFilter) []string {
	h.Helper()
	filter.Now = models.At(h.now)
	page, err := models.ListEntries(h.db.Read(h.Context()), filter)
	if err != nil {
		h.Fatal(err)
	}
	names := []string{}
	for _, row := range page.Rows {
		names = append(names, row.Person.FirstName)
	}
	count, err := models.CountEntries(h.db.Read(h.Context()), filter)
	if err != nil || int(count) != len(names) {
		h.Errorf("counted %d: %v", count, err)
	}
	return names
}

func TestAListIsNarrowedAndOrdered(t *testing.T) {
	eachHouse(t, func(h *house) {
		list, other := h.list("Toddlers"), h.list("Seniors")
		p1, p2 := h.priority("P1", 1, false), h.priority("P2", 2, false)
		day := func(day int) models.Date { return models.Date{Year: 2027, Month: 2, Day: day} }
		ida := h.child("Ida", "2025-01-31", func(p *models.Person) { p.PriorityID = &p2.ID; p.Email = "brandt@example.org" })
		noor := h.child("Noor", "2024-05-01")
		h.add(list, ida, models.NewEntry{RequestedDate: day(28)})
		h.add(list, noor, models.NewEntry{RequestedDate: day(1), PriorityID: &p1.ID})
		mateo := h.add(list, h.child("Mateo", ""), models.NewEntry{})
		zoe := h.add(list, h.child("Zoe", "2026-12-01"), models.NewEntry{})
		h.add(other, h.child("Ella", ""), models.NewEntry{})
		h.write(func(tx *models.Tx) error { return mateo.Offer(tx, models.At(h.now.Add(time.Hour))) })
		h.write(func(tx *models.Tx) error { return zoe.Remove(tx, "") })
		none := int64(0)
		for name, c := range map[string]struct {
			filter models.EntriesFilter
			want   string
		}{
			"in line":             {models.EntriesFilter{}, "Noor Ida Mateo"},
			"waiting":             {models.EntriesFilter{Tab: models.TabWaiting}, "Noor Ida"},
			"offered":             {models.EntriesFilter{Tab: models.TabOffered}, "Mateo"},
			"removed":             {models.EntriesFilter{Tab: models.TabRemoved}, "Zoe"},
			"all":                 {models.EntriesFilter{Tab: models.TabAll}, "Noor Ida Mateo Zoe"},
			"confirm":             {models.EntriesFilter{Tab: models.TabConfirm}, ""},
			"by words":            {models.EntriesFilter{Query: "id bra"}, "Ida"},
			"by e-mail":           {models.EntriesFilter{Query: "brandt@exam"}, "Ida"},
			"by no word":          {models.EntriesFilter{Query: "--"}, ""},
			"of another list":     {models.EntriesFilter{Query: "Ella"}, ""},
			"by priority":         {models.EntriesFilter{PriorityID: &p2.ID}, "Ida"},
			"without priority":    {models.EntriesFilter{PriorityID: &none}, "Mateo"},
			"from 24 months":      {models.EntriesFilter{AgeMin: ptr(24)}, "Noor"},
			"under 24 months":     {models.EntriesFilter{AgeMax: ptr(24)}, "Ida"},
			"25 months by then":   {models.EntriesFilter{AgeMin: ptr(25), AgeMax: ptr(26), AgeAtRequest: true}, "Ida"},
			"wanted from 2 Feb":   {models.EntriesFilter{RequestedFrom: day(2)}, "Ida"},
			"wanted by 2 Feb":     {models.EntriesFilter{RequestedTo: day(2)}, "Noor"},
			"by name":             {models.EntriesFilter{Sort: models.SortName}, "Ida Mateo Noor"},
			"by name, down":       {models.EntriesFilter{Sort: models.SortName, Down: true}, "Noor Mateo Ida"},
			"by added date":       {models.EntriesFilter{Sort: models.SortAdded}, "Ida Noor Mateo"},
			"by requested date":   {models.EntriesFilter{Sort: models.SortRequested}, "Noor Ida Mateo"},
			"by age":              {models.EntriesFilter{Sort: models.SortAge}, "Noor Ida Mateo"},
			"a day nobody chose":  {models.EntriesFilter{Day: "Monday"}, ""},
			"a place never named": {models.EntriesFilter{Location: "Harbour"}, ""},
		} {
			c.filter.WaitlistID = list.ID
			if got := strings.Join(h.found(c.filter), " "); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
		}
	})
}

func TestPagesGoOnWhereTheLastOneEndedAndBack(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		want := []string{}
		for i := range 7 {
			want = append(want, fmt.Sprint("Child ", i))
		}
		line := h.line(list, want...)
		h.write(func(tx *models.Tx) error { return line["Child 6"].Remove(tx, "") })
		for _, sort := range []models.EntrySort{models.SortPlace, models.SortName, models.SortAdded, models.SortRequested, models.SortAge} {
			for _, tab := range []models.EntryTab{models.TabActive, models.TabAll} {
				whole := h.found(models.EntriesFilter{WaitlistID: list.ID, Sort: sort, Tab: tab})
				var forth, back []string
				filter := models.EntriesFilter{WaitlistID: list.ID, Sort: sort, Tab: tab, Limit: 2, Now: models.At(h.now)}
				page := new(models.EntriesPage)
				for {
					var err error
					if page, err = models.ListEntries(h.db.Read(t.Context()), filter); err != nil {
						t.Fatal(err)
					}
					for _, row := range page.Rows {
						forth = append(forth, row.Person.FirstName)
					}
					if page.Next == "" {
						break
					}
					filter.Cursor = page.Next
				}
				last := len(page.Rows)
				for page.Previous != "" {
					filter.Cursor = page.Previous
					var err error
					if page, err = models.ListEntries(h.db.Read(t.Context()), filter); err != nil {
						t.Fatal(err)
					}
					names := []string{}
					for _, row := range page.Rows {
						names = append(names, row.Person.FirstName)
					}
					back = append(names, back...)
				}
				if diff := cmp.Diff(whole, forth); diff != "" {
					t.Errorf("%s %s: %s", sort, tab, diff)
				}
				if diff := cmp.Diff(whole[:len(whole)-last], back); diff != "" {
					t.Errorf("back, %s %s: %s", sort, tab, diff)
				}
			}
		}
	})
}

func TestEachPlaceIsExplained(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		p2 := h.priority("P2", 2, false)
		h.add(list, h.child("Ida", "", func(p *models.Person) { p.PriorityID = &p2.ID }),
			models.NewEntry{AddedAt: models.At(time.Date(2025, 6, 25, 12, 0, 0, 0, time.UTC))})
		h.add(list, h.child("Noor", ""), models.NewEntry{})
		mateo := h.add(list, h.child("Mateo", ""), models.NewEntry{})
		h.write(func(tx *models.Tx) error { return mateo.MoveTo(tx, 2, "") })
		page, err := models.ListEntries(h.db.Read(t.Context()), models.EntriesFilter{WaitlistID: list.ID, Now: models.At(h.now)})
		if err != nil {
			t.Fatal(err)
		}
		words := []string{}
		for _, row := range page.Rows {
			words = append(words, row.Person.FirstName+": "+row.Why)
		}
		want := []string{"Ida: P2, applied 25 Jun 2025", "Mateo: Placed by hand by Ana Castillo, 2 Nov", "Noor: No priority, applied 2 Nov"}
		if diff := cmp.Diff(want, words); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAPageOfAListReadsItsRowsAlone(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		modelstest.Crowd(h, h.db, list, 2000, func(int) models.Date { return models.Date{} })
		if h.db.Engine == models.PostgreSQL { // it plans by what it counted
			h.write(func(tx *models.Tx) error { return tx.Exec("ANALYZE entries, people").Error })
		}
		for query, index := range map[string]string{
			"SELECT entries.* FROM entries JOIN people ON people.id = entries.person_id WHERE entries.waitlist_id = 1 AND entries.ended_at IS NULL" +
				" AND (entries.position, entries.id) > (1, 1) ORDER BY entries.position, entries.id LIMIT 51": "entries_place",
			"SELECT entries.* FROM entries JOIN people ON people.id = entries.person_id WHERE entries.waitlist_id = 1 AND entries.ended_at IS NOT NULL" +
				" ORDER BY entries.ended_at DESC, entries.id DESC LIMIT 51": "entries_ended",
			"SELECT 1 FROM entries WHERE waitlist_id = 1 AND status = 'offered' LIMIT 1001":                                                                                "entries_status",
			"SELECT 1 FROM entries WHERE waitlist_id = 1 AND ended_at IS NULL AND COALESCE(entries.confirmed_at, entries.created_at) <= '2026-01-01T09:00:00Z' LIMIT 1001": "entries_confirm",
			"SELECT MAX(position) FROM entries WHERE waitlist_id = 1 AND ended_at IS NULL":                                                                                 "entries_place",
		} {
			plan, err := models.QueryPlan(h.db.Read(h.Context()), query)
			if err != nil {
				h.Fatal(err)
			}
			if !strings.Contains(fmt.Sprint(plan), index) || models.Walks(plan) || models.Sorts(plan) {
				h.Errorf("%s\n%s", query, strings.Join(plan, "\n"))
			}
		}
	})
}

func TestTheDatabaseCountsMonthsAsTheRuleDoes(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers", aged(0, 12), func(w *models.Waitlist) { w.AgeAt = models.AgeAtRequested })
		ida := h.child("Ida", "2020-01-01")
		entry := h.add(list, ida, models.NewEntry{})
		day := rapid.Custom(func(r *rapid.T) models.Date {
			year, month := rapid.IntRange(2019, 2025).Draw(r, "year"), rapid.IntRange(1, 12).Draw(r, "month")
			end := models.Date{Year: year, Month: time.Month(month), Day: 31}
			for !end.Valid() {
				end.Day--
			}
			end.Day = min(end.Day, rapid.SampledFrom([]int{1, 15, 27, 28, 29, 30, 31}).Draw(r, "day"))
			return end
		})
		rapid.Check(t, func(r *rapid.T) {
			ida.Birthdate = day.Draw(r, "birth")
			requested, months := day.Draw(r, "requested"), rapid.IntRange(1, 40).Draw(r, "months")
			h.write(func(tx *models.Tx) error { return entry.Request(tx, requested) })
			h.write(func(tx *models.Tx) error { return tx.Omit("Entries").Save(ida).Error })
			want := models.MonthsAt(ida.Birthdate, requested) >= months
			filter := models.EntriesFilter{WaitlistID: list.ID, AgeMin: &months, AgeAtRequest: true}
			if got := len(h.found(filter)) == 1; got != want {
				r.Fatalf("born %s, at %s: %d months is %v", ida.Birthdate, requested, months, want)
			}
			h.now = requested.In(time.UTC).Add(12 * time.Hour)
			filter.AgeAtRequest = false
			if got := len(h.found(filter)) == 1; got != want {
				r.Fatalf("born %s, today %s: %d months is %v", ida.Birthdate, requested, months, want)
			}
		})
	})
}

func TestAllThatMatchIsFoundInOrder(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor", "Mateo")
		h.write(func(tx *models.Tx) error { return line["Mateo"].MoveTo(tx, 1, "") })
		ids, err := models.EntryIDs(h.db.Read(t.Context()), models.EntriesFilter{WaitlistID: list.ID, Now: models.At(h.now)}, 1000)
		if err != nil || !slices.Equal(ids, []int64{line["Mateo"].ID, line["Ida"].ID, line["Noor"].ID}) {
			t.Error(ids, err)
		}
	})
}
