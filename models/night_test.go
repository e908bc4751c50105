package models

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestANightIsDueWhenItsTimeHasPassedOnTheWall(t *testing.T) {
	for _, c := range []struct{ zone, at, now, want string }{
		{"Europe/Berlin", "03:00", "2026-11-20T01:59:59Z", "2026-11-19"},
		{"Europe/Berlin", "03:00", "2026-11-20T02:00:00Z", "2026-11-20"},
		// 29 March 2026: 02:30 does not exist, 01:59:59 is followed by 03:00:00, which is 01:00 UTC.
		{"Europe/Berlin", "02:30", "2026-03-29T00:59:59Z", "2026-03-28"},
		{"Europe/Berlin", "02:30", "2026-03-29T01:00:00Z", "2026-03-29"},
		// 25 October 2026: 02:30 exists twice, first at 00:30 UTC.
		{"Europe/Berlin", "02:30", "2026-10-25T00:29:59Z", "2026-10-24"},
		{"Europe/Berlin", "02:30", "2026-10-25T00:30:00Z", "2026-10-25"},
		{"Europe/Berlin", "02:30", "2026-10-25T01:29:00Z", "2026-10-25"},
		// 8 March 2026: 02:00 to 03:00 is skipped at 07:00 UTC; 1 November: 01:30 twice, first at 05:30 UTC.
		{"America/New_York", "02:00", "2026-03-08T06:59:59Z", "2026-03-07"},
		{"America/New_York", "02:00", "2026-03-08T07:00:00Z", "2026-03-08"},
		{"America/New_York", "01:30", "2026-11-01T05:29:59Z", "2026-10-31"},
		{"America/New_York", "01:30", "2026-11-01T05:30:00Z", "2026-11-01"},
		// 26 April 2024: Cairo skips 00:00 to 01:00; the day begins at 22:00 UTC.
		{"Africa/Cairo", "00:00", "2024-04-25T21:59:59Z", "2024-04-25"},
		{"Africa/Cairo", "00:00", "2024-04-25T22:00:00Z", "2024-04-26"},
		{"Africa/Cairo", "00:30", "2024-04-25T22:00:00Z", "2024-04-26"},
		// 31 October 2024: Cairo shows 23:00 to 24:00 twice; midnight comes at 22:00 UTC.
		{"Africa/Cairo", "00:00", "2024-10-31T21:59:59Z", "2024-10-31"},
		{"Africa/Cairo", "00:00", "2024-10-31T22:00:00Z", "2024-11-01"},
		{"Africa/Cairo", "23:30", "2024-10-31T20:30:00Z", "2024-10-31"},
		// Lord Howe moves its clocks by half an hour: 4 October 2026 skips 02:00 to 02:30 at 15:30 UTC.
		{"Australia/Lord_Howe", "02:15", "2026-10-03T15:29:59Z", "2026-10-03"},
		{"Australia/Lord_Howe", "02:15", "2026-10-03T15:30:00Z", "2026-10-04"},
		{"Australia/Lord_Howe", "01:45", "2026-04-04T14:45:00Z", "2026-04-05"},
		// Samoa had no 30 December 2011: that night is due as the 31st begins, at 10:00 UTC.
		{"Pacific/Apia", "03:00", "2011-12-30T09:59:59Z", "2011-12-29"},
		{"Pacific/Apia", "03:00", "2011-12-30T10:00:00Z", "2011-12-30"},
		{"Pacific/Apia", "03:00", "2011-12-30T13:00:00Z", "2011-12-31"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		at, err := ParseClock(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := LocalDueDate(now, zone(t, c.zone), at); got.String() != c.want {
			t.Errorf("%s in %s by %s is the night of %s, want %s", c.at, c.zone, c.now, got, c.want)
		}
	}
}

func TestADayBeginsAtItsFirstMoment(t *testing.T) {
	for zoneName, want := range map[string]string{
		"Africa/Cairo":  "2024-04-26T01:00:00+03:00",
		"Europe/Berlin": "2024-04-26T00:00:00+02:00",
	} {
		if got := day(t, "2024-04-26").In(zone(t, zoneName)).Format(time.RFC3339); got != want {
			t.Errorf("the day begins at %s in %s, want %s", got, zoneName, want)
		}
	}
}

func TestMissedNightsAreCaughtUpOnceEach(t *testing.T) {
	today := day(t, "2026-03-02")
	for _, c := range []struct {
		last Date
		want []Date
	}{
		{Date{}, []Date{today}},
		{today, nil},
		{today.AddDays(1), nil},
		{today.AddDays(-1), []Date{today}},
		{day(t, "2026-02-27"), []Date{day(t, "2026-02-28"), day(t, "2026-03-01"), today}},
	} {
		if got := DatesDue(c.last, today); !slices.Equal(got, c.want) {
			t.Errorf("after %s the nights %v are due, want %v", c.last, got, c.want)
		}
	}
}

func TestATimeOfDayIsHoursAndMinutes(t *testing.T) {
	for text, want := range map[string]time.Duration{"00:00": 0, "09:30": 9*time.Hour + 30*time.Minute, "24:00": 24 * time.Hour} {
		if got, err := ParseClock(text); err != nil || got != want {
			t.Errorf("%s is %s, %v", text, got, err)
		}
	}
	for _, wrong := range []string{"", "9:30", "24:01", "12:60", "noon", "09:30:00"} {
		if got, err := ParseClock(wrong); err == nil {
			t.Errorf("%q was read as %s", wrong, got)
		}
	}
}

func TestNightsNeverRunBackwardsNorGetLost(t *testing.T) {
	names := []string{"Europe/Berlin", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "UTC"}
	rapid.Check(t, func(rt *rapid.T) {
		where := zone(t, rapid.SampledFrom(names).Draw(rt, "zone"))
		at := time.Duration(rapid.IntRange(0, 24*60-1).Draw(rt, "at")) * time.Minute
		now := time.Unix(rapid.Int64Range(1_262_304_000, 1_893_456_000).Draw(rt, "now"), 0)
		later := now.Add(time.Duration(rapid.IntRange(0, 72*60).Draw(rt, "wait")) * time.Minute)
		first, second := LocalDueDate(now, where, at), LocalDueDate(later, where, at)
		if second.Before(first) {
			rt.Fatalf("the night of %s is followed by %s", first, second)
		}
		if got := wallClock(first, at, where); got.After(now) || !wallClock(first.AddDays(1), at, where).After(now) {
			rt.Fatalf("the night of %s, at %s, is not the latest by %s", first, got, now)
		}
		if third := LocalDueDate(now.Add(72*time.Hour), where, at); third.DaysSince(first) < 2 {
			rt.Fatalf("three days led from %s to %s", first, third)
		}
	})
}
