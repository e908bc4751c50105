package models_test

import (
	"fmt"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// crowd makes lists of one size full of children who are much too young for anything, in few Writes.
func crowd(b *testing.B, db *models.DB, lists, size int, birth func(i int) models.Date) []models.Waitlist {
	b.Helper()
	made := make([]models.Waitlist, lists)
	until := 24
	for l := range made {
		made[l] = models.Waitlist{Name: fmt.Sprint("List ", l), MaxMonths: &until}
		modelstest.Write(b, db, func(tx *models.Tx) error {
			_, err := made[l].Save(tx)
			return err
		})
		for from := 0; from < size; from += 2500 {
			people := make([]models.Person, min(2500, size-from))
			for i := range people {
				people[i] = models.Person{
					FirstName: fmt.Sprint("Child ", l*size+from+i), LastName: "Brandt", Birthdate: birth(l*size + from + i),
					Entries: []models.Entry{{WaitlistID: made[l].ID}},
				}
			}
			modelstest.Write(b, db, func(tx *models.Tx) error { return tx.CreateInBatches(&people, 500).Error })
		}
	}
	return made
}

func young(int) models.Date { return models.Date{Year: 2026, Month: 6, Day: 1} }

// BenchmarkRecompute moves the last of 10,000 to the top by hand and back: every position changes.
func BenchmarkRecompute(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run(string(engine), func(b *testing.B) {
			db := modelstest.Open(b, engine, time.Now)
			list := crowd(b, db, 1, 10_000, young)[0]
			b.Run("bare", func(b *testing.B) {
				for b.Loop() {
					modelstest.Write(b, db, func(tx *models.Tx) error {
						return tx.Exec("UPDATE entries SET position = position + 0 WHERE waitlist_id = ? AND ended_at IS NULL", list.ID).Error
					})
				}
			})
			b.Run("move", func(b *testing.B) {
				for b.Loop() {
					modelstest.Write(b, db, func(tx *models.Tx) error {
						last := new(models.Entry)
						if err := tx.Where("waitlist_id = ? AND position = 10000", list.ID).Take(last).Error; err != nil {
							return err
						}
						return last.MoveTo(tx, 1, "")
					})
				}
			})
		})
	}
}

// BenchmarkAgeOut is a night over 100,000 people of whom 5,000 leave their list.
func BenchmarkAgeOut(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run(string(engine), func(b *testing.B) {
			now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
			db := modelstest.Open(b, engine, func() time.Time { return now })
			old := 0
			lists := crowd(b, db, 20, 5000, func(i int) models.Date {
				if i%20 == 0 {
					old++
					return models.Date{Year: 2024, Month: 1, Day: 1}
				}
				return young(i)
			})
			older := 48
			modelstest.Write(b, db, func(tx *models.Tx) error {
				next := models.Waitlist{Name: "Seniors", MaxMonths: &older}
				if _, err := next.Save(tx); err != nil {
					return err
				}
				for i := range lists {
					if err := tx.Exec("UPDATE waitlists SET next_waitlist_id = ? WHERE id = ?", next.ID, lists[i].ID).Error; err != nil {
						return err
					}
				}
				return nil
			})
			for b.Loop() {
				nights, err := db.AgeOut(b.Context(), now, false)
				if err != nil || len(nights) != 1 || nights[0].Moved != old {
					b.Fatalf("%d too old, %+v %v", old, nights, err)
				}
				b.Logf("%d of 100,000 moved", nights[0].Moved)
				now = now.AddDate(0, 0, 1)
				old = 0
			}
		})
	}
}

// BenchmarkListEntries is the first page of a list of 10,000 in its own order.
func BenchmarkListEntries(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run(string(engine), func(b *testing.B) {
			db := modelstest.Open(b, engine, time.Now)
			list := crowd(b, db, 1, 10_000, young)[0]
			for _, sort := range []models.EntrySort{models.SortPlace, models.SortName, models.SortAge} {
				b.Run(string(sort), func(b *testing.B) {
					for b.Loop() {
						page, err := models.ListEntries(db.Read(b.Context()), models.EntriesFilter{WaitlistID: list.ID, Sort: sort, Now: models.At(db.Now())})
						if err != nil || len(page.Rows) != 50 {
							b.Fatal(err)
						}
						if _, err := list.Counts(db.Read(b.Context()), models.At(db.Now())); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		})
	}
}
