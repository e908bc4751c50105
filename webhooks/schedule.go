package webhooks

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	busyFloor     = time.Minute // after an answer that asks for patience, or none at all
	retryAfterCap = time.Hour   // Retry-After may always ask for this much
	jitterShare   = 0.2
	maxWait       = 7 * 24 * time.Hour
	maxWaits      = 50
)

// Schedule is when a failed delivery is tried again.
type Schedule struct {
	waits []time.Duration
	floor time.Duration
}

// DefaultSchedule is what users are promised: 12 tries in 75 h 42 min 35 s, about 76 hours, give or take a fifth.
func DefaultSchedule() Schedule {
	return Schedule{floor: busyFloor, waits: []time.Duration{
		5 * time.Second,
		30 * time.Second,
		2 * time.Minute,
		10 * time.Minute,
		30 * time.Minute,
		2 * time.Hour,
		5 * time.Hour,
		10 * time.Hour,
		14 * time.Hour,
		20 * time.Hour,
		24 * time.Hour,
	}}
}

// ParseSchedule reads ANTEROOM_WEBHOOK_RETRY, such as "2s,10s,1m"; empty is the default. A schedule of one's own has
// no floor of a minute.
func ParseSchedule(text string) (Schedule, error) {
	if strings.TrimSpace(text) == "" {
		return DefaultSchedule(), nil
	}
	var schedule Schedule
	for part := range strings.SplitSeq(text, ",") {
		wait, err := time.ParseDuration(strings.TrimSpace(part))
		if err != nil || wait < time.Millisecond || wait > maxWait {
			return Schedule{}, fmt.Errorf("ANTEROOM_WEBHOOK_RETRY: %q is not a wait between 1ms and 168h; write such as 2s,10s,1m", part)
		}
		schedule.waits = append(schedule.waits, wait)
	}
	if len(schedule.waits) > maxWaits {
		return Schedule{}, errors.New("ANTEROOM_WEBHOOK_RETRY: give at most 50 waits")
	}
	return schedule, nil
}

// Tries is how often a delivery is tried in all.
func (s Schedule) Tries() int { return len(s.waits) + 1 }

// Left is how long a delivery is still tried after its next try, before jitter; tries are those made so far.
func (s Schedule) Left(tries int) time.Duration {
	var left time.Duration
	for _, wait := range s.waits[min(tries, len(s.waits)):] {
		left += wait
	}
	return left
}

// Waits are the times between tries, before jitter.
func (s Schedule) Waits() []time.Duration { return append([]time.Duration(nil), s.waits...) }

// IsCustom says that the schedule came from the configuration.
func (s Schedule) IsCustom() bool { return s.floor == 0 }

// Next is how long to wait after the tries made so far, the last with this answer; false means that it was the last try.
// chance is a random number in [0,1).
func (s Schedule) Next(tries int, answer Answer, now time.Time, chance float64) (time.Duration, bool) {
	if answer.Failure.IsFinal() || tries < 1 || tries > len(s.waits) {
		return 0, false
	}
	base := s.waits[tries-1]
	wait := time.Duration(float64(base) * (1 - jitterShare + 2*jitterShare*chance))
	if asksForPatience(answer) {
		wait = max(wait, s.floor)
	}
	if asked, ok := ParseRetryAfter(answer.RetryAfter, now); ok {
		wait = min(max(wait, asked), max(2*wait, retryAfterCap))
	}
	return wait, true
}

func asksForPatience(answer Answer) bool {
	switch answer.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return answer.Failure == FailedTime
}

// ParseRetryAfter reads the header in both its forms, whole seconds and a date. Anything else, and a time that has
// passed, is no wish; a number too large for a duration is the longest wait.
func ParseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0, false
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseUint(value, 10, 64)
		if err != nil || seconds > uint64(maxWait/time.Second) {
			return maxWait, true
		}
		return time.Duration(seconds) * time.Second, seconds > 0
	}
	date, err := http.ParseTime(value)
	if err != nil || !date.After(now) {
		return 0, false
	}
	return min(date.Sub(now), maxWait), true
}
