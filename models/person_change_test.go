package models_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// change loads a person inside a Write and changes them as a form of staff would.
func change(t testing.TB, db *models.DB, id int64, values models.Values) (changed bool) {
	t.Helper()
	modelstest.Write(t, db, func(tx *models.Tx) error {
		fields, err := models.OpenFields(tx)
		if err != nil {
			return err
		}
		p, err := models.FindPerson(tx, models.Everywhere(), id)
		if err != nil {
			return err
		}
		changed, err = p.Change(tx, fields, values)
		return err
	})
	return changed
}

func valuesOf(t testing.TB, db *models.DB, id int64) models.Values {
	t.Helper()
	p, err := models.FindPerson(db.Read(t.Context()), models.Everywhere(), id)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.FieldValues(db.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	values := models.Values{}
	for _, row := range rows {
		values[row.Field.Key] = row.Value
	}
	return values
}

func TestAPersonSaysWhatTheFormSaid(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if _, err := models.CreatePriority(tx, "Family of staff", false); err != nil {
				return err
			}
			_, err := models.CreateField(tx, models.FieldSettings{Label: "Allergies", Type: models.TypeArea})
			return err
		})
		h := listen(db)
		said := models.Values{
			"First Name": "Ida", "Last Name": "Brandt", "Birthdate": "2024-02-29", "Priority": "Family of staff", "Phone #": "030 901820",
			"Email": "Brandt@linden.example", "Days Available": "Monday,Friday", "Location": "", "Allergies": "Nuts",
		}
		ida := addPerson(t, db, 0, said)
		h.expect(t, "added Ida")
		if diff := cmp.Diff(said, valuesOf(t, db, ida.ID)); diff != "" {
			t.Error(diff)
		}
		if change(t, db, ida.ID, said) {
			t.Error("the same again is no change")
		}
		h.expect(t)
		if !change(t, db, ida.ID, models.Values{"Allergies": "", "Priority": "", "Days Available": "Monday"}) {
			t.Error("nothing changed")
		}
		h.expect(t, "updated Ida")
		said["Allergies"], said["Priority"], said["Days Available"] = "", "", "Monday"
		if diff := cmp.Diff(said, valuesOf(t, db, ida.ID)); diff != "" {
			t.Error(diff)
		}
		err := db.Write(t.Context(), func(tx *models.Tx) error {
			_, err := models.CreatePerson(tx, nil, models.NewPerson{FamilyID: 999})
			return err
		})
		if !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a family that is not there: %v", err)
		}
	})
}

func TestAFamilyKeepsItsNumberWhoeverLeaves(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		noor := addPerson(t, db, ida.FamilyID, named("Noor", "Brandt"))
		number := ida.ID
		modelstest.Write(t, db, ida.Remove)
		leo := addPerson(t, db, number, named("Leo", "Brandt"))
		if noor.FamilyID != number || leo.FamilyID != number {
			t.Errorf("family %d and %d instead of %d", noor.FamilyID, leo.FamilyID, number)
		}
		h := listen(db)
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, 0) })
		h.expect(t, "updated Noor")
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, 0) })
		h.expect(t)
		if noor.FamilyID != noor.ID {
			t.Errorf("Noor (%d) founds family %d", noor.ID, noor.FamilyID)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error { return leo.MoveToFamily(tx, noor.ID) })
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, 0) })
		if noor.FamilyID == noor.ID || noor.FamilyID == number {
			t.Errorf("who leaves the family named after them gets a new number, not %d", noor.FamilyID)
		}
		mia := addPerson(t, db, 0, named("Mia", "Ruiz"))
		if mia.ID == noor.FamilyID {
			t.Error("a person got the number of a family")
		}
		if err := db.Write(t.Context(), func(tx *models.Tx) error { return mia.MoveToFamily(tx, 12345) }); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a family that is not there: %v", err)
		}
	})
}

// PersonIds and family numbers come from one sequence: whatever people do, no person has the number of a family that is not theirs by birth.
func TestNumbersOfPeopleAndFamiliesNeverMeet(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		rapid.Check(t, func(r *rapid.T) {
			founders := map[int64]int64{} // family to its first person
			people := map[int64]*models.Person{}
			ids := func() []int64 { return slices.Sorted(maps.Keys(people)) }
			for range rapid.IntRange(1, 12).Draw(r, "steps") {
				step := rapid.SampledFrom([]string{"found", "join", "leave", "move", "remove"}).Draw(r, "step")
				if len(people) == 0 {
					step = "found"
				}
				var p *models.Person
				if step != "found" && step != "join" {
					p = people[rapid.SampledFrom(ids()).Draw(r, "who")]
				}
				other := func() int64 { return people[rapid.SampledFrom(ids()).Draw(r, "whose")].FamilyID }
				switch step {
				case "found":
					p = addPerson(t, db, 0, named("A", "B"))
				case "join":
					p = addPerson(t, db, other(), named("A", "B"))
				case "leave":
					modelstest.Write(t, db, func(tx *models.Tx) error { return p.MoveToFamily(tx, 0) })
				case "move":
					family := other()
					modelstest.Write(t, db, func(tx *models.Tx) error { return p.MoveToFamily(tx, family) })
				case "remove":
					modelstest.Write(t, db, p.Remove)
					delete(people, p.ID)
					continue
				}
				people[p.ID] = p
				if founders[p.FamilyID] == 0 {
					founders[p.FamilyID] = p.ID
				}
				if own, ok := founders[p.ID]; ok && own != p.ID {
					r.Fatalf("person %d has the number of the family that %d founded", p.ID, own)
				}
			}
		})
	})
}

func TestAnEnrolledSiblingLendsTheirRankOnlyWhileInTheFamily(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			_, err := models.CreatePriority(tx, "Siblings", true)
			return err
		})
		first := addPerson(t, db, 0, named("First", "Ruiz"))
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		noor := addPerson(t, db, 0, named("Noor", "Brandt"))
		enrolled := joinList(t, db, noor, list)
		joinList(t, db, first, list)
		entry := joinList(t, db, ida, list)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			now := models.TxNow(tx)
			enrolled.Status, enrolled.EndedAt = models.Enrolled, &now
			return tx.Save(enrolled).Error
		})
		expectPlace(t, db, entry, 2)
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, ida.FamilyID) })
		expectPlace(t, db, entry, 1)
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, 0) })
		expectPlace(t, db, entry, 2)
		modelstest.Write(t, db, func(tx *models.Tx) error { return noor.MoveToFamily(tx, ida.FamilyID) })
		modelstest.Write(t, db, noor.Remove)
		expectPlace(t, db, entry, 2)
	})
}

func expectPlace(t testing.TB, db *models.DB, entry *models.Entry, want int) {
	t.Helper()
	now := new(models.Entry)
	if err := db.Read(t.Context()).Take(now, entry.ID).Error; err != nil {
		t.Fatal(err)
	}
	if now.Position == nil || *now.Position != want {
		t.Errorf("place %v instead of %d", now.Position, want)
	}
}

func TestFormsAreReadFieldByField(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		form, err := models.FindPersonForm(db.Read(t.Context()), models.StaffForm)
		if err != nil {
			t.Fatal(err)
		}
		typed := map[string][]string{
			"firstName": {" Ida "}, "birthdate": {"29.2.2023"}, "email": {"ida"}, "days": {"friday", "Monday"},
		}
		values, invalid := models.ReadValues(form, func(field *models.Field) []string { return typed[string(field.Purpose)] })
		if values["First Name"] != "Ida" || values["Days Available"] != "Monday,Friday" {
			t.Errorf("read %v", values)
		}
		for _, key := range []string{"Last Name", "Birthdate", "Email"} {
			if invalid[key] == "" {
				t.Errorf("%s is wrong and nobody said so: %v", key, invalid)
			}
		}
		values, invalid = models.ReadAPIValues(form, map[string]any{"Birthdate": "2024-02-29", "Days Available": []any{"Monday"}, "Phone #": nil, "Shoe": "36", "Last Name": ""})
		if diff := cmp.Diff(models.Values{"Birthdate": "2024-02-29", "Days Available": "Monday", "Phone #": ""}, values); diff != "" {
			t.Error(diff)
		}
		if len(invalid) != 2 || invalid["Shoe"] == "" || invalid["Last Name"] == "" {
			t.Errorf("said %v", invalid)
		}
		signup, err := models.FindPersonForm(db.Read(t.Context()), models.SignupForm)
		if err != nil {
			t.Fatal(err)
		}
		if len(signup.Fields) != 6 {
			t.Errorf("a family is asked %d things", len(signup.Fields))
		}
	})
}

func TestANoteKeepsItsAuthorAndNamesItsEditor(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		h := listen(db)
		as := func(name string) context.Context {
			return models.WithBy(t.Context(), models.By{Kind: models.ByUser, Name: name})
		}
		var note *models.Note
		try := func(who string, do func(tx *models.Tx) error) {
			t.Helper()
			if err := db.Write(as(who), do); err != nil {
				t.Fatal(err)
			}
		}
		try("Ana Castillo", func(tx *models.Tx) (err error) {
			note, err = ida.AddNote(tx, " Allergic to nuts\r\n", false)
			return err
		})
		h.expect(t, "updated Ida")
		try("Ben Okafor", func(tx *models.Tx) error { return note.Edit(tx, "Allergic to nuts") })
		try("Ben Okafor", func(tx *models.Tx) error { return note.Pin(tx, true) })
		h.expect(t)
		try("Ben Okafor", func(tx *models.Tx) error { return note.Edit(tx, "Allergic to nuts and milk") })
		h.expect(t, "updated Ida")
		kept, err := models.FindNote(db.Read(t.Context()), ida.ID, note.ID)
		if err != nil {
			t.Fatal(err)
		}
		if kept.Author != "Ana Castillo" || kept.EditedBy != "Ben Okafor" || kept.EditedAt == nil || !kept.Pinned {
			t.Errorf("%+v", kept)
		}
		for _, text := range []string{"", " \n ", string(make([]rune, 10)), string(make([]byte, 4001))} {
			err := db.Write(t.Context(), func(tx *models.Tx) error { return note.Edit(tx, text) })
			var invalid models.Invalid
			if !errors.As(err, &invalid) || invalid["text"] == "" {
				t.Errorf("%q: %v", text, err)
			}
		}
		try("Ben Okafor", note.Remove)
		h.expect(t, "updated Ida")
	})
}
