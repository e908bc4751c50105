package webhooks

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"anteroom/models"
)

// metrics count what this process has done since it started. Labels are words of ours, never addresses.
type metrics struct {
	good   atomic.Int64 // tries
	failed atomic.Int64

	ended      *prometheus.CounterVec
	tries      *prometheus.HistogramVec
	firstBytes prometheus.Histogram
	late       prometheus.Counter
	refused    prometheus.Counter
}

func newMetrics() *metrics {
	m := &metrics{
		ended: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "anteroom_webhook_deliveries_total", Help: "Deliveries that ended in this process, by outcome.",
		}, []string{"outcome"}),
		tries: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "anteroom_webhook_try_seconds", Help: "How long tries took, by how they ended: delivered, or the word for the failure.",
			Buckets: []float64{.002, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 15},
		}, []string{"outcome"}),
		firstBytes: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "anteroom_webhook_commit_to_first_byte_seconds", Help: "From a change's commit to its first try being on the wire.",
			Buckets: []float64{.0005, .001, .002, .005, .01, .025, .05, .1, .25, 1, 5},
		}),
		late: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "anteroom_webhook_late_results_total", Help: "Results that came when another process had taken the delivery over.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "anteroom_webhook_refused_addresses_total", Help: "Tries that ended at an address which webhooks may not reach.",
		}),
	}
	for _, outcome := range []models.DeliveryState{models.Delivered, models.Failed} {
		m.ended.WithLabelValues(string(outcome))
	}
	return m
}

// Collectors are the sender's numbers for /metrics. What is pending is in models.CountBacklog.
func (s *Sender) Collectors() []prometheus.Collector {
	m := s.metrics
	inFlight := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "anteroom_webhook_tries_in_flight", Help: "Tries under way in this process.",
	}, func() float64 { n, _ := s.load(); return float64(n) })
	open := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "anteroom_webhook_open_breakers", Help: "Endpoints that this process spares because they fail.",
	}, func() float64 { _, n := s.load(); return float64(n) })
	return []prometheus.Collector{m.ended, m.tries, m.firstBytes, m.late, m.refused, inFlight, open}
}

func (s *Sender) load() (inFlight, openBreakers int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, lane := range s.lanes {
		if lane.breaker.IsOpen(s.db.Now()) {
			openBreakers++
		}
	}
	return s.inFlight, openBreakers
}

// BreakerUntil is when the next try may go to an endpoint that is being spared, zero where it is not.
func (s *Sender) BreakerUntil(endpoint *models.Endpoint) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if lane, known := s.lanes[endpoint.ID]; known && lane.breaker.IsOpen(s.db.Now()) {
		return lane.breaker.Until()
	}
	return time.Time{}
}

// tried counts a try that has ended.
func (m *metrics) tried(answer Answer) {
	outcome := string(answer.Failure)
	switch answer.Failure {
	case FailedStop:
		return
	case "":
		outcome = string(models.Delivered)
		m.good.Add(1)
	default:
		m.failed.Add(1)
	}
	if answer.Failure == FailedGuard {
		m.refused.Inc()
	}
	m.tries.WithLabelValues(outcome).Observe(answer.Took.Seconds())
}

// stored counts results once they are committed.
func (m *metrics) stored(results []models.Result) {
	for i := range results {
		switch {
		case results[i].IsLate:
			m.late.Inc()
		case results[i].State != models.Pending:
			m.ended.WithLabelValues(string(results[i].State)).Inc()
		}
	}
}
