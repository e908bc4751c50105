package web

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiterSize bounds the memory of a Limiter: two generations of so many keys.
const limiterSize = 5_000

// Limiter counts requests by key: an address, an API key. When a generation is full, the keys that were not used in
// it are forgotten.
type Limiter struct {
	rate  Rate
	burst int
	now   func() time.Time

	mu         sync.Mutex
	young, old map[string]*rate.Limiter
}

// NewLimiter lets a rate through, and bursts of so many times its count.
func NewLimiter(limit Rate, bursts int, now func() time.Time) *Limiter {
	return &Limiter{rate: limit, burst: limit.Count * bursts, now: now, young: map[string]*rate.Limiter{}}
}

// Wait counts one request of key: 0 lets it through, else it is refused and may come again after so long.
func (l *Limiter) Wait(key string) time.Duration {
	if l.rate.Count == 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	reservation := l.bucket(key).ReserveN(now, 1)
	wait := reservation.DelayFrom(now)
	if wait > 0 {
		reservation.CancelAt(now)
	}
	return wait
}

func (l *Limiter) bucket(key string) *rate.Limiter {
	if tokens := l.young[key]; tokens != nil {
		return tokens
	}
	tokens := l.old[key]
	if tokens == nil {
		tokens = rate.NewLimiter(rate.Limit(float64(l.rate.Count)/l.rate.Window.Seconds()), l.burst)
	}
	if len(l.young) >= limiterSize {
		l.old, l.young = l.young, map[string]*rate.Limiter{}
	}
	l.young[key] = tokens
	return tokens
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
