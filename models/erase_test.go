package models_test

import (
	"encoding/json"
	"strings"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// Every table is searched for the name: nothing may be left of somebody who was erased.
func TestErasingLeavesNothingButNumbers(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		newField(t, db, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Xerxilda", "Last Name": "Xerxbrandt", "Email": "xerx@linden.example", "Allergies": "Xerxnuts"})
		noor := addPerson(t, db, ida.FamilyID, named("Noor", "Brandt"))
		joinList(t, db, ida, list)
		second := joinList(t, db, noor, list)
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if _, err := ida.AddNote(tx, "Xerxnote", true); err != nil {
				return err
			}
			return models.Record(tx, "entry.placed", models.Subject{Kind: models.KindPerson, ID: ida.ID}, map[string]string{"reason": "Xerxreason"})
		})
		modelstest.Write(t, db, func(tx *models.Tx) error {
			return tx.Exec("INSERT INTO idempotency_keys (owner, key, body_hash, status, answer, at) VALUES ('key', 'k', 'h', 201, ?, ?)",
				`{"personGuid":"`+ida.GUID+`","fields":{"First Name":"Xerxilda"}}`, models.TxNow(tx)).Error
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
			if strings.Contains(strings.ToLower(rows), "xerx") {
				t.Errorf("left: %s", rows)
			}
		}
		expectPlace(t, db, second, 1)
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
