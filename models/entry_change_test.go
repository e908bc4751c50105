package models_test

import (
	"errors"
	"testing"
	"time"

	"anteroom/models"
)

func TestSomebodyInLineAlreadyKeepsTheirEntry(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		ida := h.child("Ida", "2025-01-31")
		first := h.add(list, ida, models.NewEntry{})
		h.write(func(tx *models.Tx) error {
			again, existed, err := list.Add(tx, ida, models.NewEntry{})
			if !existed || again.ID != first.ID {
				t.Errorf("existed %v, entry %d", existed, again.ID)
			}
			return err
		})
	})
}

func TestABackdatedEntryGoesAheadAndKeepsWhoSaysWhy(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor")
		june := models.At(time.Date(2026, 6, 25, 12, 0, 0, 0, time.UTC))
		var invalid models.Invalid
		if err := h.try(func(tx *models.Tx) error { return line["Noor"].Backdate(tx, june, "") }); !errors.As(err, &invalid) || invalid["reason"] == "" {
			t.Errorf("without a reason: %v", err)
		}
		tomorrow := models.At(h.now.AddDate(0, 0, 1))
		if err := h.try(func(tx *models.Tx) error { return line["Noor"].Backdate(tx, tomorrow, "x") }); !errors.As(err, &invalid) || invalid["addedDate"] == "" {
			t.Errorf("into the future: %v", err)
		}
		created := h.reload(line["Noor"]).CreatedAt
		h.write(func(tx *models.Tx) error { return line["Noor"].Backdate(tx, june, "Paper form") })
		h.expect(list, "Noor", "Ida")
		noor := h.reload(line["Noor"])
		if noor.AddedReason != "Paper form" || noor.AddedBy != "Ana Castillo" || noor.CreatedAt != created {
			t.Errorf("%+v", noor)
		}
	})
}

func TestMovingToAnotherListKeepsTheDateAndEndsTheLoan(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers, seniors := h.list("Toddlers"), h.list("Seniors")
		line := h.line(toddlers, "Ida", "Noor", "Mateo")
		h.line(seniors, "Zoe")
		h.write(func(tx *models.Tx) error { return line["Noor"].MoveTo(tx, 1, "") })
		h.write(func(tx *models.Tx) error {
			there, err := line["Noor"].MoveToList(tx, seniors)
			if there != line["Noor"] || there.IsPlaced() {
				t.Errorf("%+v", there)
			}
			return err
		})
		h.expect(toddlers, "Ida", "Mateo")
		h.expect(seniors, "Noor", "Zoe")
	})
}

func TestMovingToAListWhereOneIsEndsTheOldEntryAndKeepsTheEarlierDate(t *testing.T) {
	eachHouse(t, func(h *house) {
		toddlers, seniors := h.list("Toddlers"), h.list("Seniors")
		ida := h.child("Ida", "")
		old := h.add(toddlers, ida, models.NewEntry{})
		h.line(seniors, "Zoe")
		kept := h.add(seniors, ida, models.NewEntry{})
		h.expect(seniors, "Zoe", "Ida")
		h.write(func(tx *models.Tx) error {
			there, err := old.MoveToList(tx, seniors)
			if err == nil && there.ID != kept.ID {
				t.Errorf("the place there is %d", there.ID)
			}
			return err
		})
		h.expect(seniors, "Ida", "Zoe")
		if old := h.reload(old); old.IsActive() || old.Status != models.Removed || old.EndReason != "Moved to Seniors" {
			t.Errorf("%+v", old)
		}
		if kept := h.reload(kept); kept.AddedAt != old.AddedAt {
			t.Errorf("added %s, want %s", kept.AddedAt, old.AddedAt)
		}
	})
}

func TestManyMoveTogetherAndKeepTheirOrder(t *testing.T) {
	eachHouse(t, func(h *house) {
		list, other := h.list("Toddlers"), h.list("Seniors")
		line := h.line(list, "Ida", "Noor", "Mateo", "Thijs", "Zoe")
		ids := func(names ...string) (ids []int64) {
			for _, name := range names {
				ids = append(ids, line[name].ID)
			}
			return ids
		}
		move := func(after *models.Entry, names ...string) {
			h.Helper()
			h.write(func(tx *models.Tx) error {
				_, err := models.MoveMany(tx, ids(names...), after, "")
				return err
			})
		}
		move(line["Zoe"], "Noor", "Ida")
		h.expect(list, "Mateo", "Thijs", "Zoe", "Ida", "Noor")
		move(nil, "Noor", "Zoe")
		h.expect(list, "Zoe", "Noor", "Mateo", "Thijs", "Ida")
		move(line["Mateo"], "Mateo", "Ida")
		h.expect(list, "Zoe", "Noor", "Mateo", "Ida", "Thijs")
		h.write(func(tx *models.Tx) error {
			_, err := models.MoveManyToList(tx, ids("Noor", "Thijs"), other)
			return err
		})
		h.expect(other, "Noor", "Thijs")
		h.write(func(tx *models.Tx) error {
			done, err := models.RemoveMany(tx, ids("Zoe", "Ida"), "Moved away")
			if done != 2 {
				t.Errorf("%d removed", done)
			}
			return err
		})
		h.expect(list, "Mateo")
	})
}

func TestARemovedEntryComesBackWhereItStoodUnlessThereIsANewerOne(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor", "Mateo")
		h.write(func(tx *models.Tx) error { return line["Ida"].Remove(tx, "No longer needed") })
		h.expect(list, "Noor", "Mateo")
		h.write(func(tx *models.Tx) error { return line["Ida"].Restore(tx) })
		h.expect(list, "Ida", "Noor", "Mateo")
		if ida := h.reload(line["Ida"]); ida.EndReason != "" || ida.EndedBy != "" || ida.Status != models.Waiting {
			t.Errorf("%+v", ida)
		}
		h.write(func(tx *models.Tx) error { return line["Ida"].Remove(tx, "") })
		h.write(func(tx *models.Tx) error {
			_, _, err := list.Add(tx, &models.Person{ID: line["Ida"].PersonID}, models.NewEntry{})
			return err
		})
		var sentence models.Sentence
		if err := h.try(func(tx *models.Tx) error { return line["Ida"].Restore(tx) }); !errors.As(err, &sentence) {
			t.Errorf("restored beside a newer place: %v", err)
		}
	})
}

func TestAnEnrolledSiblingGivesPriorityOnlyWhileEnrolled(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		h.priority("P1-Sibling", 1, true)
		ella := h.child("Ella", "")
		place := h.add(list, ella, models.NewEntry{})
		h.line(list, "Noor")
		h.add(list, h.child("Ida", "", func(p *models.Person) { p.FamilyID = ella.FamilyID }), models.NewEntry{})
		h.expect(list, "Ella", "Noor", "Ida")
		h.write(func(tx *models.Tx) error { return place.Enrol(tx) })
		h.expect(list, "Ida", "Noor")
		page, err := models.ListEntries(h.db.Read(t.Context()), models.EntriesFilter{WaitlistID: list.ID, Now: models.At(h.now)})
		if err != nil {
			t.Fatal(err)
		}
		if why := page.Rows[0].Why; why != "P1-Sibling, as Ella is enrolled, applied 2 Nov" {
			t.Error(why)
		}
		h.write(func(tx *models.Tx) error { return place.EndEnrolment(tx) })
		h.expect(list, "Noor", "Ida")
	})
}

func TestWhoIsMovedBehindSomebodyOfALentRankBorrowsThatRank(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		h.priority("P1-Sibling", 1, true)
		ella := h.child("Ella", "")
		h.write(func(tx *models.Tx) error {
			place, _, err := list.Add(tx, ella, models.NewEntry{})
			if err != nil {
				return err
			}
			return place.Enrol(tx)
		})
		line := h.line(list, "Noor", "Mateo")
		h.add(list, h.child("Ida", "", func(p *models.Person) { p.FamilyID = ella.FamilyID }), models.NewEntry{})
		h.expect(list, "Ida", "Noor", "Mateo")
		h.write(func(tx *models.Tx) error { return line["Mateo"].MoveTo(tx, 2, "Twin") })
		h.expect(list, "Ida", "Mateo", "Noor")
		h.write(func(tx *models.Tx) error { return line["Mateo"].MoveTo(tx, 1, "Twin") })
		h.expect(list, "Mateo", "Ida", "Noor")
	})
}

func TestAnOfferIsTakenBackOrBecomesAPlace(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor")
		until := models.At(h.now.Add(48 * time.Hour))
		h.write(func(tx *models.Tx) error { return line["Ida"].Offer(tx, until) })
		h.expect(list, "Ida", "Noor")
		counts, err := list.Counts(h.db.Read(t.Context()), models.At(h.now))
		if err != nil || counts.Offered != 1 || counts.Waiting != 1 || counts.Active != 2 {
			t.Errorf("%+v %v", counts, err)
		}
		h.write(func(tx *models.Tx) error { return line["Ida"].WithdrawOffer(tx) })
		if ida := h.reload(line["Ida"]); ida.Status != models.Waiting || ida.OfferUntil != nil {
			t.Errorf("%+v", ida)
		}
		var invalid models.Invalid
		if err := h.try(func(tx *models.Tx) error { return line["Ida"].Offer(tx, models.At(h.now.Add(-time.Hour))) }); !errors.As(err, &invalid) {
			t.Errorf("an offer that has expired: %v", err)
		}
		h.write(func(tx *models.Tx) error { return line["Ida"].Confirm(tx) })
		if ida := h.reload(line["Ida"]); ida.ConfirmedBy != "Ana Castillo" || ida.ConfirmedAt == nil {
			t.Errorf("%+v", ida)
		}
	})
}

func TestAChangeOfWhatSomebodyElseChangedIsStale(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		ida := h.line(list, "Ida")["Ida"]
		seen, err := models.FindWaitlist(h.db.Read(t.Context()), models.Everywhere(), "toddlers")
		if err != nil {
			t.Fatal(err)
		}
		h.write(func(tx *models.Tx) error { return ida.Request(tx, models.Date{Year: 2027, Month: 8, Day: 1}) })
		for name, change := range map[string]func(tx *models.Tx) error{
			"entry": func(tx *models.Tx) error { return ida.Expect(tx, 1) },
			"list":  func(tx *models.Tx) error { return seen.Expect(tx, seen.Version) },
		} {
			if err := h.try(change); !errors.Is(err, models.ErrStale) {
				t.Errorf("%s: %v", name, err)
			}
		}
		h.write(func(tx *models.Tx) error { return ida.Expect(tx, 2) })
	})
}

func TestAHandMoveIsKeptWithItsReason(t *testing.T) {
	eachHouse(t, func(h *house) {
		list := h.list("Toddlers")
		line := h.line(list, "Ida", "Noor", "Mateo")
		heard := listen(h.db)
		h.write(func(tx *models.Tx) error { return line["Mateo"].MoveTo(tx, 1, "Moves in next week") })
		heard.expect(t)
		var audits []models.Audit
		if err := h.db.Read(t.Context()).Where("action = ?", "entry.placed").Find(&audits).Error; err != nil {
			t.Fatal(err)
		}
		want := `{"entry":"` + line["Mateo"].PublicID + `","from":"3","list":"Toddlers","reason":"Moves in next week","to":"1"}`
		if len(audits) != 1 || audits[0].Detail != want || audits[0].ByName != "Ana Castillo" || *audits[0].SubjectID != line["Mateo"].PersonID {
			t.Errorf("%+v", audits)
		}
	})
}
