package webhooks

import "sync/atomic"

// metrics counts what this process has done since it started.
type metrics struct {
	late    atomic.Int64
	refused atomic.Int64
	good    atomic.Int64
	failed  atomic.Int64
}

func (m *metrics) count(answer Answer) {
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
