package jobs

import "time"

// How often queues are looked at. Receivers hear of one at most once a second; looking more often, nobody waits much longer than that.
const (
	queueEvery  = 10 * time.Second
	statusEvery = 250 * time.Millisecond
)
