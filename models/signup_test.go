package models_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func toSignUp(first, email string, lists ...*models.Waitlist) models.SignupPerson {
	person := models.SignupPerson{Values: models.Values{"First Name": first, "Last Name": "Brandt", "Email": email}}
	for _, list := range lists {
		person.Lists = append(person.Lists, list.ID)
	}
	return person
}

func (h *house) signUp(s models.Signup) (places []models.SignupPlace, err error) {
	h.Helper()
	err = h.try(func(tx *models.Tx) (err error) {
		places, err = s.Join(tx)
		return err
	})
	return places, err
}

func TestAFamilySignsUpAsOneFamilyAndIsToldItsPlaces(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers, preschool := h.list("Toddlers"), h.list("Preschool", func(w *models.Waitlist) { w.ShowPlace = true })
		var heard []models.Event
		h.db.Announce = func(_ *models.Tx, events []models.Event) error {
			heard = append(heard, events...)
			return nil
		}
		places, err := h.signUp(models.Signup{
			Contact: "Jonas Brandt", Note: "They nap at noon.",
			People: []models.SignupPerson{toSignUp("Ida", "j@example.com", toddlers, preschool), toSignUp("Ella", "j@example.com", preschool)},
		})
		if err != nil {
			t.Fatal(err)
		}
		want := []models.SignupPlace{{Person: 0, List: "Toddlers"}, {Person: 0, List: "Preschool", Place: 1}, {Person: 1, List: "Preschool", Place: 2}}
		if diff := cmp.Diff(want, places); diff != "" {
			t.Error(diff)
		}
		if len(heard) != 2 {
			t.Errorf("%d events, want one for each child", len(heard))
		}
		var people []models.Person
		if err := h.db.Read(t.Context()).Preload("Notes").Order("id").Find(&people).Error; err != nil {
			t.Fatal(err)
		}
		if len(people) != 2 || people[0].FamilyID != people[1].FamilyID || people[0].FamilyID != people[0].ID {
			t.Fatalf("not one family: %+v", people)
		}
		for _, p := range people {
			if p.Source != "online" || p.Email != "j@example.com" || len(p.Notes) != 1 {
				t.Errorf("%+v", p)
			}
		}
		family := new(models.Family)
		if err := h.db.Read(t.Context()).Take(family, people[0].FamilyID).Error; err != nil || family.Contact != "Jonas Brandt" {
			t.Errorf("contact %q, %v", family.Contact, err)
		}
	})
}

func TestWhoIsOnTheListAlreadyKeepsTheirPlaceAndIsAnsweredLikeANewcomer(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers := h.list("Toddlers", func(w *models.Waitlist) { w.ShowPlace = true })
		other := h.list("Preschool")
		for _, name := range []string{"Ida", "Noor"} {
			if _, err := h.signUp(models.Signup{People: []models.SignupPerson{toSignUp(name, name+"@example.com", toddlers)}}); err != nil {
				t.Fatal(err)
			}
		}
		again := models.Signup{People: []models.SignupPerson{toSignUp("  IDA", "ida@EXAMPLE.com", toddlers)}}
		events := 0
		h.db.Announce = func(_ *models.Tx, e []models.Event) error { events += len(e); return nil }
		places, err := h.signUp(again)
		if err != nil {
			t.Fatal(err)
		}
		if want := []models.SignupPlace{{List: "Toddlers", Place: 3}}; !cmp.Equal(want, places) || events != 0 {
			t.Errorf("%+v and %d events", places, events)
		}
		again.People[0].Lists = append(again.People[0].Lists, other.ID)
		if _, err := h.signUp(again); err != nil {
			t.Fatal(err)
		}
		if people, entries := h.count(&models.Person{}), h.count(&models.Entry{}); people != 2 || entries != 3 || events != 1 {
			t.Errorf("%d people, %d entries, %d events", people, entries, events)
		}
	})
}

func TestAFamilyComesInWholeOrNotAtAll(t *testing.T) {
	eachHouse(t, func(h *house) {
		one := 1
		toddlers := h.list("Toddlers", func(w *models.Waitlist) { w.Capacity = &one })
		_, err := h.signUp(models.Signup{People: []models.SignupPerson{toSignUp("Ida", "j@example.com", toddlers), toSignUp("Ella", "j@example.com", toddlers)}})
		var noRoom models.NoRoom
		if !errors.As(err, &noRoom) || noRoom != (models.NoRoom{Person: 1, List: "Toddlers", Signups: models.SignupsFull}) {
			t.Errorf("got %v", err)
		}
		if people := h.count(&models.Person{}); people != 0 {
			t.Errorf("%d people were kept", people)
		}
	})
}

func TestThirtyTwoAtOnceFillFivePlacesAndNoMore(t *testing.T) {
	eachHouse(t, func(h *house) {
		five := 5
		toddlers := h.list("Toddlers", func(w *models.Waitlist) { w.Capacity, w.ShowPlace = &five, true })
		told := make(chan int, 32)
		var group errgroup.Group
		for i := range 32 {
			name := string(rune('A' + i))
			group.Go(func() error {
				var places []models.SignupPlace
				err := modelstest.Insist(t.Context(), h.db, func(tx *models.Tx) (err error) {
					places, err = models.Signup{People: []models.SignupPerson{toSignUp(name, name+"@example.com", toddlers)}}.Join(tx)
					return err
				})
				var noRoom models.NoRoom
				if errors.As(err, &noRoom) {
					return nil
				}
				if err == nil {
					told <- places[0].Place
				}
				return err
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		close(told)
		seen := map[int]bool{}
		for place := range told {
			seen[place] = true
		}
		if !cmp.Equal(seen, map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true}) || h.count(&models.Entry{}) != 5 {
			t.Errorf("places told: %v, entries: %d", seen, h.count(&models.Entry{}))
		}
	})
}

// The same form sent by two impatient parents at once is one child.
func TestTheSameChildSignedUpAtOnceIsOneChild(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers := h.list("Toddlers")
		var group errgroup.Group
		for range 8 {
			group.Go(func() error {
				return modelstest.Insist(t.Context(), h.db, func(tx *models.Tx) error {
					_, err := models.Signup{People: []models.SignupPerson{toSignUp("Ida", "j@example.com", toddlers)}}.Join(tx)
					return err
				})
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		if people := h.count(&models.Person{}); people != 1 {
			t.Errorf("%d people", people)
		}
	})
}

func TestTheUnbornAreOfferedTheFirstListThatTheyWillFit(t *testing.T) {
	eachHouse(t, func(h *house) {
		months := func(low, high int) func(*models.Waitlist) {
			return func(w *models.Waitlist) { w.MinMonths, w.MaxMonths = &low, &high }
		}
		h.list("Infants", months(0, 18))
		h.list("Toddlers", months(18, 36))
		for birth, want := range map[models.Date]string{
			{Year: 2027, Month: 3, Day: 1}: "Infants", {Year: 2026, Month: 5, Day: 1}: "Infants", {Year: 2024, Month: 5, Day: 1}: "Toddlers",
		} {
			proposals, err := models.ProposeLists(h.db.Read(t.Context()), birth, models.Date{}, models.Date{Year: 2026, Month: 11, Day: 2})
			if err != nil || len(proposals) != 1 || proposals[0].Waitlist.Name != want {
				t.Errorf("%s: %+v, %v", birth, proposals, err)
			}
		}
	})
}

func TestSitesThatMayShowTheFormAreOrigins(t *testing.T) {
	good, err := models.ParseOrigins("https://Linden.example,\nhttps://a.example:8443/  http://localhost:3000")
	if want := []string{"https://linden.example", "https://a.example:8443", "http://localhost:3000"}; err != nil || !cmp.Equal(good, want) {
		t.Errorf("%v, %v", good, err)
	}
	for _, bad := range []string{"*", "https://*.example", "https://a.example;script-src *", "http://a.example", "https://a.example/path", "'self'", "https://a'b.example", "data:x"} {
		if origins, err := models.ParseOrigins(bad); err == nil {
			t.Errorf("%s was taken: %v", bad, origins)
		}
	}
}

func (h *house) count(model any) int64 {
	h.Helper()
	var count int64
	if err := h.db.Read(h.Context()).Model(model).Count(&count).Error; err != nil {
		h.Fatal(err)
	}
	return count
}
