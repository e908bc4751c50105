package webhooks_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/webhooks"
)

func TestFiveFailuresInARowOpenAndAProbeCloses(t *testing.T) {
	breaker, now := webhooks.NewBreaker(webhooks.DefaultSchedule()), noon
	for range 4 {
		breaker.Fail(now)
	}
	if breaker.Room(now, 4) != 4 {
		t.Fatal("open after four failures")
	}
	breaker.Fail(now)
	if breaker.Room(now, 4) != 0 || breaker.Room(now.Add(29*time.Second), 4) != 0 {
		t.Fatal("not open after five")
	}
	now = now.Add(30 * time.Second)
	if breaker.Room(now, 4) != 1 {
		t.Fatal("no probe after 30 s")
	}
	breaker.Succeed(now)
	var room []int
	for range 4 {
		room = append(room, breaker.Room(now, 4))
		breaker.Succeed(now)
	}
	if want := []int{1, 2, 4, 4}; room[0] != want[0] || room[1] != want[1] || room[2] != want[2] || room[3] != want[3] {
		t.Errorf("ramps up as %v, want %v", room, want)
	}
}

func TestEachFailedProbeOpensTwiceAsLongUpToAQuarterOfAnHour(t *testing.T) {
	breaker, now := webhooks.NewBreaker(webhooks.DefaultSchedule()), noon
	for range 5 {
		breaker.Fail(now)
	}
	for _, want := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, 15 * time.Minute} {
		if got := breaker.Until().Sub(now); got != want {
			t.Errorf("opens for %s, want %s", got, want)
		}
		now = breaker.Until()
		breaker.Fail(now)
	}
}

func TestHalfOfTenInAMinuteOpens(t *testing.T) {
	breaker, now := webhooks.NewBreaker(webhooks.DefaultSchedule()), noon
	for range 4 {
		breaker.Fail(now)
		now = now.Add(6 * time.Second)
		breaker.Succeed(now)
	}
	breaker.Succeed(now)
	if breaker.IsOpen(now) {
		t.Fatal("open after nine results")
	}
	breaker.Fail(now)
	if !breaker.IsOpen(now) {
		t.Error("closed although half of ten failed")
	}
}

func TestACustomScheduleShortensTheFirstOpening(t *testing.T) {
	schedule, err := webhooks.ParseSchedule("1s,2s")
	if err != nil {
		t.Fatal(err)
	}
	breaker := webhooks.NewBreaker(schedule)
	for range 5 {
		breaker.Fail(noon)
	}
	if got := breaker.Until().Sub(noon); got != 2*time.Second {
		t.Errorf("first opening %s, want the longest wait, 2s", got)
	}
}

// model is the breaker told naively: it remembers every result with its time.
type model struct {
	results []result
	until   time.Time
	length  time.Duration
	row     int
	calm    int // successes since it closed, -1 when it has been well for long
}

type result struct {
	at   time.Time
	good bool
}

func (m *model) take(now time.Time, good bool) {
	if now.Before(m.until) {
		return
	}
	probe := !m.until.IsZero()
	m.results = append(m.results, result{now, good})
	if good {
		m.row = 0
		switch {
		case probe:
			m.until, m.calm = time.Time{}, 0
		case m.calm >= 0:
			m.calm++
			if m.calm == 6 {
				m.calm, m.length = -1, 0
			}
		}
		return
	}
	m.row++
	if m.calm > 0 {
		m.calm = 0
	}
	failed, all := 0, 0
	for _, one := range m.results {
		if now.Unix()-one.at.Unix() < 60 {
			all++
			if !one.good {
				failed++
			}
		}
	}
	if probe || m.row == 5 || all >= 10 && 2*failed >= all {
		m.length = min(max(30*time.Second, 2*m.length), 15*time.Minute)
		*m = model{until: now.Add(m.length), length: m.length}
	}
}

func (m *model) room(now time.Time, most int) int {
	switch {
	case now.Before(m.until):
		return 0
	case !m.until.IsZero():
		return 1
	case m.calm < 0:
		return most
	}
	return min(most, 1<<m.calm)
}

func TestTheBreakerDoesWhatItsModelDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		breaker, told, now := webhooks.NewBreaker(webhooks.DefaultSchedule()), &model{calm: -1}, noon
		t.Repeat(map[string]func(*rapid.T){
			"succeed": func(*rapid.T) { breaker.Succeed(now); told.take(now, true) },
			"fail":    func(*rapid.T) { breaker.Fail(now); told.take(now, false) },
			"pass": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(0, 40_000).Draw(t, "ms")) * time.Millisecond)
			},
			"pass long": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(40, 1000).Draw(t, "s")) * time.Second)
			},
			"": func(t *rapid.T) {
				if got, want := breaker.Room(now, 16), told.room(now, 16); got != want {
					t.Fatalf("room %d, want %d", got, want)
				}
			},
		})
	})
}
