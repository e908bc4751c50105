package api_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/models"
)

func TestNobodyReplaysMoreThanAReceiverCanTakeIn(t *testing.T) {
	w, receiver := startHearing(t)
	id := w.register(receiver).text("webhookId")
	w.call("PATCH", "/webhooks/"+id, `{"eventTypes":["DeletePerson"]}`, http.StatusOK)
	w.call("DELETE", "/people/"+w.person("Ida"), "", http.StatusNoContent)
	replay := `{"after":"2020-01-01T00:00:00Z","before":"2199-01-01T00:00:00Z"}`
	again := func(n string) {
		w.Write(func(tx *models.Tx) error {
			return tx.Exec(`INSERT INTO events (sequence, public_id, subject_kind, subject_id, subject_public_id, change, before, after, by_kind, at)
				WITH RECURSIVE numbers(n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM numbers WHERE n < ` + n + `)
				SELECT n, public_id || n, subject_kind, subject_id, subject_public_id, change, before, after, by_kind, at FROM events, numbers WHERE sequence = 2`).Error
		})
	}
	again("10002")
	refused := w.call("POST", "/webhooks/"+id+"/replay", replay, http.StatusConflict)
	if !strings.Contains(refused.text("detail"), "shorter time") {
		t.Errorf("refused %v", refused)
	}
	page, all := w.As(models.RoleAdmin), url.Values{"what": {"all"}, "since": {"2020-01-01T00:00"}, "until": {"2199-01-01T00:00"}}
	page.Post("/admin/settings/webhooks/"+id+"/resend", all).Wants(http.StatusUnprocessableEntity).Says("choose a shorter time")
	if items := w.call("GET", "/webhooks/"+id+"/deliveries?limit=5", "", http.StatusOK).items("items"); len(items) != 1 {
		t.Errorf("%d deliveries although nothing was replayed", len(items))
	}
	w.Write(func(tx *models.Tx) error { return tx.Exec("DELETE FROM events WHERE sequence = 10002").Error })
	if replayed := w.call("POST", "/webhooks/"+id+"/replay", replay, http.StatusAccepted); replayed.text("count") != "10000" {
		t.Errorf("replayed %v", replayed)
	}
}
