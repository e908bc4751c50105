package webhooks_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"anteroom/webhooks"
)

func TestACatcherTellsASignatureThatHoldsFromOneThatDoesNot(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	secret, body := webhooks.NewSecret(), []byte(`{"test":true}`)
	post := func(signedWith string) (int, string) {
		var printed bytes.Buffer
		server := httptest.NewServer(webhooks.NewCatcher(&printed, secret, func() time.Time { return now }))
		defer server.Close()
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("webhook-id", "msg_1")
		request.Header.Set("webhook-timestamp", "1795165200")
		request.Header.Set("webhook-signature", webhooks.Sign([]string{signedWith}, "msg_1", now, body))
		answer, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		return answer.StatusCode, printed.String()
	}
	if status, printed := post(secret); status != http.StatusOK || !strings.Contains(printed, "signature holds") {
		t.Error(status, printed)
	}
	if status, printed := post(webhooks.NewSecret()); status != http.StatusUnauthorized || !strings.Contains(printed, "DOES NOT HOLD") {
		t.Error(status, printed)
	}
}
