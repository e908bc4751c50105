package webhooks_test

import (
	"net/http"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/webhooks"
)

var noon = time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)

func TestADeliveryIsTriedTwelveTimesInAbout76Hours(t *testing.T) {
	schedule := webhooks.DefaultSchedule()
	var sum time.Duration
	for _, wait := range schedule.Waits() {
		sum += wait
	}
	if schedule.Tries() != 12 || sum != 75*time.Hour+42*time.Minute+35*time.Second {
		t.Errorf("%d tries in %s", schedule.Tries(), sum)
	}
	if got, _ := schedule.Next(1, webhooks.Answer{Failure: webhooks.FailedReset}, noon, 0.5); got != 5*time.Second {
		t.Errorf("first wait %s", got)
	}
	if _, more := schedule.Next(12, webhooks.Answer{Failure: webhooks.FailedReset}, noon, 0.5); more {
		t.Error("a 13th try")
	}
}

func TestAForbiddenAddressIsNotTriedAgain(t *testing.T) {
	if _, more := webhooks.DefaultSchedule().Next(1, webhooks.Answer{Failure: webhooks.FailedGuard}, noon, 0.5); more {
		t.Error("it is")
	}
}

func TestRetryAfterIsReadInBothFormsAndRubbishIgnored(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"120":                            2 * time.Minute,
		" 120 ":                          2 * time.Minute,
		"99999999999999999999999":        7 * 24 * time.Hour,
		"18446744073709551615":           7 * 24 * time.Hour,
		"9223372037":                     7 * 24 * time.Hour,
		"0":                              0,
		"-5":                             0,
		"+5":                             0,
		"1.5":                            0,
		"1e3":                            0,
		"0x10":                           0,
		"soon":                           0,
		"":                               0,
		"5, 10":                          0,
		"٣":                              0,
		"Mon, 01 Mar 2027 12:03:00 GMT":  3 * time.Minute,
		"Monday, 01-Mar-27 12:03:00 GMT": 3 * time.Minute,
		"Mon Mar  1 12:03:00 2027":       3 * time.Minute,
		"Mon, 01 Mar 2027 11:00:00 GMT":  0,
		"Mon, 01 Mar 9999 12:00:00 GMT":  7 * 24 * time.Hour,
		"Mon, 99 Mar 2027 12:00:00 GMT":  0,
	} {
		got, ok := webhooks.ParseRetryAfter(value, noon)
		if got != want || ok != (want > 0) {
			t.Errorf("%q: %s %v, want %s", value, got, ok, want)
		}
	}
}

func TestWaitsKeepTheirBounds(t *testing.T) {
	schedule := webhooks.DefaultSchedule()
	rapid.Check(t, func(t *rapid.T) {
		tries := rapid.IntRange(1, 11).Draw(t, "tries")
		chance := rapid.Float64Range(0, 0.999999).Draw(t, "chance")
		answer := webhooks.Answer{
			Status:     rapid.SampledFrom([]int{0, 400, 429, 500, 502, 503, 504}).Draw(t, "status"),
			Failure:    rapid.SampledFrom([]webhooks.Failure{webhooks.FailedStatus, webhooks.FailedTime, webhooks.FailedDNS}).Draw(t, "failure"),
			RetryAfter: rapid.SampledFrom([]string{"", "1", "90", "1800", "4000", "999999999", "-1", "rubbish", "Mon, 01 Mar 2027 12:20:00 GMT"}).Draw(t, "retry after"),
		}
		wait, more := schedule.Next(tries, answer, noon, chance)
		if !more {
			t.Fatal("gave up early")
		}
		unasked := answer
		unasked.RetryAfter = ""
		scheduled, _ := schedule.Next(tries, unasked, noon, chance)
		base := schedule.Waits()[tries-1]
		patient := answer.Failure == webhooks.FailedTime || answer.Status == 429 || answer.Status >= 502
		if patient && scheduled < time.Minute {
			t.Fatalf("a busy receiver is asked again after %s", scheduled)
		}
		if !patient && (float64(scheduled) < 0.8*float64(base)-1 || float64(scheduled) > 1.2*float64(base)+1) {
			t.Fatalf("%s is not within a fifth of %s", scheduled, base)
		}
		if wait < scheduled || wait > max(2*scheduled, time.Hour) {
			t.Fatalf("%s is outside [%s, max(%s, 1h)]", wait, scheduled, 2*scheduled)
		}
		if asked, ok := webhooks.ParseRetryAfter(answer.RetryAfter, noon); ok && asked >= scheduled && asked <= time.Hour && wait != asked {
			t.Fatalf("asked for %s, waits %s", asked, wait)
		}
	})
}

func TestAScheduleOfOnesOwnReplacesTableAndFloor(t *testing.T) {
	schedule, err := webhooks.ParseSchedule("2s, 10s,1m")
	if err != nil {
		t.Fatal(err)
	}
	busy := webhooks.Answer{Failure: webhooks.FailedStatus, Status: http.StatusServiceUnavailable}
	if wait, _ := schedule.Next(1, busy, noon, 0.5); wait != 2*time.Second || schedule.Tries() != 4 || !schedule.IsCustom() {
		t.Errorf("%s, %d tries", wait, schedule.Tries())
	}
	busy.RetryAfter = "30"
	if wait, _ := schedule.Next(1, busy, noon, 0.5); wait != 30*time.Second {
		t.Errorf("Retry-After does not count: %s", wait)
	}
	if _, more := schedule.Next(4, busy, noon, 0.5); more {
		t.Error("a fifth try")
	}
	if empty, err := webhooks.ParseSchedule(" "); err != nil || empty.Tries() != 12 {
		t.Errorf("empty is not the default: %v", err)
	}
	for _, bad := range []string{"2", "2s,,3s", "-1s", "0s", "soon", "200h", ","} {
		if _, err := webhooks.ParseSchedule(bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

func FuzzRetryAfterNeverStretchesTheSchedule(f *testing.F) {
	for _, seed := range []string{"120", "-1", "99999999999999999999", "Mon, 01 Mar 2027 12:03:00 GMT", "rubbish", "\x00"} {
		f.Add(seed, uint8(3))
	}
	schedule := webhooks.DefaultSchedule()
	f.Fuzz(func(t *testing.T, value string, tries uint8) {
		answer := webhooks.Answer{Failure: webhooks.FailedStatus, Status: 503, RetryAfter: value}
		wait, more := schedule.Next(int(tries), answer, noon, 0.5)
		if more != (tries >= 1 && tries <= 11) {
			t.Fatalf("after %d tries: %v", tries, more)
		}
		if more && (wait < time.Minute || wait > 48*time.Hour) {
			t.Errorf("%q waits %s", value, wait)
		}
	})
}
