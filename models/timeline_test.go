package models_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// told words a page of history, the newest first.
func told(t testing.TB, db *models.DB, id int64, filter models.TimelineFilter) []string {
	t.Helper()
	words := []string{}
	for from := ""; ; {
		page, err := models.Timeline(db.Read(t.Context()), models.Everywhere(), id, filter, from)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if item.Action != "" {
				words = append(words, fmt.Sprintf("%s: %s %s", item.ByName, item.Action, item.Detail["list"]))
			}
			for _, d := range item.Differences {
				name := string(d.Kind)
				if d.Field != nil {
					name = d.Field.Key
				}
				words = append(words, fmt.Sprintf("%s: %s %s → %s", item.ByName, name, d.Before, d.After))
			}
		}
		if from = page.Next; from == "" {
			return words
		}
	}
}

func TestAPersonsHistoryTellsEveryChangeAndWhoMadeIt(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		newPriority(t, db, "P2", false)
		newPriority(t, db, "P3", false)
		list := newList(t, db, "toddlers")
		ana := models.WithBy(t.Context(), models.By{Kind: models.ByUser, Name: "Ana Castillo"})
		write := func(ctx context.Context, do func(tx *models.Tx) error) {
			t.Helper()
			if err := db.Write(ctx, do); err != nil {
				t.Fatal(err)
			}
		}
		ida := addPerson(t, db, 0, models.Values{"First Name": "Ida", "Last Name": "Brandt", "Priority": "P3"})
		var note *models.Note
		write(ana, func(tx *models.Tx) (err error) {
			fields, err := models.OpenFields(tx)
			if err != nil {
				return err
			}
			if _, err := ida.Change(tx, fields, models.Values{"Priority": "P2"}); err != nil {
				return err
			}
			note, err = ida.AddNote(tx, "Call back", false)
			return err
		})
		write(ana, func(tx *models.Tx) error { return note.Edit(tx, "Called back") })
		write(ana, note.Remove)
		entry := &models.Entry{PersonID: ida.ID, WaitlistID: list.ID}
		write(ana, func(tx *models.Tx) error { return tx.Create(entry).Error })
		write(ana, func(tx *models.Tx) error {
			return models.Record(tx, "entry.placed", models.Subject{Kind: models.KindPerson, ID: ida.ID}, map[string]string{"list": "toddlers"})
		})
		write(ana, func(tx *models.Tx) error {
			now := models.TxNow(tx)
			entry.Status, entry.EndedAt, entry.EndReason = models.Removed, &now, "Moved away"
			return tx.Save(entry).Error
		})
		want := []string{
			"Ana Castillo: entryRemoved waiting → removed",
			"Ana Castillo: entry.placed toddlers",
			"Ana Castillo: entryJoined  → toddlers",
			"Ana Castillo: noteRemoved Called back → ",
			"Ana Castillo: noteEdited Call back → Called back",
			"Ana Castillo: Priority P3 → P2",
			"Ana Castillo: noteAdded  → Call back",
			"Anteroom: personAdded  → Ida Brandt",
		}
		if diff := cmp.Diff(want, told(t, db, ida.ID, models.AllHistory)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{want[3], want[4], want[6]}, told(t, db, ida.ID, models.NoteHistory)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want[:3], told(t, db, ida.ID, models.ListHistory)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{want[5], want[7]}, told(t, db, ida.ID, models.FieldHistory)); diff != "" {
			t.Error(diff)
		}
		write(ana, ida.Remove)
		if _, err := models.Timeline(db.Read(t.Context()), models.Everywhere(), ida.ID, models.AllHistory, ""); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("who is gone has no history: %v", err)
		}
	})
}

func TestALongHistoryIsPagedWithoutAGap(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := addPerson(t, db, 0, named("Ida", "Brandt"))
		want := []string{"Anteroom: personAdded  → Ida Brandt"}
		last := "Brandt"
		for i := range 120 {
			if i%3 == 0 {
				modelstest.Write(t, db, func(tx *models.Tx) error {
					return models.Record(tx, "entry.placed", models.Subject{Kind: models.KindPerson, ID: ida.ID}, map[string]string{"list": fmt.Sprint(i)})
				})
				want = append([]string{fmt.Sprintf("Anteroom: entry.placed %d", i)}, want...)
				continue
			}
			next := fmt.Sprint("Brandt ", i)
			change(t, db, ida.ID, models.Values{"Last Name": next})
			want = append([]string{fmt.Sprintf("Anteroom: Last Name %s → %s", last, next)}, want...)
			last = next
		}
		if diff := cmp.Diff(want, told(t, db, ida.ID, models.AllHistory)); diff != "" {
			t.Error(diff)
		}
		if _, err := models.Timeline(db.Read(t.Context()), models.Everywhere(), ida.ID, models.AllHistory, "x"); err == nil {
			t.Error("a cursor that nobody handed out went through")
		}
	})
}

func TestDifferencesOfEntriesAreNamed(t *testing.T) {
	day := models.At(time.Date(2026, 6, 25, 14, 0, 0, 0, time.UTC))
	later := models.At(time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC))
	base := models.EntrySnapshot{EntryID: 1, WaitlistID: 1, Waitlist: "Infants", Status: models.Waiting, AddedAt: day}
	with := func(alter func(e *models.EntrySnapshot)) *models.PersonSnapshot {
		entry := base
		alter(&entry)
		return &models.PersonSnapshot{Entries: []models.EntrySnapshot{entry}}
	}
	before := with(func(*models.EntrySnapshot) {})
	moved := with(func(e *models.EntrySnapshot) { e.Status, e.EndReason = models.AgedOut, "aged out" })
	moved.Entries = append(moved.Entries, models.EntrySnapshot{EntryID: 2, WaitlistID: 2, Waitlist: "Toddlers", Status: models.Waiting, AddedAt: day})
	five := 5
	for name, c := range map[string]struct {
		before, after *models.PersonSnapshot
		want          []models.DifferenceKind
	}{
		"position":       {before, with(func(e *models.EntrySnapshot) { e.Position = &five }), nil},
		"offer":          {before, with(func(e *models.EntrySnapshot) { e.Status = models.Offered }), []models.DifferenceKind{models.EntryOffered}},
		"withdrawn":      {with(func(e *models.EntrySnapshot) { e.Status = models.Offered }), before, []models.DifferenceKind{models.OfferWithdrawn}},
		"enrolled":       {before, with(func(e *models.EntrySnapshot) { e.Status = models.Enrolled }), []models.DifferenceKind{models.EntryEnrolled}},
		"left":           {before, with(func(e *models.EntrySnapshot) { e.LeftAt = &later }), []models.DifferenceKind{models.EnrolmentEnded}},
		"lapsed":         {before, with(func(e *models.EntrySnapshot) { e.Status = models.Lapsed }), []models.DifferenceKind{models.EntryLapsed}},
		"aged out":       {before, with(func(e *models.EntrySnapshot) { e.Status = models.AgedOut }), []models.DifferenceKind{models.EntryAgedOut}},
		"restored":       {with(func(e *models.EntrySnapshot) { e.Status = models.Removed }), before, []models.DifferenceKind{models.EntryRestored}},
		"confirmed":      {before, with(func(e *models.EntrySnapshot) { e.ConfirmedAt = &later }), []models.DifferenceKind{models.EntryConfirmed}},
		"back-dated":     {with(func(e *models.EntrySnapshot) { e.AddedAt = later }), before, []models.DifferenceKind{models.AddedDate}},
		"requested":      {before, with(func(e *models.EntrySnapshot) { e.RequestedDate = models.Date{Year: 2027, Month: 1, Day: 1} }), []models.DifferenceKind{models.RequestedDate}},
		"own priority":   {before, with(func(e *models.EntrySnapshot) { e.Priority = "P1" }), []models.DifferenceKind{models.EntryPriority}},
		"moved in place": {before, with(func(e *models.EntrySnapshot) { e.WaitlistID, e.Waitlist = 2, "Toddlers" }), []models.DifferenceKind{models.EntryMoved}},
		"moved anew":     {before, moved, []models.DifferenceKind{models.EntryMoved}},
		"deleted":        {before, &models.PersonSnapshot{}, []models.DifferenceKind{models.EntryDeleted}},
		"gone":           {before, nil, nil},
		"new":            {nil, before, []models.DifferenceKind{models.PersonAdded, models.EntryJoined}},
		"family":         {&models.PersonSnapshot{FamilyID: 1}, &models.PersonSnapshot{FamilyID: 2}, []models.DifferenceKind{models.FamilyChanged}},
	} {
		var kinds []models.DifferenceKind
		for _, d := range models.Differences(c.before, c.after) {
			kinds = append(kinds, d.Kind)
		}
		if diff := cmp.Diff(c.want, kinds); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
