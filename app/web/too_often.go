package web

import (
	"strconv"
	"time"
)

// TooOften is a request over a limit; it may come again after the wait.
type TooOften struct{ Wait time.Duration }

func (t TooOften) Error() string { return "too many requests" }

// Seconds is what Retry-After says: whole seconds, at least one.
func (t TooOften) Seconds() string {
	return strconv.Itoa(max(1, int((t.Wait+time.Second-1)/time.Second)))
}
