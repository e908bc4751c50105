package webhooks_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
)

// BenchmarkTenEndpoints is how many deliveries a second ten endpoints get together, beside one alone: changes made one after the other
// through the whole engine, each with the results stored.
func BenchmarkTenEndpoints(b *testing.B) {
	for b.Loop() {
		byTurns(b, func() float64 { return throughput(b, 1) }, func() float64 { return throughput(b, 10) })
		b.ReportMetric(4, "least")
	}
}

// throughput is deliveries a second over all endpoints.
func throughput(b *testing.B, endpoints int) float64 {
	const changes = 300
	db, sender := benchSender(b, 0)
	receivers := addCounters(b, db, sender, endpoints)
	if err := sender.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	for range changes {
		mustWrite(b, db, func(tx *models.Tx) error { return tx.Create(&models.Person{FirstName: "Noor"}).Error })
	}
	for _, receiver := range receivers {
		receiver.wait(changes)
	}
	for pendingIn(b, db) > 0 {
		time.Sleep(5 * time.Millisecond)
	}
	took := time.Since(began)
	endNow(b, sender)
	return changes * float64(endpoints) / took.Seconds()
}

// BenchmarkDeadEndpointAmongFive is how fast four endpoints get a stored backlog while a fifth, which has the same backlog, never
// answers, beside the same four without it.
func BenchmarkDeadEndpointAmongFive(b *testing.B) {
	for b.Loop() {
		byTurns(b, func() float64 { return drainFour(b, false) }, func() float64 { return drainFour(b, true) })
		b.ReportMetric(0.95, "least")
	}
}

// drainFour is the rate of the four together.
func drainFour(b *testing.B, dead bool) float64 {
	const backlog = 3000
	db, sender := benchSender(b, 0)
	receivers := addCounters(b, db, sender, 4)
	if dead {
		closing := make(chan struct{})
		hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
			select {
			case <-req.Context().Done():
			case <-closing:
			}
		}))
		b.Cleanup(func() { close(closing); hanging.Close() })
		addEndpoint(b, db, sender, hanging.URL)
	}
	people := make([]models.Person, backlog)
	mustWrite(b, db, func(tx *models.Tx) error { return tx.CreateInBatches(&people, 200).Error })
	began := time.Now()
	if err := sender.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	for _, receiver := range receivers {
		receiver.wait(backlog)
	}
	took := time.Since(began)
	endNow(b, sender)
	return 4 * backlog / took.Seconds()
}

// endNow stops a sender without waiting for a receiver that hangs: the next measurement is to have the machine for itself.
func endNow(b *testing.B, sender *webhooks.Sender) {
	b.Helper()
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := sender.Stop(ended); err != nil {
		b.Error(err)
	}
}

// addCounters registers receivers of everything, even more than an account may have.
func addCounters(b *testing.B, db *models.DB, sender *webhooks.Sender, n int) []*counter {
	b.Helper()
	receivers := make([]*counter, n)
	for i := range receivers {
		receivers[i] = newCounter(b)
		mustWrite(b, db, func(tx *models.Tx) error {
			if i == models.EndpointLimit {
				if err := tx.Exec(`UPDATE endpoints SET location_ids = '["elsewhere"]'`).Error; err != nil {
					return err
				}
			}
			_, _, err := sender.Create(tx, webhooks.Draft{URL: receivers[i].URL, IsActive: true, Description: fmt.Sprint("receiver ", i)})
			return err
		})
	}
	mustWrite(b, db, func(tx *models.Tx) error { return tx.Exec("UPDATE endpoints SET location_ids = '[]'").Error })
	return receivers
}

// byTurns measures both five times, the one and the other first by turns, and reports medians.
func byTurns(b *testing.B, bare, ours func() float64) {
	b.Helper()
	const rounds = 5
	var bares, all, ratios []float64
	for round := range rounds {
		var first, second float64
		if round%2 == 0 {
			first, second = bare(), ours()
		} else {
			second, first = ours(), bare()
		}
		bares, all, ratios = append(bares, first), append(all, second), append(ratios, second/first)
	}
	for unit, values := range map[string][]float64{"bare-1/s": bares, "ours-1/s": all, "ratio": ratios} {
		slices.Sort(values)
		b.ReportMetric(values[rounds/2], unit)
	}
}
