package models_test

import (
	"fmt"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// BenchmarkQueueOfTwoHundred serves the first of 200 and lets somebody new join: 199 others move up, each an event of its own. Beside it stands
// the bare transaction, which writes as many rows without asking what changed.
func BenchmarkQueueOfTwoHundred(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run(string(engine), func(b *testing.B) {
			now := salonOpens
			db := modelstest.Open(b, engine, func() time.Time { return now })
			var location *models.Location
			write := func(do func(tx *models.Tx) error) {
				b.Helper()
				now = now.Add(time.Second)
				modelstest.Write(b, db, do)
			}
			join := func(tx *models.Tx) error {
				_, err := location.Join(tx, models.NewVisit{FirstName: "Ida", ForStaff: true})
				return err
			}
			write(func(tx *models.Tx) (err error) {
				location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"})
				return err
			})
			for range 200 {
				write(join)
			}
			b.Run("serve", func(b *testing.B) {
				for b.Loop() {
					write(func(tx *models.Tx) error {
						board, err := location.Queue(tx, now)
						if err != nil {
							return err
						}
						if err := board.Waiting[0].Serve(tx, nil); err != nil {
							return err
						}
						return join(tx)
					})
				}
			})
			b.Run("bare", func(b *testing.B) {
				number := 0
				for b.Loop() {
					number++
					write(func(tx *models.Tx) error {
						rows := make([]models.Audit, 200)
						for i := range rows {
							rows[i] = models.Audit{At: models.TxNow(tx), Action: fmt.Sprint(number), Detail: "{}"}
						}
						return tx.CreateInBatches(&rows, 100).Error
					})
				}
			})
		})
	}
}
