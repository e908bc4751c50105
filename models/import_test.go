package models_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"anteroom/models"
)

// importing is a house with lists and priorities that files are brought to.
type importing struct{ *house }

func eachImporting(t *testing.T, test func(w importing)) {
	eachHouse(t, func(h *house) {
		h.priority("P1", 1, false)
		h.priority("P2", 2, false)
		test(importing{h})
	})
}

// upload brings a file in and matches its columns as guessed, but for those said as pairs of number and target.
func (w importing) upload(file string, change ...func(i *models.Import)) *models.Import {
	w.Helper()
	read, err := models.ReadCSV(strings.NewReader(file))
	if err != nil {
		w.Fatal(err)
	}
	var i *models.Import
	w.write(func(tx *models.Tx) (err error) {
		i, err = models.UploadImport(tx, "people.csv", read)
		return err
	})
	for _, c := range change {
		c(i)
	}
	w.write(func(tx *models.Tx) error { return i.Match(tx, i.Targets, i.DateFormat, i.UpdateKnown) })
	if err := models.PlanImport(w.Context(), w.db, i.ID); err != nil {
		w.Fatal(err)
	}
	return w.find(i.ID)
}

func (w importing) find(id int64) *models.Import {
	w.Helper()
	i, err := models.FindImport(w.db.Read(w.Context()), id)
	if err != nil {
		w.Fatal(err)
	}
	return i
}

func (w importing) run(i *models.Import, keepOrder, quiet bool) *models.Import {
	w.Helper()
	w.write(func(tx *models.Tx) error { return i.Start(tx, keepOrder, quiet) })
	return w.work(i)
}

func (w importing) work(i *models.Import) *models.Import {
	w.Helper()
	if err := models.RunImports(w.Context(), w.db); err != nil {
		w.Fatal(err)
	}
	return w.find(i.ID)
}

func (w importing) expectRows(i *models.Import, want string) {
	w.Helper()
	rows, err := i.PreviewRows(w.db.Read(w.Context()), models.At(w.now), false)
	if err != nil {
		w.Fatal(err)
	}
	var got []string
	for _, row := range rows {
		got = append(got, fmt.Sprintf("%d %s", row.Line, row.Status))
		if row.Status == models.RowError {
			w.Log(row.Line, row.Problem)
		}
	}
	if strings.Join(got, ", ") != want {
		w.Errorf("the rows are %q, want %q", strings.Join(got, ", "), want)
	}
}

func (w importing) people() []models.Person {
	w.Helper()
	list, err := models.ListPeople(w.db.Read(w.Context()), models.PeopleFilter{Scope: models.Everywhere(), Sort: models.ByCreated, Reverse: true})
	if err != nil {
		w.Fatal(err)
	}
	return list.People
}

func (w importing) names() string {
	w.Helper()
	var names []string
	for _, p := range w.people() {
		names = append(names, p.Name())
	}
	return strings.Join(names, ", ")
}

func (w importing) events() (events []models.Event) {
	w.Helper()
	if err := w.db.Read(w.Context()).Order("sequence").Find(&events).Error; err != nil {
		w.Fatal(err)
	}
	return events
}

const famFile = "First name,Last name,DOB,Phone,Priority,Waitlist,Applied on,Start date,Notes,Family\n" +
	"Ida,Brandt,02.08.2024,030 901820,P2,Toddlers,25.06.2026,01.01.2027,Wheelchair,Brandt\n" +
	"Ella,Brandt,,030 901820,,toddlers,24.06.2026,,,Brandt\n" +
	"Noor,Haddad,31.04.2024,030 901821,P9,Nowhere,,,,\n" +
	"Mateo,Ruiz,,,P1,Toddlers,,,,\n"

func TestAFileIsPlannedThenRunThenUndone(t *testing.T) {
	eachImporting(t, func(w importing) {
		list := w.list("Toddlers")
		i := w.upload(famFile)
		if len(w.people()) != 0 || len(w.events()) != 0 {
			t.Fatalf("a plan wrote %s", w.names())
		}
		w.expectRows(i, "2 add, 3 add, 4 error, 5 add")
		i = w.run(i, false, false)
		w.expectRows(i, "2 added, 3 added, 4 error, 5 added")
		w.expect(list, "Mateo", "Ida", "Ella")
		people := w.people()
		if len(people) != 3 || people[0].FamilyID != people[1].FamilyID || people[2].FamilyID == people[0].FamilyID {
			t.Errorf("families are %v", people)
		}
		if n := len(w.events()); n != 3 {
			t.Errorf("%d events for 3 people", n)
		}
		w.write(func(tx *models.Tx) error { return i.Undo(tx) })
		i = w.work(i)
		w.expectRows(i, "2 undone, 3 undone, 4 error, 5 undone")
		if len(w.people()) != 0 || i.State != models.ImportUndone {
			t.Errorf("after undo there are %s, and the import is %s", w.names(), i.State)
		}
		if err := w.try(func(tx *models.Tx) error { return i.Undo(tx) }); err == nil {
			t.Error("an import was undone twice")
		}
	})
}

func TestPeopleWeKnowAreUpdatedOrSkippedAndPutBack(t *testing.T) {
	eachImporting(t, func(w importing) {
		w.list("Toddlers")
		ida := w.child("Ida", "2024-08-02", func(p *models.Person) { p.Phone = "030 1" })
		const file = "Name;Birthdate;Phone;Waitlist;Note\n\"Brandt, Ida\";2024-08-02;030 901820;Toddlers;New phone\nIda Brandt;2023-01-01;030 1;;\nBrandt, Ida;2.8.2024;;;\n"
		skipping := w.upload(file, func(i *models.Import) { i.UpdateKnown = false })
		w.expectRows(skipping, "2 skip, 3 add, 4 skip")
		i := w.upload(file)
		w.expectRows(i, "2 update, 3 add, 4 update")
		i = w.run(i, false, false)
		w.expectRows(i, "2 updated, 3 added, 4 skip")
		page, err := models.FindPersonPage(w.db.Read(t.Context()), models.Everywhere(), ida.ID)
		if err != nil || page.Person.Phone != "030 901820" || len(page.Notes) != 1 || len(page.Entries) != 1 {
			t.Errorf("Ida is %+v, %v", page, err)
		}
		w.write(func(tx *models.Tx) error { return i.Undo(tx) })
		w.work(i)
		page, err = models.FindPersonPage(w.db.Read(t.Context()), models.Everywhere(), ida.ID)
		if err != nil || page.Person.Phone != "030 1" || len(page.Notes) != 0 || page.Entries[0].Status != models.Removed || len(w.people()) != 1 {
			t.Errorf("after undo Ida is %+v, %v", page, err)
		}
	})
}

func TestWhoWasChangedSinceStaysWhenAnImportIsUndone(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.run(w.upload("First name,Last name\nIda,Brandt\nNoor,Haddad\n"), false, false)
		ida := w.people()[0]
		w.write(func(tx *models.Tx) error {
			_, err := ida.AddNote(tx, "Called", false)
			return err
		})
		w.write(func(tx *models.Tx) error { return i.Undo(tx) })
		w.expectRows(w.work(i), "2 kept, 3 undone")
		if w.names() != "Ida Brandt" {
			t.Errorf("left are %s", w.names())
		}
		again := w.run(w.upload("First name,Last name\nMateo,Ruiz\n"), false, false)
		w.now = w.now.Add(25 * time.Hour)
		if err := w.try(func(tx *models.Tx) error { return again.Undo(tx) }); !strings.Contains(fmt.Sprint(err), "24 hours") {
			t.Errorf("after a day: %v", err)
		}
	})
}

func TestTheOrderOfTheFileIsKeptWhereWished(t *testing.T) {
	eachImporting(t, func(w importing) {
		list := w.list("Toddlers")
		const file = "First name,Priority,Waitlist,Applied on\nAda,,Toddlers,2026-03-01\nBea,P1,Toddlers,2026-02-01\nCem,P2,Toddlers,2026-01-01\n"
		w.run(w.upload(file), true, false)
		w.expect(list, "Ada", "Bea", "Cem")
		other := w.list("Infants")
		w.run(w.upload(strings.ReplaceAll(strings.NewReplacer("Ada", "Xia", "Bea", "Yan", "Cem", "Zoe").Replace(file), "Toddlers", "Infants")), false, false)
		w.expect(other, "Yan", "Zoe", "Xia")
	})
}

func TestAQuietImportMarksItsEvents(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.run(w.upload("First name\nIda\n"), false, true)
		event := w.events()[0]
		if !event.Quiet || event.ByKind != models.ByImport || event.ByName != fmt.Sprintf("Ana Castillo, import %d", i.ID) {
			t.Errorf("the event is %+v", event)
		}
	})
}

func TestAnImportGoesOnWhereItWasKilled(t *testing.T) {
	eachImporting(t, func(w importing) {
		var file strings.Builder
		file.WriteString("First name,Last name\n")
		for n := range 250 {
			fmt.Fprintf(&file, "Child %d,Brandt\n", n)
		}
		i := w.upload(file.String())
		w.write(func(tx *models.Tx) error { return i.Start(tx, false, false) })
		killed := errors.New("killed")
		batches := 0
		w.db.Announce = func(*models.Tx, []models.Event) error {
			if batches++; batches == 2 {
				return killed
			}
			return nil
		}
		if err := models.RunImports(t.Context(), w.db); !errors.Is(err, killed) {
			t.Fatal(err)
		}
		counts, err := i.Counts(w.db.Read(t.Context()))
		if err != nil || counts[models.RowAdded] != 100 || counts[models.RowAdd] != 150 {
			t.Errorf("after the kill the rows are %v, %v", counts, err)
		}
		w.work(i)
		if n := len(w.events()); n != 250 {
			t.Errorf("%d people came of 250 rows", n)
		}
	})
}

func TestAColumnBecomesAFieldOfItsType(t *testing.T) {
	eachImporting(t, func(w importing) {
		i := w.upload("First name,Shoe size\nIda,27\n", func(i *models.Import) { i.Targets[1] = models.ColumnOfNew(models.TypeNumber) })
		if !i.MakesFields() {
			t.Error("no field is announced")
		}
		w.run(i, false, false)
		fields, err := models.OpenFields(w.db.Read(t.Context()))
		if err != nil || fields[len(fields)-1].Key != "Shoe size" || fields[len(fields)-1].Type != models.TypeNumber {
			t.Errorf("the fields are %v, %v", fields, err)
		}
	})
}

func TestAnExportComesBackAsItWas(t *testing.T) {
	eachImporting(t, func(w importing) {
		w.list("Toddlers")
		w.list("Infants; and babies")
		w.run(w.upload(famFile), false, false)
		var out strings.Builder
		if err := models.ExportPeople(w.db.Read(t.Context()), models.PeopleFilter{Scope: models.Everywhere()}, &out); err != nil {
			t.Fatal(err)
		}
		before := len(w.events())
		i := w.upload(out.String())
		w.expectRows(i, "2 update, 3 update, 4 update")
		w.expectRows(w.run(i, false, false), "2 skip, 3 skip, 4 skip")
		if len(w.events()) != before {
			t.Error("an export that came back changed somebody")
		}
	})
}

func TestErasureReachesTheRowsOfImports(t *testing.T) {
	eachImporting(t, func(w importing) {
		w.run(w.upload("First name,Phone\nIda,030 901820\n"), false, false)
		again := w.upload("First name,Phone\nIda,030 901820\n", func(i *models.Import) { i.UpdateKnown = false })
		ida := w.people()[0]
		w.write(func(tx *models.Tx) error { return ida.Erase(tx) })
		var rows []models.ImportRow
		if err := w.db.Read(t.Context()).Where("import_id = ?", again.ID).Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(rows)
		if err != nil || strings.Contains(string(text), "Ida") || strings.Contains(string(text), "030") {
			t.Errorf("left of Ida is %s, %v", text, err)
		}
	})
}
