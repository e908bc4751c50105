package apptest

import (
	"sync"
	"time"
)

// Clock is a time that a test turns while the program and its jobs look at it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock stands still at an instant.
func NewClock(at time.Time) *Clock { return &Clock{now: at} }

// Now is for At.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Later turns the clock on.
func (c *Clock) Later(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// From sets a clock that shows an instant at first and goes on from there, so that what a test dates lies ahead in every year.
func From(at time.Time) Option {
	began := time.Now()
	return At(func() time.Time { return at.Add(time.Since(began)) })
}
