package jobs

import "time"

// How often queues are looked at: receivers hear of one at most once a second.
const (
	queueEvery  = 10 * time.Second
	statusEvery = time.Second
)
