package models_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// Every table is searched for the name: nothing may be left of somebody who was erased.
func TestErasingLeavesNothingButNumbers(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		newField(t, db, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Theodelinde", "Last Name": "Theodelinde-Brandt", "Email": "theodelinde@linden.example", "Allergies": "Theodelinde nuts"})
		noor := addPerson(t, db, ida.FamilyID, named("Noor", "Brandt"))
		joinList(t, db, ida, list)
		second := joinList(t, db, noor, list)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if _, err := ida.AddNote(tx, "Theodelinde note", true); err != nil {
				return err
			}
			return models.Record(tx, "entry.placed", models.Subject{Kind: models.KindPerson, ID: ida.ID}, map[string]string{"reason": "Theodelinde reason"})
		})
		modelstest.Write(t, db, func(tx *models.Tx) error {
			return tx.Exec("INSERT INTO idempotency_keys (owner, key, body_hash, status, answer, at) VALUES ('key', 'k', 'h', 201, ?, ?)",
				`{"personGuid":"`+ida.GUID+`","fields":{"First Name":"Theodelinde"}}`, models.TxNow(tx)).Error
		})
		h := listen(db)
		modelstest.Write(t, db, ida.Erase)
		if len(h.events) != 1 {
			t.Fatalf("%d events", len(h.events))
		}
		gone := h.events[0]
		before, err := gone.PersonBefore()
		if err != nil {
			t.Fatal(err)
		}
		if gone.Change != models.Deleted || !before.Erased || before.PersonID != ida.ID || before.GUID != ida.GUID || len(before.Entries) != 1 {
			t.Errorf("%+v", before)
		}
		for _, rows := range everything(t, db) {
			if strings.Contains(strings.ToLower(rows), "theodelinde") {
				t.Errorf("left: %s", rows)
			}
		}
		expectPlace(t, db, second, 1)
	})
}

func TestWhoWasDeletedCanBeErasedLater(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		here, there := newLocation(t, db, "Park"), newLocation(t, db, "Mill")
		list := newList(t, db, "toddlers")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			list.LocationID = &here.ID
			return tx.Save(list).Error
		})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Theodelinde", "Last Name": "Theodelinde-Brandt", "Email": "theodelinde@linden.example"})
		joinList(t, db, ida, list)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if err := here.OpenQueue(tx); err != nil {
				return err
			}
			if _, err := ida.AddNote(tx, "Theodelinde note", true); err != nil {
				return err
			}
			visit, err := here.Join(tx, models.NewVisit{PersonID: &ida.ID, Notes: "Theodelinde visit", ForStaff: true})
			if err != nil {
				return err
			}
			return visit.Delete(tx)
		})
		erase := func(scope models.Scope) error {
			return db.Write(t.Context(), func(tx *models.Tx) error {
				gone, err := models.FindDeletedPerson(tx, scope, ida.ID)
				if err != nil {
					return err
				}
				return gone.Erase(tx)
			})
		}
		if err := erase(models.Everywhere()); !errors.Is(err, models.ErrNotFound) {
			t.Error("somebody who is there is no deleted person:", err)
		}
		modelstest.Write(t, db, ida.Remove)
		for scope, want := range map[*models.Scope]int{{All: true}: 1, {LocationIDs: []int64{here.ID}}: 1, {LocationIDs: []int64{there.ID}}: 0} {
			gone, err := models.DeletedPeople(db.Read(t.Context()), *scope, 0, 10)
			if err != nil || len(gone) != want || want == 1 && gone[0].Name() != "Theodelinde Theodelinde-Brandt" {
				t.Errorf("%+v: %+v %v", scope, gone, err)
			}
		}
		if err := erase(models.Scope{LocationIDs: []int64{there.ID}}); !errors.Is(err, models.ErrNotFound) {
			t.Error("another location's:", err)
		}
		h := listen(db)
		modelstest.Write(t, db, func(tx *models.Tx) error { return models.EraseByID(tx, models.Everywhere(), ida.ID) })
		if len(h.events) != 1 {
			t.Fatalf("%d events", len(h.events))
		}
		if before, err := h.events[0].PersonBefore(); err != nil || h.events[0].Change != models.Deleted || !before.Erased || len(before.Entries) != 1 {
			t.Errorf("%+v %v", before, err)
		}
		for _, rows := range everything(t, db) {
			if strings.Contains(strings.ToLower(rows), "theodelinde") {
				t.Errorf("left: %s", rows)
			}
		}
		if err := erase(models.Everywhere()); !errors.Is(err, models.ErrNotFound) {
			t.Error("erased twice:", err)
		}
		if gone, err := models.DeletedPeople(db.Read(t.Context()), models.Everywhere(), 0, 10); err != nil || len(gone) != 0 {
			t.Errorf("who is erased is still listed: %+v %v", gone, err)
		}
		if broken, err := models.Check(db.Read(t.Context())); err != nil || len(broken) > 0 {
			t.Error(broken, err)
		}
	})
}

func TestPagesOfDeletedPeopleNeitherSkipNorRepeatAnybody(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		var want []string
		for i := range 7 {
			p := addPerson(t, db, 0, named(fmt.Sprint("Child ", i), "Brandt"))
			modelstest.Write(t, db, p.Remove)
			if i == 3 {
				modelstest.Write(t, db, func(tx *models.Tx) error { return models.EraseByID(tx, models.Everywhere(), p.ID) })
				continue
			}
			want = append([]string{p.Name()}, want...)
		}
		var got []string
		for before := int64(0); ; {
			page, err := models.DeletedPeople(db.Read(t.Context()), models.Everywhere(), before, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page {
				got, before = append(got, p.Name()), p.Sequence
			}
			if len(page) < 2 {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestRemovingKeepsTheLastStateForIntegrators(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		h := listen(db)
		modelstest.Write(t, db, ida.Remove)
		before, err := h.events[0].PersonBefore()
		if err != nil || before.Name() != "Ida Brandt" || before.Erased {
			t.Errorf("%+v %v", before, err)
		}
	})
}

// everything is each table's rows as one text.
func everything(t *testing.T, db *models.DB) map[string]string {
	t.Helper()
	tables, err := db.Read(t.Context()).Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, table := range tables {
		var rows []map[string]any
		if err := db.Read(t.Context()).Table(table).Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(rows)
		if err != nil {
			t.Fatal(err)
		}
		texts[table] = table + string(text)
	}
	return texts
}
