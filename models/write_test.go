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

// heard collects what Write announces.
type heard struct{ events []models.Event }

func listen(db *models.DB) *heard {
	h := new(heard)
	db.Committed = func(_ context.Context, events []models.Event) { h.events = append(h.events, events...) }
	return h
}

// news words the events about people since the last call.
func (h *heard) news() []string {
	words := []string{}
	for i := range h.events {
		if h.events[i].SubjectKind != models.KindPerson {
			continue
		}
		person, err := h.events[i].Person()
		if err != nil {
			panic(err)
		}
		words = append(words, string(h.events[i].Change)+" "+person.FirstName)
	}
	h.events = nil
	return words
}

func (h *heard) expect(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), h.news()); diff != "" {
		t.Error(diff)
	}
}

func TestAWriteSaysOnceWhatItMadeOfEachSubject(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		h := listen(db)
		list := &models.Waitlist{PublicID: models.NewPublicID(), Slug: "toddlers", Name: "Toddlers", AgeAt: "today"}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			list.CreatedAt = models.TxNow(tx)
			return tx.Create(list).Error
		})
		ida := &models.Person{FirstName: "Ida", LastName: "Brandt"}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			ida.Notes = []models.Note{{Text: "Allergic to nuts"}}
			ida.Entries = []models.Entry{{WaitlistID: list.ID}}
			return tx.Create(ida).Error
		})
		if len(h.events) != 1 || h.events[0].Sequence != 1 {
			t.Fatalf("a sign-up with a note and a place is one event: %+v", h.events)
		}
		after, err := h.events[0].PersonAfter()
		if err != nil {
			t.Fatal(err)
		}
		if len(after.Notes) != 1 || len(after.Entries) != 1 || after.Entries[0].Position == nil || *after.Entries[0].Position != 1 {
			t.Fatalf("the snapshot has the note and the place: %+v", after)
		}
		h.expect(t, "added Ida")

		noor := &models.Person{FirstName: "Noor", LastName: "Haddad"}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			if err := tx.Create(noor).Error; err != nil {
				return err
			}
			if err := tx.Create(&models.Note{PersonID: ida.ID, Text: "Sister comes in May"}).Error; err != nil {
				return err
			}
			noor.Email = "haddad@example.org"
			return tx.Save(noor).Error
		})
		h.expect(t, "added Noor", "updated Ida")

		modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Save(noor).Error })
		h.expect(t)

		modelstest.Write(t, db, func(tx *models.Tx) error {
			if err := tx.Create(&models.Person{FirstName: "Nobody"}).Error; err != nil {
				return err
			}
			return tx.Where("first_name = ?", "Nobody").Take(&models.Person{}).Error
		})
		h.expect(t, "added Nobody")

		modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Delete(ida).Error })
		h.expect(t, "deleted Ida")
	})
}

func TestARollbackSaysNothing(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		h := listen(db)
		changed := errors.New("changed their mind")
		err := db.Write(t.Context(), func(tx *models.Tx) error {
			if err := tx.Create(&models.Person{FirstName: "Ida"}).Error; err != nil {
				return err
			}
			return changed
		})
		if !errors.Is(err, changed) {
			t.Fatal(err)
		}
		modelstest.Write(t, db, func(tx *models.Tx) error {
			err := tx.Transaction(func(inner *models.Tx) error {
				if err := inner.Create(&models.Person{FirstName: "Ghost"}).Error; err != nil {
					return err
				}
				return changed
			})
			if !errors.Is(err, changed) {
				return err
			}
			return tx.Create(&models.Person{FirstName: "Noor"}).Error
		})
		if len(h.events) != 1 || h.events[0].Sequence != 1 {
			t.Errorf("no number is used up by what was rolled back: %+v", h.events)
		}
		h.expect(t, "added Noor")
	})
}

func TestAChangeThatHooksWouldNotSeeIsRefused(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		ida := &models.Person{FirstName: "Ida"}
		modelstest.Write(t, db, func(tx *models.Tx) error { return tx.Create(ida).Error })
		h := listen(db)
		for name, change := range map[string]func(tx *models.Tx) error{
			"many by condition": func(tx *models.Tx) error {
				return tx.Model(&models.Person{}).Where("family_id > 0").Update("first_name", "X").Error
			},
			"a column alone": func(tx *models.Tx) error { return tx.Model(ida).UpdateColumn("first_name", "X").Error },
			"a bare table":   func(tx *models.Tx) error { return tx.Table("people").Where("id > 0").Update("first_name", "X").Error },
			"delete by condition": func(tx *models.Tx) error {
				return tx.Where("id > 0").Delete(&models.Person{}).Error
			},
			"delete notes of nobody": func(tx *models.Tx) error { return tx.Where("id > 0").Delete(&models.Note{}).Error },
		} {
			if err := db.Write(t.Context(), change); err == nil {
				t.Errorf("%s: went through", name)
			}
		}
		if err := db.Read(t.Context()).Create(&models.Person{FirstName: "Outside"}).Error; err == nil {
			t.Error("a person was made outside a Write")
		}
		h.expect(t)
	})
}

func TestManyPeopleInOneWriteAreNumberedWithoutAGap(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		h := listen(db)
		people := make([]models.Person, 1200)
		for i := range people {
			people[i] = models.Person{FirstName: fmt.Sprintf("Child %d", i)}
		}
		modelstest.Write(t, db, func(tx *models.Tx) error { return tx.CreateInBatches(&people, 200).Error })
		for i := range h.events {
			if h.events[i].Sequence != int64(i+1) || h.events[i].SubjectID != people[i].ID {
				t.Fatalf("event %d is %d about %d", i, h.events[i].Sequence, h.events[i].SubjectID)
			}
		}
		start := time.Now()
		modelstest.Write(t, db, func(tx *models.Tx) error {
			ids := make([]int64, len(people))
			for i := range people {
				ids[i] = people[i].ID
			}
			if err := models.Touch(tx, models.KindPerson, ids...); err != nil {
				return err
			}
			for i := range people {
				people[i].LastName = "Brandt"
				if err := tx.Save(&people[i]).Error; err != nil {
					return err
				}
			}
			return nil
		})
		t.Logf("changed %d people in %s", len(people), time.Since(start))
		if len(h.events) != 2400 {
			t.Errorf("%d events", len(h.events))
		}
	})
}

func TestAListIsNewToItsWatchersAlsoAfterASavepointWasRolledBack(t *testing.T) {
	modelstest.Each(t, func(t *testing.T, db *models.DB) {
		list := newList(t, db, "toddlers")
		version := func() (version int64) {
			t.Helper()
			if err := db.Read(t.Context()).Model(&models.Waitlist{}).Where("id = ?", list.ID).Select("version").Take(&version).Error; err != nil {
				t.Fatal(err)
			}
			return version
		}
		before := version()
		modelstest.Write(t, db, func(tx *models.Tx) error {
			changed := errors.New("changed their mind")
			err := tx.Transaction(func(inner *models.Tx) error {
				ghost := &models.Person{FirstName: "Ghost", Entries: []models.Entry{{WaitlistID: list.ID}}}
				if err := inner.Create(ghost).Error; err != nil {
					return err
				}
				return changed
			})
			if !errors.Is(err, changed) {
				return err
			}
			return tx.Create(&models.Person{FirstName: "Noor", Entries: []models.Entry{{WaitlistID: list.ID}}}).Error
		})
		if version() <= before {
			t.Error("nobody who watches the list hears of Noor")
		}
	})
}
