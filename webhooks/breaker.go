package webhooks

import "time"

const (
	breakerRow        = 5                // failures in a row that open it
	breakerVolume     = 10               // results in a minute before their share counts
	breakerFirst      = 30 * time.Second // the first opening; each further one is twice as long
	breakerLongest    = 15 * time.Minute
	breakerRampLength = 6 // successes after closing until it is forgotten
)

// Breaker spares a receiver that is down: closed it lets tries through, open it lets none, and when the opening is over
// one probe decides. It knows no clock and no lock; whoever owns it brings both.
type Breaker struct {
	first      time.Duration
	until      time.Time // zero when closed
	opening    time.Duration
	inARow     int
	ramp       int
	recent     [60]breakerSecond
	recovering bool
	openCount  int
}

type breakerSecond struct {
	second       int64
	good, failed int
}

// NewBreaker makes a closed one. With a custom schedule its first opening is at most that schedule's longest wait.
func NewBreaker(schedule Schedule) *Breaker {
	first := breakerFirst
	if schedule.IsCustom() {
		longest := time.Duration(0)
		for _, wait := range schedule.waits {
			longest = max(longest, wait)
		}
		if longest > 0 {
			first = min(first, longest)
		}
	}
	return &Breaker{first: first}
}

// Room is how many tries may be in flight now, of the most it ever has: none while open, one as a probe, and after closing
// one, two, four … until that.
func (b *Breaker) Room(now time.Time, most int) int {
	switch {
	case b.until.IsZero() && !b.recovering:
		return most
	case b.until.IsZero():
		return min(most, 1<<b.ramp)
	case now.Before(b.until):
		return 0
	}
	return min(most, 1)
}

// IsOpen says that no try may start now.
func (b *Breaker) IsOpen(now time.Time) bool { return now.Before(b.until) }

// Until is when the probe may go, zero when closed.
func (b *Breaker) Until() time.Time { return b.until }

// Openings counts how often it opened.
func (b *Breaker) Openings() int { return b.openCount }

// Succeed takes in a good result. While open it changes nothing: it is from a try that began before.
func (b *Breaker) Succeed(now time.Time) {
	if b.IsOpen(now) {
		return
	}
	b.inARow = 0
	b.count(now, true)
	switch {
	case !b.until.IsZero():
		b.until, b.ramp = time.Time{}, 0
	case b.recovering:
		b.ramp++
		if b.ramp >= breakerRampLength {
			b.recovering, b.opening, b.ramp = false, 0, 0
		}
	}
}

// Fail takes in a failure. A failed probe opens it again for twice as long.
func (b *Breaker) Fail(now time.Time) {
	if b.IsOpen(now) {
		return
	}
	b.inARow++
	b.ramp = 0
	b.count(now, false)
	if !b.until.IsZero() || b.inARow >= breakerRow || b.mostlyFails(now) {
		b.open(now)
	}
}

func (b *Breaker) open(now time.Time) {
	b.opening = min(max(2*b.opening, b.first), breakerLongest)
	b.until = now.Add(b.opening)
	b.recovering = true
	b.inARow = 0
	b.openCount++
	b.recent = [60]breakerSecond{}
}

func (b *Breaker) count(now time.Time, good bool) {
	slot := &b.recent[uint64(now.Unix())%60]
	if slot.second != now.Unix() {
		*slot = breakerSecond{second: now.Unix()}
	}
	if good {
		slot.good++
	} else {
		slot.failed++
	}
}

func (b *Breaker) mostlyFails(now time.Time) bool {
	var good, failed int
	for _, slot := range b.recent {
		if age := now.Unix() - slot.second; age >= 0 && age < 60 {
			good, failed = good+slot.good, failed+slot.failed
		}
	}
	return good+failed >= breakerVolume && failed >= good
}
