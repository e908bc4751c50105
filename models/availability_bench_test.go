package models_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/models/modelstest"
)

// BenchmarkAvailability asks for the free times of 60 days with any of 20 resources, beside 100,000 visits. It reports CPU time: the promise
// is 50 ms.
func BenchmarkAvailability(b *testing.B) {
	for _, engine := range modelstest.Engines {
		b.Run(string(engine), func(b *testing.B) { benchAvailability(b, engine) })
	}
}

func benchAvailability(b *testing.B, engine models.Engine) {
	now := time.Date(2026, 11, 2, 8, 0, 0, 0, time.UTC)
	db := modelstest.Open(b, engine, func() time.Time { return now })
	var location *models.Location
	service := &models.Service{Name: "Haircut", Duration: 1800, BufferAfter: 300}
	modelstest.Write(b, db, func(tx *models.Tx) (err error) {
		if location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Linden House", TimeZone: "Europe/Berlin"}); err != nil {
			return err
		}
		var week models.Hours
		for _, day := range models.WeekDays() {
			week = append(week, models.OpenTime{Day: day, From: "09:00", To: "18:00"})
		}
		if err := location.SetHours(tx, models.OpeningHours{Hours: week, Breaks: models.Hours{{Day: "MO", From: "12:00", To: "13:00"}}}); err != nil {
			return err
		}
		for i := range 20 {
			r := &models.Resource{Name: fmt.Sprintf("Staff %d", i), IsActive: true, LocationIDs: []int64{location.ID}}
			if err := r.Save(tx); err != nil {
				return err
			}
			service.ResourceIDs = append(service.ResourceIDs, r.ID)
		}
		return service.Save(tx)
	})
	// Over 720 days from 90 days ago on, seven a day with each of the twenty.
	modelstest.Write(b, db, func(tx *models.Tx) error {
		first := now.AddDate(0, 0, -90).Truncate(24 * time.Hour).Unix()
		numbers := "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)"
		statements := []string{
			numbers + fmt.Sprintf(" INSERT INTO slots (id, lane_id, service_id, starts, ends, buffer_after, seats, taken) SELECT i + 1, (SELECT MIN(id) FROM lanes WHERE resource_id IS NOT NULL) + i %% 20,"+
				" NULL, %d + (i / 140) * 86400 + (i / 20 %% 7) * 4200 + 28800, %d + (i / 140) * 86400 + (i / 20 %% 7) * 4200 + 28800 + 1800, 300, 1, 1 FROM n", first, first),
			numbers + fmt.Sprintf(" INSERT INTO visits (id, public_id, short_id, location_id, state, time_zone, date, created_at, updated_at) SELECT i + 1, CAST(i AS TEXT), CAST(i AS TEXT), %d,"+
				" 'BOOKED', 'Europe/Berlin', '2026-11-02T10:00', '2026-11-02T08:00:00.000000Z', '2026-11-02T08:00:00.000000Z' FROM n", location.ID),
			"INSERT INTO visit_slots (visit_id, slot_id, seats) SELECT id, id, 1 FROM slots",
			"ANALYZE",
		}
		for _, statement := range statements {
			if err := tx.Exec(statement).Error; err != nil {
				return err
			}
		}
		return nil
	})
	query := models.AvailabilityQuery{
		Location: location, Services: []models.Service{*service}, From: now, Until: now.AddDate(0, 0, 60), Now: models.At(now),
	}
	var free []models.FreeTime
	before := cpu(b)
	for b.Loop() {
		var err error
		if free, err = models.Availability(db.Read(b.Context()), query); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(cpu(b)-before)/float64(b.N)/1e6, "ours-cpu-ms")
	b.ReportMetric(50, "most")
	b.ReportMetric(float64(len(free)), "free")
}

// cpu is the processor time that this program has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
