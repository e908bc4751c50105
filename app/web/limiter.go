package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiterSize bounds the memory of a Limiter: when it is full, the one idle for longest is forgotten.
const limiterSize = 10_000

// Limiter counts requests by key: an address, an API key.
type Limiter struct {
	rate  Rate
	burst int
	now   func() time.Time

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens *rate.Limiter
	used   time.Time
}

// NewLimiter lets a rate through, and bursts of so many times its count.
func NewLimiter(limit Rate, bursts int, now func() time.Time) *Limiter {
	return &Limiter{rate: limit, burst: limit.Count * bursts, now: now, buckets: map[string]*bucket{}}
}

// Wait counts one request of key: 0 lets it through, else it is refused and may come again after so long.
func (l *Limiter) Wait(key string) time.Duration {
	if l.rate.Count == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.bucket(key, now)
	b.used = now
	reservation := b.tokens.ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

func (l *Limiter) bucket(key string, now time.Time) *bucket {
	if b := l.buckets[key]; b != nil {
		return b
	}
	if len(l.buckets) >= limiterSize {
		l.forget(now)
	}
	every := rate.Limit(float64(l.rate.Count) / l.rate.Window.Seconds())
	b := &bucket{tokens: rate.NewLimiter(every, l.burst)}
	l.buckets[key] = b
	return b
}

// forget drops the buckets that are full again, and the oldest where none is.
func (l *Limiter) forget(now time.Time) {
	oldest, oldestUse := "", now
	for key, b := range l.buckets {
		if b.tokens.TokensAt(now) >= float64(l.burst) {
			delete(l.buckets, key)
		} else if !b.used.After(oldestUse) {
			oldest, oldestUse = key, b.used
		}
	}
	if len(l.buckets) >= limiterSize {
		delete(l.buckets, oldest)
	}
}

// NetworkOf is what of an address counts: a whole IPv4 address, the /64 of an IPv6 one.
func NetworkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "unknown"
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}
