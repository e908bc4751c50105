package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// crowd makes lists of one size full of children.
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
		modelstest.Crowd(b, db, &made[l], size, birth)
	}
	return made
}

func young(int) models.Date { return models.Date{Year: 2026, Month: 6, Day: 1} }

// BenchmarkRecompute moves the last of 10,000 to the top, so that every place changes, against one bare UPDATE of all places.
func BenchmarkRecompute(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run("line=10000/"+string(engine), func(b *testing.B) {
			db := modelstest.Open(b, engine, time.Now)
			list := crowd(b, db, 1, 10_000, young)[0]
			for b.Loop() {
				var bare, move []time.Duration
				for range 7 {
					bare = append(bare, timed(b, db, func(tx *models.Tx) error {
						return tx.Exec("UPDATE entries SET position = position + 10000 WHERE waitlist_id = ? AND ended_at IS NULL", list.ID).Error
					}))
					modelstest.Write(b, db, func(tx *models.Tx) error {
						return tx.Exec("UPDATE entries SET position = position - 10000 WHERE waitlist_id = ? AND ended_at IS NULL", list.ID).Error
					})
					move = append(move, timed(b, db, func(tx *models.Tx) error {
						last := new(models.Entry)
						if err := tx.Where("waitlist_id = ? AND position = 10000", list.ID).Take(last).Error; err != nil {
							return err
						}
						return last.MoveTo(tx, 1, "")
					}))
				}
				slices.Sort(bare)
				slices.Sort(move)
				b.ReportMetric(float64(move[3].Microseconds())/1000, "ours-ms")
				b.ReportMetric(float64(bare[3].Microseconds())/1000, "bare-ms")
			}
		})
	}
}

func timed(b *testing.B, db *models.DB, do func(tx *models.Tx) error) time.Duration {
	b.Helper()
	began := time.Now()
	modelstest.Write(b, db, do)
	return time.Since(began)
}

// BenchmarkAgeOut is a night over 100,000 people of whom 5,000 leave their list.
func BenchmarkAgeOut(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run("people=100000/"+string(engine), func(b *testing.B) {
			now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
			db := modelstest.Open(b, engine, func() time.Time { return now })
			const old = 5000
			lists := crowd(b, db, 20, 5000, func(i int) models.Date {
				if i%20 == 0 {
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
			b.ResetTimer()
			began := time.Now()
			nights, err := db.AgeOut(b.Context(), now, false)
			if err != nil || len(nights) != 1 || nights[0].Moved != old {
				b.Fatalf("%d too old, %+v %v", old, nights, err)
			}
			b.ReportMetric(time.Since(began).Seconds(), "ours-s")
			b.ReportMetric(30, "most")
		})
	}
}
