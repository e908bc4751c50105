package models_test

import (
	"errors"
	"strings"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func ptr[T any](value T) *T { return &value }

func aged(from, until int) func(w *models.Waitlist) {
	return func(w *models.Waitlist) { w.MinMonths, w.MaxMonths = &from, &until }
}

func leadingTo(next *models.Waitlist) func(w *models.Waitlist) {
	return func(w *models.Waitlist) { w.NextWaitlistID = &next.ID }
}

func TestAListSaysWhatIsWrongWithIt(t *testing.T) {
	eachHouse(t, func(h *house) {
		h.list("Toddlers")
		for field, wrong := range map[string]models.Waitlist{
			"name":           {Name: " toddlers "},
			"maxMonths":      {Name: "A", MinMonths: ptr(24), MaxMonths: ptr(12)},
			"cutoffDate":     {Name: "A", AgeAt: models.AgeAtCutoff},
			"ageAt":          {Name: "A", AgeAt: "birth"},
			"capacity":       {Name: "A", Capacity: ptr(0)},
			"locationId":     {Name: "A", LocationID: ptr(int64(7))},
			"nextWaitlistId": {Name: "A", NextWaitlistID: ptr(int64(7))},
		} {
			err := h.try(func(tx *models.Tx) error {
				_, err := wrong.Save(tx)
				return err
			})
			var invalid models.Invalid
			if !errors.As(err, &invalid) || invalid[field] == "" || len(invalid) != 1 {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}

func TestACircleOfNextListsIsRefused(t *testing.T) {
	eachHouse(t, func(h *house) {
		c := h.list("C")
		b := h.list("B", leadingTo(c))
		a := h.list("A", leadingTo(b))
		for _, next := range []*models.Waitlist{a, c} {
			err := h.try(func(tx *models.Tx) error {
				list, err := models.FindWaitlist(tx, models.Everywhere(), "c")
				if err != nil {
					return err
				}
				list.NextWaitlistID = &next.ID
				_, err = list.Save(tx)
				return err
			})
			var invalid models.Invalid
			if !errors.As(err, &invalid) || !strings.Contains(invalid["nextWaitlistId"], " → ") {
				t.Error(err)
			}
		}
	})
}

func TestTwoListsNeverShareASlug(t *testing.T) {
	eachHouse(t, func(h *house) {
		for name, slug := range map[string]string{"Krümel & Co": "krumel-co", "2027": "list-2027", "!!!": "list"} {
			if got := h.list(name).Slug; got != slug {
				t.Errorf("%q has the slug %q", name, got)
			}
		}
		if got := h.list("Krumel Co").Slug; got != "krumel-co-2" {
			t.Error(got)
		}
	})
}

func TestAListInUseIsNotDeleted(t *testing.T) {
	eachHouse(t, func(h *house) {
		seniors := h.list("Seniors")
		toddlers := h.list("Toddlers", leadingTo(seniors))
		ida := h.line(toddlers, "Ida")["Ida"]
		deleting := func(list *models.Waitlist) error {
			return h.try(func(tx *models.Tx) error { return list.Delete(tx) })
		}
		if err := deleting(toddlers); err == nil || !strings.Contains(err.Error(), "1 person in line") {
			t.Error(err)
		}
		if err := deleting(seniors); err == nil || !strings.Contains(err.Error(), "next list of Toddlers") {
			t.Error(err)
		}
		h.write(func(tx *models.Tx) error { return ida.Remove(tx, "") })
		if err := deleting(toddlers); err != nil {
			t.Fatal(err)
		}
		if err := deleting(seniors); err != nil {
			t.Fatal(err)
		}
		if _, err := models.FindWaitlist(h.db.Read(t.Context()), models.Everywhere(), toddlers.PublicID); !errors.Is(err, models.ErrNotFound) {
			t.Error(err)
		}
		h.list("Toddlers")
		lists, err := models.Waitlists(h.db.Read(t.Context()), models.Everywhere())
		if err != nil || len(lists) != 1 {
			t.Errorf("%+v %v", lists, err)
		}
	})
}

func TestListsFitByAgeAndSayWhy(t *testing.T) {
	eachHouse(t, func(h *house) {
		h.list("Toddlers", aged(12, 24))
		h.list("Seniors", aged(24, 36))
		h.list("Hidden", func(w *models.Waitlist) { w.IsPublic = false })
		full := h.list("Everybody", func(w *models.Waitlist) { w.Capacity = ptr(1) })
		h.line(full, "Ida")
		today := models.Date{Year: 2026, Month: 11, Day: 2}
		proposals, err := models.ProposeLists(h.db.Read(t.Context()), models.Date{Year: 2025, Month: 8, Day: 1}, models.Date{}, today)
		if err != nil {
			t.Fatal(err)
		}
		if len(proposals) != 2 || proposals[0].Reason != "For 12 to 24 months: 1 y 3 m today." || proposals[1].Signups != models.SignupsFull {
			t.Errorf("%+v", proposals)
		}
	})
}

func TestACapacityIsDecidedInsideTheWrite(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers", func(w *models.Waitlist) { w.Capacity = ptr(2) })
		children := []*models.Person{h.child("Ida", ""), h.child("Noor", ""), h.child("Mateo", "")}
		answers := make(chan models.Signups, len(children))
		for _, child := range children {
			go func() {
				var answer models.Signups
				err := modelstest.Insist(t.Context(), h.db, func(tx *models.Tx) (err error) {
					if answer, err = list.AcceptsSignups(tx); err != nil || answer != models.SignupsOpen {
						return err
					}
					_, _, err = list.Add(tx, child, models.NewEntry{})
					return err
				})
				if err != nil {
					answer = models.Signups(err.Error())
				}
				answers <- answer
			}()
		}
		got := map[models.Signups]int{}
		for range children {
			got[<-answers]++
		}
		if got[models.SignupsOpen] != 2 || got[models.SignupsFull] != 1 {
			t.Error(got)
		}
	})
}
