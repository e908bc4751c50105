package models_test

import (
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/models"
	"anteroom/models/modelstest"
)

func (h *house) sound() {
	h.Helper()
	broken, err := models.Check(h.db.Read(h.Context()))
	if err != nil {
		h.Fatal(err)
	}
	for _, sentence := range broken {
		h.Error(sentence)
	}
}

func TestThereIsAlwaysRoomBetweenTwo(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Zoe", "Noor", "Mateo", "Thijs")
		h.write(func(tx *models.Tx) error { return line["Noor"].PlaceAfter(tx, line["Ida"], "") })
		for i := range 70 {
			mover, other := "Mateo", "Thijs"
			if i%2 == 1 {
				mover, other = other, mover
			}
			h.write(func(tx *models.Tx) error { return line[mover].PlaceAfter(tx, line["Noor"], "") })
			if i > 0 {
				h.expect(list, "Ida", "Noor", mover, other, "Zoe")
			}
		}
		h.sound()
	})
}

// act does something at random that staff may do; what is refused with a sentence is fine.
func act(db *models.DB, t *testing.T, entries []int64, lists []*models.Waitlist, priority *int64, pick func(n int) int) error {
	err := modelstest.Insist(t.Context(), db, func(tx *models.Tx) error {
		load := func() (*models.Entry, error) {
			e := new(models.Entry)
			return e, tx.Take(e, entries[pick(len(entries))]).Error
		}
		e, err := load()
		if err != nil {
			return err
		}
		switch pick(12) {
		case 0, 1, 2:
			return e.MoveTo(tx, 1+pick(len(entries)), "")
		case 3:
			other, err := load()
			if err != nil {
				return err
			}
			return e.PlaceAfter(tx, other, "")
		case 4:
			return e.Remove(tx, "")
		case 5:
			return e.Restore(tx)
		case 6:
			return e.SetPriority(tx, priority)
		case 7:
			return e.Enrol(tx)
		case 8:
			return e.EndEnrolment(tx)
		case 9:
			_, err := e.MoveToList(tx, lists[pick(len(lists))])
			return err
		case 10:
			after, err := load()
			if err != nil {
				return err
			}
			var ids []int64
			err = tx.Model(&models.Entry{}).Where("waitlist_id = ? AND id % 3 = ?", after.WaitlistID, pick(3)).Pluck("id", &ids).Error
			if err == nil {
				_, err = models.MoveMany(tx, ids, after, "")
			}
			return err
		}
		return e.Unplace(tx)
	})
	var sentence models.Sentence
	if errors.As(err, &sentence) {
		return nil
	}
	return err
}

func (h *house) family() (entries []int64, lists []*models.Waitlist, priority *int64) {
	h.Helper()
	lists = []*models.Waitlist{h.list("Toddlers"), h.list("Seniors")}
	priority = &h.priority("P1", 1, false).ID
	h.priority("P0-Sibling", 0, true)
	var family int64
	for i, name := range []string{"Ida", "Noor", "Mateo", "Thijs", "Zoe", "Ella", "Ravi", "Layla"} {
		child := h.child(name, "", func(p *models.Person) {
			if i%2 == 1 {
				p.FamilyID = family
			}
		})
		family = child.FamilyID
		for _, list := range lists {
			entries = append(entries, h.add(list, child, models.NewEntry{}).ID)
		}
	}
	return entries, lists, priority
}

func TestWhateverStaffDoEveryListStaysInOrder(t *testing.T) {
	for _, engine := range modelstest.Engines {
		h := &house{T: t, now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
		h.db = modelstest.Open(t, engine, func() time.Time { return h.now })
		entries, lists, priority := h.family()
		rapid.Check(t, func(r *rapid.T) {
			for range rapid.IntRange(1, 10).Draw(r, "acts") {
				pick := func(n int) int { return rapid.IntRange(0, n-1).Draw(r, "pick") }
				if err := act(h.db, t, entries, lists, priority, pick); err != nil {
					r.Fatal(err)
				}
			}
			h.sound()
			if t.Failed() {
				r.FailNow()
			}
		})
	}
}

func TestStaffWhoActAtTheSameTimeLeaveEveryListInOrder(t *testing.T) {
	eachHouse(t, func(h *house) {
		entries, lists, priority := h.family()
		var all sync.WaitGroup
		for worker := range 6 {
			all.Go(func() {
				random := rand.New(rand.NewPCG(uint64(worker), 7))
				for range 25 {
					if err := act(h.db, t, entries, lists, priority, random.IntN); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		h.sound()
	})
}
