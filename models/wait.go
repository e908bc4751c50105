package models

import (
	"math"
	"slices"
	"time"
)

// usualDuration is how long a visit is thought to take where no service says it, in seconds.
const usualDuration = 10 * 60

// party is somebody in line, as far as waiting goes.
type party struct {
	id      int64
	seconds int     // how long they will be served
	servers []int64 // who may serve them; none = anybody
}

// server is a member of staff, free from an instant on but for appointments, in hours of their own where they have some.
type server struct {
	id     int64
	free   int64
	duty   []span // within the location's hours; nil = all of them
	booked []span
}

// waits says for each in line how many seconds after now they will be served: each in turn by whoever can begin first, while the location is
// open. Where nobody opens again in sight they are thought to wait as if it stayed open.
func waits(now int64, servers []server, line []party, open []span) []int {
	servers = slices.Clone(servers)
	for i := range servers {
		servers[i].free = max(now, servers[i].free)
	}
	waits := make([]int, len(line))
	for i, p := range line {
		next, start := 0, int64(math.MaxInt64)
		for j := range servers {
			if len(p.servers) > 0 && !slices.Contains(p.servers, servers[j].id) {
				continue
			}
			at := servers[j].start(p.seconds, open)
			if at < start || at == start && servers[j].free < servers[next].free {
				next, start = j, at
			}
		}
		waits[i] = int(start - now)
		servers[next].free = start + int64(p.seconds)
	}
	return waits
}

// opens is an instant itself where the location is open then, else the next at which it opens.
func opens(open []span, at int64) int64 {
	for _, o := range open {
		if at < o.until {
			return max(at, o.from)
		}
	}
	return at
}

// EstimateRange is an estimate as people are told it: between two numbers of minutes, which lie apart by what past estimates were off.
func EstimateRange(seconds int, accuracy WaitAccuracy) (low, high int) {
	off := max(seconds/4, 120)
	if accuracy.Known() {
		off = max(accuracy.Off, 60)
	}
	low = max(0, int(math.Floor(float64(seconds-off)/60)))
	high = int(math.Ceil(float64(seconds+off) / 60))
	if high > 20 {
		low, high = low/5*5, (high+4)/5*5
	}
	return low, high
}

// WaitAccuracy compares what was estimated when people joined with how long they waited, over the last visits that were served.
type WaitAccuracy struct {
	Visits int
	Off    int // seconds: half of the estimates were at most so far off
	Within int // per cent of the estimates that were at most five minutes off
}

// fewestMeasured is how many visits it takes to say something about them; mostMeasured how many are looked at.
const (
	fewestMeasured = 10
	mostMeasured   = 50
	closeEnough    = 5 * 60
)

// Known says that there are enough visits to say something.
func (a WaitAccuracy) Known() bool { return a.Visits >= fewestMeasured }

// WaitAccuracy measures the location's estimates.
func (l *Location) WaitAccuracy(tx *Tx) (WaitAccuracy, error) {
	var off []int
	err := tx.Session(fresh()).Raw("SELECT ABS(wait_duration - original_est_wait) FROM visits WHERE location_id = ? AND wait_duration IS NOT NULL"+
		" AND original_est_wait IS NOT NULL ORDER BY serve_time DESC LIMIT ?", l.ID, mostMeasured).Scan(&off).Error
	if err != nil || len(off) == 0 {
		return WaitAccuracy{}, err
	}
	slices.Sort(off)
	within, _ := slices.BinarySearch(off, closeEnough+1)
	return WaitAccuracy{Visits: len(off), Off: off[len(off)/2], Within: within * 100 / len(off)}, nil
}

// openAhead are the location's open stretches of the coming week.
func (l *Location) openAhead(now time.Time) []span {
	return l.week(l.Opening(), now)
}
