package webhooks_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

func TestAnEndpointThatFailsForFiveDaysIsSwitchedOffAndStaffAreToldOnTheWay(t *testing.T) {
	each(t, func(w *world) {
		receiver := hooktest.New(w.t)
		receiver.Always(hooktest.Status(http.StatusInternalServerError))
		endpoint, _ := w.endpoint(receiver)
		for hours := 0; w.reload(endpoint).IsActive; hours += 8 {
			if hours > 8*24 {
				w.t.Fatalf("still on after %d hours: %+v", hours, w.reload(endpoint))
			}
			failures := w.reload(endpoint).Failures
			w.person("Noor")
			w.later(20 * time.Minute) // the breaker is open for a quarter of an hour at most
			w.until("another failure", func() bool {
				now := w.reload(endpoint)
				return now.Failures > failures || !now.IsActive
			})
			w.later(8 * time.Hour)
		}
		if reason := w.reload(endpoint).DisabledReason; reason != models.DisabledAsFailing {
			w.t.Errorf("switched off as %q", reason)
		}
		if w.pending() != 0 {
			w.t.Errorf("%d are still pending", w.pending())
		}
		want := []string{"endpoint.created", "endpoint.failing", "endpoint.failing-a-day", "endpoint.last-day", "endpoint.disabled"}
		if told := w.told(endpoint); !slices.Equal(told, want) {
			w.t.Errorf("staff were told %v, want %v", told, want)
		}
	})
}

func TestRecoveryIsToldOnce(t *testing.T) {
	w := newWorld(t, models.SQLite)
	receiver := hooktest.New(t)
	receiver.Always(hooktest.Status(http.StatusInternalServerError))
	endpoint, _ := w.endpoint(receiver)
	w.firstTried()
	w.later(20 * time.Minute)
	w.until("the retry and the news of trouble", func() bool {
		return w.deliveries()[0].Tries == 2 && slices.Contains(w.told(endpoint), "endpoint.failing")
	})
	receiver.Always(hooktest.Status(http.StatusNoContent))
	w.later(time.Hour)
	w.person("Sam")
	w.allEnded()
	want := []string{"endpoint.created", "endpoint.failing", "endpoint.recovered"}
	if told := w.told(endpoint); !slices.Equal(told, want) {
		t.Errorf("staff were told %v, want %v", told, want)
	}
}

// told lists what the audit log says of an endpoint.
func (w *world) told(endpoint *models.Endpoint) []string {
	w.t.Helper()
	var actions []string
	err := w.db.Read(w.t.Context()).Model(&models.Audit{}).Where("subject_kind = ? AND subject_id = ?", models.KindEndpoint, endpoint.ID).
		Order("id").Pluck("action", &actions).Error
	if err != nil {
		w.t.Fatal(err)
	}
	return actions
}
