package models_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// refused expects a Write to end in a sentence about one field.
func refused(t testing.TB, db *models.DB, field string, do func(tx *models.Tx) error) {
	t.Helper()
	var invalid models.Invalid
	if err := db.Write(t.Context(), do); !errors.As(err, &invalid) || !strings.HasSuffix(invalid[field], ".") {
		t.Errorf("%s: %v", field, err)
	}
}

func newField(t testing.TB, db *models.DB, settings models.FieldSettings) *models.Field {
	t.Helper()
	var field *models.Field
	modelstest.Write(t, db, func(tx *models.Tx) (err error) {
		field, err = models.CreateField(tx, settings)
		return err
	})
	return field
}

func standardField(t testing.TB, db *models.DB, purpose models.Purpose) *models.Field {
	t.Helper()
	fields, err := models.OpenFields(db.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fields {
		if fields[i].Purpose == purpose {
			return &fields[i]
		}
	}
	t.Fatalf("no field for %s", purpose)
	return nil
}

func TestAFieldKeepsItsKeyWhateverItIsCalled(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		field := newField(t, db, models.FieldSettings{Label: " T-shirt  size ", Type: models.TypeChoice, Choices: []string{"S", "M", "L"}})
		if field.Key != "T-shirt size" || field.Label != field.Key {
			t.Errorf("key %q, label %q", field.Key, field.Label)
		}
		settings := field.Settings()
		settings.Label, settings.Required = "Size", true
		modelstest.Write(t, db, func(tx *models.Tx) error { return field.Change(tx, settings) })
		if field.Key != "T-shirt size" || field.Label != "Size" || !field.Required {
			t.Errorf("%+v", field)
		}
		for _, label := range []string{"t-shirt SIZE", "size", "", "Email", strings.Repeat("x", 101)} {
			refused(t, db, "label", func(tx *models.Tx) error {
				_, err := models.CreateField(tx, models.FieldSettings{Label: label, Type: models.TypeText})
				return err
			})
		}
		modelstest.Write(t, db, field.Archive)
		refused(t, db, "label", func(tx *models.Tx) error {
			_, err := models.CreateField(tx, models.FieldSettings{Label: "T-shirt size", Type: models.TypeText})
			return err
		})
		newField(t, db, models.FieldSettings{Label: "Size", Type: models.TypeText})
		refused(t, db, "label", field.Unarchive)
	})
}

func TestArchivedAnswersComeBack(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		field := newField(t, db, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Allergies": "Nuts"})
		h := listen(db)
		modelstest.Write(t, db, field.Archive)
		if _, shown := valuesOf(t, db, ida.ID)["Allergies"]; shown {
			t.Error("an archived field shows")
		}
		modelstest.Write(t, db, field.Unarchive)
		if got := valuesOf(t, db, ida.ID)["Allergies"]; got != "Nuts" {
			t.Errorf("came back as %q", got)
		}
		h.expect(t)
	})
}

func TestStandardFieldsStay(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		email := standardField(t, db, models.ForEmail)
		refused(t, db, "field", email.Archive)
		settings := email.Settings()
		settings.Type = models.TypeText
		refused(t, db, "type", func(tx *models.Tx) error { return email.Change(tx, settings) })
		settings = email.Settings()
		settings.Label, settings.Required, settings.OnSignup = "E-mail address", true, false
		modelstest.Write(t, db, func(tx *models.Tx) error { return email.Change(tx, settings) })
		location := standardField(t, db, models.ForLocation)
		settings = location.Settings()
		settings.Choices = []string{"Park", "Mill"}
		modelstest.Write(t, db, func(tx *models.Tx) error { return location.Change(tx, settings) })
		settings.Choices = nil
		modelstest.Write(t, db, func(tx *models.Tx) error { return location.Change(tx, settings) })
	})
}

func TestAChoiceThatSomebodyHasIsNotDropped(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		days := standardField(t, db, models.ForDays)
		addPerson(t, db, 0, models.Values{"First Name": "Ida", "Days Available": "Monday,Friday"})
		settings := days.Settings()
		settings.Choices = []string{"Friday", "Tuesday", "Monday"}
		modelstest.Write(t, db, func(tx *models.Tx) error { return days.Change(tx, settings) })
		settings.Choices = []string{"Tuesday", "Monday"}
		refused(t, db, "choices", func(tx *models.Tx) error { return days.Change(tx, settings) })
		for _, choices := range [][]string{nil, {"A,B"}, {"A", "a"}} {
			refused(t, db, "choices", func(tx *models.Tx) error {
				_, err := models.CreateField(tx, models.FieldSettings{Label: "Colour", Type: models.TypeChoice, Choices: choices})
				return err
			})
		}
	})
}

func TestATypeChangesOnlyWhereNoAnswerIsLost(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		field := newField(t, db, models.FieldSettings{Label: "Since", Type: models.TypeText})
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Since": "29.2.2024"})
		addPerson(t, db, 0, models.Values{"First Name": "Noor", "Since": "2024-03-01"})
		leo := addPerson(t, db, 0, models.Values{"First Name": "Leo", "Since": "spring"})
		h := listen(db)
		settings := field.Settings()
		settings.Type = models.TypeDate
		preview, err := field.PreviewType(db.Read(t.Context()), models.TypeDate, nil)
		if err != nil {
			t.Fatal(err)
		}
		if preview.Fits != 2 || preview.Lost != 1 || len(preview.Unfit) != 1 || preview.Unfit[0] != "spring" {
			t.Errorf("%+v", preview)
		}
		refused(t, db, "type", func(tx *models.Tx) error { return field.Change(tx, settings) })
		change(t, db, leo.ID, models.Values{"Since": ""})
		h.expect(t, "updated Leo")
		modelstest.Write(t, db, func(tx *models.Tx) error { return field.Change(tx, settings) })
		h.expect(t, "updated Ida")
		if got := valuesOf(t, db, ida.ID)["Since"]; got != "2024-02-29" {
			t.Errorf("Ida's answer became %q", got)
		}
		if count, err := models.CountAnswers(db.Read(t.Context()), field); err != nil || count != 2 {
			t.Errorf("%d answers, %v", count, err)
		}
		if count, err := models.CountAnswers(db.Read(t.Context()), standardField(t, db, models.ForFirstName)); err != nil || count != 3 {
			t.Errorf("%d first names, %v", count, err)
		}
	})
}

func TestFieldsComeInTheOrderGiven(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		fields, err := models.OpenFields(db.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			return models.OrderFields(tx, []int64{fields[5].ID, fields[0].ID})
		})
		after, err := models.OpenFields(db.Read(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		keys := []string{}
		for _, field := range after {
			keys = append(keys, field.Key)
		}
		want := []string{"Email", "First Name", "Last Name", "Birthdate", "Priority", "Phone #", "Days Available", "Location"}
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Error(diff)
		}
		refused(t, db, "ids", func(tx *models.Tx) error { return models.OrderFields(tx, []int64{fields[0].ID, fields[0].ID}) })
		refused(t, db, "ids", func(tx *models.Tx) error { return models.OrderFields(tx, []int64{9999}) })
	})
}
