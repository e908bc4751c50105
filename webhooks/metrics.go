package webhooks

import (
	"sync/atomic"
	"time"

	"anteroom/models"
)

// metrics counts what this process has done since it started.
type metrics struct {
	late    atomic.Int64
	refused atomic.Int64
	good    atomic.Int64
	failed  atomic.Int64

	tries      timing
	firstBytes timing
}

// timing sums durations, enough for a rate and a mean.
type timing struct {
	count atomic.Int64
	sum   atomic.Int64
}

func (t *timing) add(took time.Duration) {
	t.count.Add(1)
	t.sum.Add(int64(took))
}

func (t *timing) stats() Timing {
	return Timing{Count: t.count.Load(), Sum: time.Duration(t.sum.Load())}
}

// Timing is how many durations were measured, and their sum.
type Timing struct {
	Count int64
	Sum   time.Duration
}

// Stats is what this process has done since it started, for /metrics. What is pending is in models.CountBacklog.
type Stats struct {
	Good         int64 // tries that ended well
	Failed       int64
	Late         int64 // results that came after the lease was lost
	Refused      int64 // by the guard
	Tries        Timing
	FirstBytes   Timing // from the commit to the beginning of a first try
	InFlight     int
	OpenBreakers int
}

// Stats counts.
func (s *Sender) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	stats := Stats{
		Good: s.metrics.good.Load(), Failed: s.metrics.failed.Load(), Late: s.metrics.late.Load(), Refused: s.metrics.refused.Load(),
		Tries: s.metrics.tries.stats(), FirstBytes: s.metrics.firstBytes.stats(), InFlight: s.inFlight,
	}
	for _, lane := range s.lanes {
		if lane.breaker.IsOpen(s.db.Now()) {
			stats.OpenBreakers++
		}
	}
	return stats
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

func (m *metrics) count(answer Answer) {
	if answer.Failure != FailedStop {
		m.tries.add(answer.Took)
	}
	switch answer.Failure {
	case "":
		m.good.Add(1)
	case FailedStop:
	case FailedGuard:
		m.refused.Add(1)
		m.failed.Add(1)
	default:
		m.failed.Add(1)
	}
}
