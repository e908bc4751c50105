package webhooks_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"anteroom/webhooks"
)

var (
	good = webhooks.Answer{Status: 204}
	bad  = webhooks.Answer{Status: 500, Failure: webhooks.FailedStatus}
	gone = webhooks.Answer{Status: 410, Failure: webhooks.FailedStatus}
)

func TestAnEndpointThatKeepsFailingIsToldOfStageByStageAndSwitchedOff(t *testing.T) {
	health := webhooks.Health{GoodSince: noon}
	told := map[webhooks.Notice]time.Duration{}
	var disabled webhooks.DisableReason
	for at := noon; disabled == ""; at = at.Add(time.Minute) {
		verdict := health.Look(at)
		if at.Minute() == 0 && at.Sub(noon)%(7*time.Hour) == 0 {
			verdict = health.Take(bad, at)
		}
		if verdict.Notice != webhooks.NoNotice {
			if _, twice := told[verdict.Notice]; twice {
				t.Errorf("stage %d is told twice", verdict.Notice)
			}
			told[verdict.Notice] = at.Sub(noon)
		}
		disabled = verdict.Disable
	}
	want := map[webhooks.Notice]time.Duration{
		webhooks.NoticeFailing:   15 * time.Minute,
		webhooks.NoticeFailedDay: 24 * time.Hour,
		webhooks.NoticeLastDay:   4 * 24 * time.Hour,
		webhooks.NoticeDisabled:  126 * time.Hour,
	}
	for stage, at := range want {
		if told[stage] != at {
			t.Errorf("stage %d after %s, want %s", stage, told[stage], at)
		}
	}
	if disabled != webhooks.DisabledFailing {
		t.Errorf("reason %q", disabled)
	}
}

func TestGoneSwitchesOffAtOnce(t *testing.T) {
	health := webhooks.Health{GoodSince: noon}
	if got := health.Take(gone, noon); got != (webhooks.Verdict{Notice: webhooks.NoticeDisabled, Disable: webhooks.DisabledGone}) {
		t.Errorf("%+v", got)
	}
}

func TestRecoveryIsToldOnceAndOnlyAfterANotice(t *testing.T) {
	health := webhooks.Health{GoodSince: noon}
	health.Take(bad, noon)
	if got := health.Take(good, noon.Add(time.Minute)); got.Notice != webhooks.NoNotice {
		t.Errorf("a short fault is told: %+v", got)
	}
	health.Take(bad, noon.Add(2*time.Minute))
	health.Take(bad, noon.Add(20*time.Minute))
	if got := health.Take(good, noon.Add(21*time.Minute)); got.Notice != webhooks.NoticeRecovered {
		t.Errorf("%+v", got)
	}
	if got := health.Take(good, noon.Add(22*time.Minute)); got.Notice != webhooks.NoNotice {
		t.Errorf("told twice: %+v", got)
	}
}

func TestOurOwnFaultsDoNotCountAgainstAReceiver(t *testing.T) {
	health := webhooks.Health{GoodSince: noon}
	for _, word := range []webhooks.Failure{webhooks.FailedStop, webhooks.FailedSecret} {
		health.Take(webhooks.Answer{Failure: word}, noon)
	}
	if health.Failures != 0 {
		t.Errorf("%d counted", health.Failures)
	}
}

func TestNothingIsSwitchedOffButByTheWholeRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		health, now := webhooks.Health{GoodSince: noon}, noon
		since, stages := noon, []webhooks.Notice{}
		var failures []time.Time
		for range rapid.IntRange(1, 60).Draw(t, "results") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "minutes")) * time.Minute)
			answer := rapid.SampledFrom([]webhooks.Answer{bad, bad, bad, bad, bad, bad, bad, good}).Draw(t, "answer")
			verdict := health.Take(answer, now)
			if answer.Failure == "" {
				since, failures, stages = now, nil, nil
				continue
			}
			failures = append(failures, now)
			rule := len(failures) >= 10 && now.Sub(since) >= 5*24*time.Hour && now.Sub(failures[0]) >= 12*time.Hour
			if rule != (verdict.Disable == webhooks.DisabledFailing) {
				t.Fatalf("rule %v, verdict %+v", rule, verdict)
			}
			if verdict.Notice != webhooks.NoNotice {
				if len(stages) > 0 && verdict.Notice <= slices.Max(stages) {
					t.Fatalf("stage %d after %v", verdict.Notice, stages)
				}
				stages = append(stages, verdict.Notice)
			}
			if verdict.Disable != "" {
				return
			}
		}
	})
}
