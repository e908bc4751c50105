package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func TestViewsAreSeenByTheirMakerAndThoseTheyAreSharedWith(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list, other := newList(t, db, "toddlers"), newList(t, db, "infants")
		ana, ben := newUser(t, db, "ana@linden.example", models.RoleStaff), newUser(t, db, "ben@linden.example", models.RoleStaff)
		mina := newUser(t, db, "mina@linden.example", models.RoleManager)
		save := func(v models.ListView) *models.ListView {
			t.Helper()
			modelstest.Write(t, db, func(tx *models.Tx) error { return v.Save(tx) })
			return &v
		}
		mine := save(models.ListView{WaitlistID: list.ID, UserID: ana.ID, Name: " Siblings  from August ", Query: "priority=2&from=2027-08-01"})
		shared := save(models.ListView{WaitlistID: list.ID, UserID: ana.ID, Name: "Offers", Query: "tab=offered", Shared: true})
		save(models.ListView{WaitlistID: other.ID, UserID: ana.ID, Name: "Offers", Query: "tab=offered", Shared: true})
		for user, want := range map[*models.User][]string{ana: {"Offers", "Siblings from August"}, ben: {"Offers"}, mina: {"Offers"}} {
			views, err := models.ListViews(db.Read(t.Context()), list, user.ID)
			if err != nil {
				t.Fatal(err)
			}
			names := []string{}
			for _, v := range views {
				names = append(names, v.Name)
			}
			if diff := cmp.Diff(want, names); diff != "" {
				t.Errorf("%s: %s", user.Email, diff)
			}
		}
		for who, may := range map[*models.User][2]bool{ana: {true, true}, ben: {false, false}, mina: {false, true}} {
			for i, view := range []*models.ListView{mine, shared} {
				_, err := models.FindListView(db.Read(t.Context()), list, view.ID, who)
				if may[i] && err != nil || !may[i] && !errors.Is(err, models.ErrNotFound) {
					t.Errorf("%s, %s: %v", who.Email, view.Name, err)
				}
			}
		}
		if _, err := models.FindListView(db.Read(t.Context()), other, mine.ID, ana); !errors.Is(err, models.ErrNotFound) {
			t.Error("a view is found through another list:", err)
		}
	})
}

func TestAViewHasANameOfItsOwn(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		ana := newUser(t, db, "ana@linden.example", models.RoleStaff)
		try := func(v models.ListView) error {
			v.WaitlistID, v.UserID = list.ID, ana.ID
			return db.Write(t.Context(), func(tx *models.Tx) error { return v.Save(tx) })
		}
		if err := try(models.ListView{Name: "Offers"}); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range []models.ListView{
			{Name: " "}, {Name: "offers"}, {Name: strings.Repeat("x", 61)}, {Name: "Odd", Query: "a=%zz"}, {Name: "Long", Query: strings.Repeat("x", 2001)},
		} {
			var invalid models.Invalid
			if err := try(wrong); !errors.As(err, &invalid) || invalid["name"] == "" {
				t.Errorf("%.20q: %v", wrong.Name, err)
			}
		}
		for i := range 29 {
			if err := try(models.ListView{Name: fmt.Sprint("View ", i)}); err != nil {
				t.Fatal(err)
			}
		}
		var invalid models.Invalid
		if err := try(models.ListView{Name: "One more"}); !errors.As(err, &invalid) {
			t.Error("a 31st view is kept:", err)
		}
	})
}
