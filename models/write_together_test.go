package models_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"golang.org/x/sync/errgroup"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func newList(t *testing.T, db *models.DB, name string) *models.Waitlist {
	t.Helper()
	list := &models.Waitlist{PublicID: models.NewPublicID(), Slug: name, Name: name, AgeAt: models.AgeAtToday}
	modelstest.Write(t, db, func(tx *models.Tx) error {
		list.CreatedAt = models.TxNow(tx)
		return tx.Create(list).Error
	})
	return list
}

// Many people join two lists at once, some in one order and some in the other, which deadlocks on PostgreSQL
// now and then: it is tried again, and nobody's place or number is lost or doubled.
func TestPeopleWhoJoinTogetherGetPlacesAndNumbersWithoutAGap(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		lists := []*models.Waitlist{newList(t, db, "infants"), newList(t, db, "toddlers")}
		var heard sync.Map
		db.Committed = func(_ context.Context, events []models.Event) {
			for _, event := range events {
				heard.Store(event.Sequence, event.SubjectID)
			}
		}
		const clients, each = 8, 10
		var group errgroup.Group
		for client := range clients {
			group.Go(func() error {
				for i := range each {
					err := modelstest.Insist(t.Context(), db, func(tx *models.Tx) error {
						child := &models.Person{FirstName: fmt.Sprintf("Child %d of %d", i, client)}
						for n := range lists {
							child.Entries = append(child.Entries, models.Entry{WaitlistID: lists[(n+client)%2].ID})
						}
						return tx.Create(child).Error
					})
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		for sequence := range int64(clients * each) {
			if _, ok := heard.Load(sequence + 1); !ok {
				t.Errorf("number %d is missing", sequence+1)
			}
		}
		for _, list := range lists {
			var entries []models.Entry
			if err := db.Read(t.Context()).Where("waitlist_id = ?", list.ID).Order("added_at, id").Find(&entries).Error; err != nil {
				t.Fatal(err)
			}
			if len(entries) != clients*each {
				t.Fatalf("%d entries", len(entries))
			}
			for i, entry := range entries {
				if entry.Position == nil || *entry.Position != i+1 {
					t.Fatalf("entry %d of %s has position %v", i, list.Name, entry.Position)
				}
			}
		}
	})
}

// Two staff members edit one person at the same moment: each event's before is the other's after.
func TestTheBeforeOfAnEventIsTheAfterOfTheLast(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := &models.Person{FirstName: "Ida"}
		modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(ida).Error })
		var group errgroup.Group
		for client := range 8 {
			group.Go(func() error {
				for i := range 5 {
					err := modelstest.Insist(t.Context(), db, func(tx *models.Tx) error {
						return tx.Create(&models.Note{PersonID: ida.ID, Text: fmt.Sprintf("%d/%d", client, i)}).Error
					})
					if err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		var events []models.Event
		if err := db.Read(t.Context()).Order("sequence").Find(&events).Error; err != nil {
			t.Fatal(err)
		}
		if len(events) != 41 {
			t.Fatalf("%d events", len(events))
		}
		for i := 1; i < len(events); i++ {
			if events[i].Before != events[i-1].After {
				t.Fatalf("event %d begins elsewhere than %d ended", i+1, i)
			}
		}
	})
}
