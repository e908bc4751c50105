package app_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

func TestTheMetricsTellHowWebhooksFare(t *testing.T) {
	clock := apptest.NewClock(time.Now()) // which stands still: no retry falls due
	world := apptest.Start(t, apptest.At(clock.Now), apptest.With(func(c *app.Config) { c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")} }))
	good, bad := hooktest.New(t), hooktest.New(t)
	bad.Always(hooktest.Status(http.StatusInternalServerError))
	endpoints := map[string]*models.Endpoint{}
	world.Write(func(tx *models.Tx) (err error) {
		for name, url := range map[string]string{"good": good.URL(), "bad": bad.URL(), "private": good.URL()} {
			if endpoints[name], _, err = world.App.Sender.Create(tx, webhooks.Draft{URL: url, IsActive: true}); err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE endpoints SET url = 'https://10.1.2.3/hooks' WHERE id = ?", endpoints["private"].ID).Error
	})
	world.Write(func(tx *models.Tx) error {
		return tx.Create(&models.Person{FirstName: "Noor", LastName: "Haddad"}).Error
	})
	for _, want := range []string{
		`anteroom_webhook_deliveries_total{outcome="delivered"} 1`,
		`anteroom_webhook_deliveries_total{outcome="failed"} 1`,
		`anteroom_webhook_try_seconds_count{outcome="delivered"} 1`,
		`anteroom_webhook_try_seconds_count{outcome="status"} 1`,
		`anteroom_webhook_try_seconds_count{outcome="private-address"} 1`,
		`anteroom_webhook_refused_addresses_total 1`,
		`anteroom_webhook_commit_to_first_byte_seconds_count 2`,
		`anteroom_webhook_deliveries_pending 1`,
		`anteroom_webhook_oldest_pending_seconds `,
		`anteroom_webhook_open_breakers 0`,
		`anteroom_webhook_late_results_total 0`,
		`anteroom_webhook_tries_in_flight 0`,
	} {
		untilMetric(t, world, want)
	}
	page := world.Visitor().Get("/metrics")
	for _, hidden := range []string{"127.0.0.1", "10.1.2.3", endpoints["good"].PublicID, "Haddad"} {
		if strings.Contains(page.Body, hidden) {
			t.Errorf("the metrics name %s", hidden)
		}
	}
}

// untilMetric waits for a line: results are counted a moment after the receiver's answer.
func untilMetric(t *testing.T, world *apptest.World, line string) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		page := world.Visitor().Get("/metrics").Wants(http.StatusOK)
		if strings.Contains(page.Body, "\n"+line) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("no line %q in %s", line, page.Body)
		}
	}
}
