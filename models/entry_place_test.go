package models_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestAHandSetPlaceIsTheOneAskedFor(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor", "Mateo", "Thijs", "Zoe")
		move := func(name string, place int) {
			h.Helper()
			h.write(func(tx *models.Tx) error { return line[name].MoveTo(tx, place, "") })
		}
		move("Zoe", 2)
		h.expect(list, "Ida", "Zoe", "Noor", "Mateo", "Thijs")
		move("Ida", 3)
		h.expect(list, "Zoe", "Noor", "Ida", "Mateo", "Thijs")
		move("Thijs", 1)
		h.expect(list, "Thijs", "Zoe", "Noor", "Ida", "Mateo")
		move("Thijs", 99)
		h.expect(list, "Zoe", "Noor", "Ida", "Mateo", "Thijs")
		h.write(func(tx *models.Tx) error { return line["Zoe"].Unplace(tx) })
		h.write(func(tx *models.Tx) error { return line["Ida"].Unplace(tx) })
		h.write(func(tx *models.Tx) error { return line["Thijs"].Unplace(tx) })
		h.expect(list, "Ida", "Noor", "Mateo", "Thijs", "Zoe")
	})
}

func TestABetterRankGoesAheadOfWhoWasPlacedByHand(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		staff := h.priority("P1", 1, false)
		line := h.line(list, "Ida", "Noor")
		h.write(func(tx *models.Tx) error { return line["Noor"].PlaceAfter(tx, nil, "") })
		h.add(list, h.child("Mateo", ""), models.NewEntry{PriorityID: &staff.ID})
		h.expect(list, "Mateo", "Noor", "Ida")
		h.write(func(tx *models.Tx) error { return line["Ida"].MoveTo(tx, 2, "") })
		h.expect(list, "Mateo", "Ida", "Noor")
		h.write(func(tx *models.Tx) error { return line["Ida"].MoveTo(tx, 1, "") })
		h.expect(list, "Ida", "Mateo", "Noor")
		if got := h.reload(line["Ida"]); got.BorrowedPriorityID == nil || *got.BorrowedPriorityID != staff.ID {
			t.Errorf("Ida borrows %v", got.BorrowedPriorityID)
		}
	})
}

// What staff do by hand is compared with a slice; a hundred moves between the same two use up what lies between two numbers.
func TestAnySequenceOfHandMovesGivesTheOrderAskedFor(t *testing.T) {
	names := []string{"Ida", "Noor", "Mateo", "Thijs", "Zoe", "Ella", "Ravi"}
	for _, engine := range modelstest.Engines {
		now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
		h := &house{T: t, now: now}
		h.db = modelstest.Open(t, engine, func() time.Time { return h.now })
		h.priority("P1", 1, false)
		round := 0
		rapid.Check(t, func(r *rapid.T) {
			round++
			list := h.list("Toddlers " + time.Duration(round).String())
			line := h.line(list, names...)
			want := slices.Clone(names)
			for range rapid.IntRange(1, 12).Draw(r, "moves") {
				name := rapid.SampledFrom(names).Draw(r, "who")
				place := rapid.IntRange(1, len(names)).Draw(r, "place")
				h.write(func(tx *models.Tx) error { return line[name].MoveTo(tx, place, "") })
				want = slices.DeleteFunc(want, func(n string) bool { return n == name })
				want = slices.Insert(want, place-1, name)
				if got := h.order(list); !slices.Equal(got, want) {
					r.Fatalf("%s to %d: %v, want %v", name, place, got, want)
				}
			}
		})
	}
}
