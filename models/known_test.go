package models_test

import (
	"errors"
	"testing"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// asked are the labels that a form asks for behind the standard ones, outside a Write and inside.
func asked(t *testing.T, db *models.DB) (outside, inside []string) {
	t.Helper()
	labels := func(tx *models.Tx) (own []string) {
		form, err := models.FindPersonForm(tx, models.StaffForm)
		if err != nil {
			t.Fatal(err)
		}
		for i := range form.Fields {
			if !form.Fields[i].IsStandard() {
				own = append(own, form.Fields[i].Label)
			}
		}
		return own
	}
	outside = labels(db.Read(t.Context()))
	modelstest.Write(t, db, func(tx *models.Tx) error {
		inside = labels(tx)
		return nil
	})
	return outside, inside
}

func expectAsked(t *testing.T, db *models.DB, want string) {
	t.Helper()
	outside, inside := asked(t, db)
	if len(outside) != 1 || len(inside) != 1 || outside[0] != want || inside[0] != want {
		t.Errorf("asked are %q and in a Write %q, want %q", outside, inside, want)
	}
}

func TestWhatFormsAskIsKnownToEveryProcessWithTheCommitThatChangesIt(t *testing.T) {
	db := modelstest.Open(t, models.SQLite, nil)
	other, err := models.Open(t.Context(), "sqlite:"+db.Path(), models.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	field := new(models.Field)
	modelstest.Write(t, db, func(tx *models.Tx) error {
		field, err = models.CreateField(tx, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
		return err
	})
	expectAsked(t, db, "Allergies")
	expectAsked(t, other, "Allergies")
	settings := field.Settings()
	settings.Label = "Diet"
	modelstest.Write(t, other, func(tx *models.Tx) error { return field.Change(tx, settings) })
	expectAsked(t, db, "Diet")
	expectAsked(t, other, "Diet")
}

func TestAChangeOfWhatFormsAskThatIsRolledBackIsNotRemembered(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		field := new(models.Field)
		modelstest.Write(t, db, func(tx *models.Tx) (err error) {
			field, err = models.CreateField(tx, models.FieldSettings{Label: "Allergies", Type: models.TypeText})
			return err
		})
		expectAsked(t, db, "Allergies")
		thought := errors.New("thought better of it")
		rename := func(tx *models.Tx, label string) error {
			field, err := models.FindField(tx, field.ID)
			if err != nil {
				return err
			}
			settings := field.Settings()
			settings.Label = label
			if err := field.Change(tx, settings); err != nil {
				return err
			}
			fields, err := models.OpenFields(tx)
			if err != nil || fields[len(fields)-1].Label != label {
				t.Errorf("the Write itself sees its change: %v, %v", fields[len(fields)-1].Label, err)
			}
			return thought
		}
		if err := db.Write(t.Context(), func(tx *models.Tx) error { return rename(tx, "Diet") }); !errors.Is(err, thought) {
			t.Fatal(err)
		}
		expectAsked(t, db, "Allergies")
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if err := tx.Transaction(func(inner *models.Tx) error { return rename(inner, "Diet") }); !errors.Is(err, thought) {
				return err
			}
			fields, err := models.OpenFields(tx)
			if err != nil || fields[len(fields)-1].Label != "Allergies" {
				t.Errorf("after the savepoint the field is called %v: %v", fields[len(fields)-1].Label, err)
			}
			return nil
		})
		expectAsked(t, db, "Allergies")
	})
}

func TestPrioritiesAreKnownWithTheCommitThatChangesThem(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		names := func() []string {
			form, err := models.FindPersonForm(db.Read(t.Context()), models.StaffForm)
			if err != nil {
				t.Fatal(err)
			}
			names := []string{}
			for _, p := range form.Priorities {
				names = append(names, p.Name)
			}
			return names
		}
		before := len(names())
		urgent := new(models.Priority)
		modelstest.Write(t, db, func(tx *models.Tx) (err error) {
			urgent, err = models.CreatePriority(tx, "Urgent", false)
			return err
		})
		if now := names(); len(now) != before+1 || now[before] != "Urgent" {
			t.Errorf("known are %q", now)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error { return urgent.Rename(tx, "Emergency") })
		if now := names(); now[before] != "Emergency" {
			t.Errorf("known are %q", now)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error { return urgent.Remove(tx) })
		if now := names(); len(now) != before {
			t.Errorf("known are %q", now)
		}
	})
}
