package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"anteroom/models"
)

// twice is a child who was written down twice: the one who stays, and the one who goes with a brother, a note, places and a visit.
type twice struct {
	*house
	kept, gone, brother *models.Person
	both, alone         *models.Waitlist
	stays, ends, moves  *models.Entry
	visit               *models.Visit
}

func writtenTwice(h *house) *twice {
	w := &twice{house: h, both: h.list("Toddlers"), alone: h.list("Preschool")}
	h.line(w.both, "First")
	p2 := h.priority("P2", 2, false)
	w.gone = h.child("Raphael", "2024-05-01", func(p *models.Person) { p.Phone, p.PriorityID = "030 901820", &p2.ID })
	w.brother = h.child("Tom", "2022-05-01", func(p *models.Person) { p.FamilyID = w.gone.FamilyID })
	w.ends, w.moves = h.add(w.both, w.gone, models.NewEntry{}), h.add(w.alone, w.gone, models.NewEntry{})
	w.kept = h.child("Rafael", "2024-05-01", func(p *models.Person) { p.Email = "rafael@linden.example" })
	w.stays = h.add(w.both, w.kept, models.NewEntry{})
	h.write(func(tx *models.Tx) (err error) {
		if _, err = w.gone.AddNote(tx, "Fridays would do as well.", true); err != nil {
			return err
		}
		location, err := models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
		if err != nil {
			return err
		}
		if err := location.OpenQueue(tx); err != nil {
			return err
		}
		w.visit, err = location.Join(tx, models.NewVisit{PersonID: &w.gone.ID, ForStaff: true})
		return err
	})
	return w
}

func (w *twice) merge(take models.Values) *models.Merge {
	w.Helper()
	var merge *models.Merge
	w.write(func(tx *models.Tx) (err error) {
		kept, gone := &models.Person{ID: w.kept.ID}, &models.Person{ID: w.gone.ID}
		merge, err = kept.Merge(tx, gone, take, true)
		return err
	})
	return merge
}

func (w *twice) now(id int64) *models.FullPerson {
	w.Helper()
	p, err := models.FindFullPerson(w.db.Read(w.Context()), models.Everywhere(), id)
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// sound says that nothing is broken.
func (w *twice) sound() {
	w.Helper()
	if broken, err := models.Check(w.db.Read(w.Context())); err != nil || len(broken) > 0 {
		w.Error(broken, err)
	}
}

func TestTwoPeopleBecomeOneWithAllThatTheyHave(t *testing.T) {
	eachHouse(t, func(h *house) {
		w := writtenTwice(h)
		heard := listen(h.db)
		w.merge(models.Values{"Phone #": "030 901820", "Priority": "P2"})
		if !slices.ContainsFunc(heard.events, func(e models.Event) bool { return e.SubjectKind == models.KindVisit && e.Change == models.Updated }) {
			h.Error("nobody hears of the visit")
		}
		heard.expect(h.T, "deleted Raphael", "updated Rafael", "updated Tom")

		page, err := models.FindPersonPage(h.db.Read(h.Context()), models.Everywhere(), w.kept.ID)
		if err != nil {
			h.Fatal(err)
		}
		if page.Person.Phone != "030 901820" || page.Person.Email != "rafael@linden.example" || page.Person.FirstName != "Rafael" || page.Priority == nil {
			h.Errorf("%+v", page.Person)
		}
		if len(page.Notes) != 1 || !page.Notes[0].Pinned || len(page.Family) != 1 || page.Family[0].FirstName != "Tom" || len(page.Entries) != 3 {
			h.Errorf("%d notes, %d in the family, %d places", len(page.Notes), len(page.Family), len(page.Entries))
		}
		w.expect(w.both, "Rafael", "First") // by the priority that came along
		w.expect(w.alone, "Rafael")
		if got := h.reload(w.stays); !got.AddedAt.Equal(h.reload(w.ends).AddedAt.Time) || !got.IsActive() || h.reload(w.ends).IsActive() {
			h.Errorf("the earlier date does not stay: %+v", got)
		}
		visit, err := models.FindVisit(h.db.Read(h.Context()), models.Everywhere(), w.visit.PublicID)
		if err != nil || visit.PersonID == nil || *visit.PersonID != w.kept.ID {
			h.Error("the visit stays behind", err)
		}
		w.sound()
	})
}

func TestAMergeIsUndoneWithinADay(t *testing.T) {
	eachHouse(t, func(h *house) {
		w := writtenTwice(h)
		before := map[int64]*models.FullPerson{w.kept.ID: w.now(w.kept.ID), w.gone.ID: w.now(w.gone.ID), w.brother.ID: w.now(w.brother.ID)}
		w.merge(models.Values{"First Name": "Raphael", "Phone #": "030 901820", "Email": ""})
		h.write(func(tx *models.Tx) error { // what somebody changes since stays
			fields, err := models.OpenFields(tx)
			if err != nil {
				return err
			}
			kept, err := models.FindPerson(tx, models.Everywhere(), w.kept.ID)
			if err != nil {
				return err
			}
			_, err = kept.Change(tx, fields, models.Values{"Phone #": "030 901899"})
			return err
		})
		heard := listen(h.db)
		undo := func() error {
			return h.try(func(tx *models.Tx) error {
				merge, err := models.LastMerge(tx, w.kept.ID, models.TxNow(tx))
				if err != nil || merge == nil {
					return errors.Join(err, errors.New("no merge to undo"))
				}
				return merge.Undo(tx)
			})
		}
		if err := undo(); err != nil {
			h.Fatal(err)
		}
		heard.expect(h.T, "updated Rafael", "added Raphael", "updated Tom")
		before[w.kept.ID].Person.Phone = "030 901899"
		for id, was := range before {
			now := w.now(id)
			for _, p := range []*models.FullPerson{was, now} {
				for i := range p.Entries {
					e := &p.Entries[i]
					e.Version, e.Waitlist, e.Person = 0, nil, nil
				}
				p.Person.Version, p.Person.UpdatedAt, p.Person.NormalPhone = 0, models.Instant{}, ""
				p.Values = slices.DeleteFunc(p.Values, func(v models.FieldValue) bool { return v.Field.Purpose == models.ForPhone })
			}
			if diff := cmp.Diff(was, now, cmpopts.IgnoreUnexported(models.Entry{})); diff != "" {
				h.Errorf("person %d: %s", id, diff)
			}
		}
		if err := undo(); err == nil {
			h.Error("undone twice")
		}
		w.sound()
	})
}

func TestAMergeOfYesterdayStays(t *testing.T) {
	eachHouse(t, func(h *house) {
		w := writtenTwice(h)
		merge := w.merge(nil)
		h.now = h.now.Add(24 * time.Hour)
		var sentence models.Sentence
		if err := h.try(func(tx *models.Tx) error { return merge.Undo(tx) }); !errors.As(err, &sentence) {
			h.Error(err)
		}
		if last, err := models.LastMerge(h.db.Read(h.Context()), w.kept.ID, models.At(h.now)); err != nil || last != nil {
			h.Error("an undo is offered", err)
		}
		if _, err := h.db.Retain(h.Context(), h.now, false); err != nil {
			h.Fatal(err)
		}
		if text := everything(h.T, h.db)["merges"]; strings.Contains(text, "Raphael") || !strings.Contains(text, "kept_id") {
			h.Error("what an undo would have needed is kept:", text)
		}
	})
}

func TestAnOfferStaysWhicheverOfTheTwoHasIt(t *testing.T) {
	eachHouse(t, func(h *house) {
		w := writtenTwice(h)
		h.write(func(tx *models.Tx) error { return w.ends.Offer(tx, models.At(h.now.Add(48*time.Hour))) })
		w.merge(nil)
		if got := h.reload(w.ends); got.Status != models.Offered || got.PersonID != w.kept.ID || h.reload(w.stays).IsActive() {
			h.Errorf("%+v", got)
		}
		h.write(func(tx *models.Tx) error {
			merge, err := models.LastMerge(tx, w.kept.ID, models.TxNow(tx))
			if err != nil {
				return err
			}
			return merge.Undo(tx)
		})
		if got := h.reload(w.stays); !got.IsActive() || got.PersonID != w.kept.ID || h.reload(w.ends).PersonID != w.gone.ID {
			h.Errorf("%+v", got)
		}
		w.sound()
	})
}

func TestErasingReachesThoseWhoBecameOneWithSomebody(t *testing.T) {
	eachHouse(t, func(h *house) {
		w := writtenTwice(h)
		h.write(func(tx *models.Tx) error {
			fields, err := models.OpenFields(tx)
			if err != nil {
				return err
			}
			_, err = w.gone.Change(tx, fields, models.Values{"First Name": "Theodelinde"})
			return err
		})
		w.merge(nil)
		h.write(func(tx *models.Tx) error { return models.EraseByID(tx, models.Everywhere(), w.kept.ID) })
		for _, rows := range everything(h.T, h.db) {
			if strings.Contains(strings.ToLower(rows), "theodelinde") || strings.Contains(rows, "Fridays") {
				h.Errorf("left: %s", rows)
			}
		}
		w.sound()
	})
}

func TestNobodyIsMergedWithThemselves(t *testing.T) {
	eachHouse(t, func(h *house) {
		ida := h.child("Ida", "")
		var sentence models.Sentence
		err := h.try(func(tx *models.Tx) error {
			_, err := ida.Merge(tx, &models.Person{ID: ida.ID}, nil, true)
			return err
		})
		if !errors.As(err, &sentence) {
			h.Error(err)
		}
		err = h.try(func(tx *models.Tx) error {
			_, err := ida.Merge(tx, &models.Person{ID: 999999}, nil, true)
			return err
		})
		if !errors.Is(err, models.ErrNotFound) {
			h.Error(err)
		}
	})
}
