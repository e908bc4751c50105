package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
)

// sendOnce sends a create with an Idempotency-Key.
func sendOnce(client *apptest.Client, path, body, key string) *apptest.Page {
	request := client.Request(http.MethodPost, "/api/v1"+path, strings.NewReader(body))
	request.Header.Set("Content-Type", jsonType)
	request.Header.Set("Idempotency-Key", key)
	return client.Do(request)
}

func TestACreateSentTwiceHappensOnce(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		body := `{"fields":{"First Name":"Mila","Last Name":"Brandt"},"notes":[{"text":"1.50 <b>"}]}`
		first := sendOnce(w.write, "/people", body, "a key")
		again := sendOnce(w.write, "/people", body, "a key")
		if first.Status != http.StatusCreated || again.Status != first.Status || again.Body != first.Body {
			t.Errorf("first %d %s, again %d %s", first.Status, first.Body, again.Status, again.Body)
		}
		if place := first.Header.Get("Location"); place != again.Header.Get("Location") || w.read.Get(place).Status != http.StatusOK {
			t.Errorf("Location %q, again %q", place, again.Header.Get("Location"))
		}
		other := answerOf(t, sendOnce(w.write, "/people", `{"fields":{"First Name":"Noah"}}`, "a key"), http.StatusConflict)
		if other.text("code") != "idempotency-key-reused" {
			t.Errorf("another body: %v", other)
		}
		answerOf(t, sendOnce(w.admin, "/people", `{"fields":{"First Name":"Noah"}}`, "a key"), http.StatusCreated)
		if items := w.call("GET", "/people", "", http.StatusOK).items("items"); len(items) != 2 {
			t.Errorf("%d people", len(items))
		}
	})
}

func TestDuplicatesAtTheSameTimeHappenOnce(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		var group sync.WaitGroup
		answers := make([]string, 12)
		for i := range answers {
			group.Go(func() { answers[i] = sendOnce(w.write, "/people", `{"fields":{"First Name":"Mila"}}`, "the same").Body })
		}
		group.Wait()
		for _, answer := range answers {
			if answer != answers[0] {
				t.Errorf("answers differ: %s and %s", answers[0], answer)
			}
		}
		if items := w.call("GET", "/people", "", http.StatusOK).items("items"); len(items) != 1 {
			t.Errorf("%d people", len(items))
		}
	})
}

func TestAKeyServesAgainAfterADayAndNeverForARefusal(t *testing.T) {
	clock := apptest.NewClock(time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC))
	w := start(t, apptest.At(clock.Now))
	answerOf(t, sendOnce(w.write, "/people", `{"fields":{"Shoe size":4}}`, "key"), http.StatusUnprocessableEntity)
	answerOf(t, sendOnce(w.write, "/people", `{"fields":{"First Name":"Mila"}}`, "key"), http.StatusCreated)
	clock.Later(24*time.Hour + time.Second)
	answerOf(t, sendOnce(w.write, "/people", `{"fields":{"First Name":"Noah"}}`, "key"), http.StatusCreated)
}

func TestEveryCreateTakesAKey(t *testing.T) {
	w := start(t)
	list, person := w.list("Toddlers"), w.person("Mila")
	creates := map[string]string{
		"/people": `{"fields":{"First Name":"Noah"}}`, "/people/" + person + "/notes": `{"text":"Hello."}`,
		"/fields": `{"label":"Allergies","type":"text"}`, "/priorities": `{"name":"Siblings"}`, "/waitlists": `{"name":"Babies"}`,
		"/waitlists/" + list + "/entries": `{"personId":` + person + `}`, "/locations": `{"name":"Linden House North"}`,
	}
	for path, body := range creates {
		first, again := sendOnce(w.admin, path, body, "key for "+path), sendOnce(w.admin, path, body, "key for "+path)
		if first.Status != http.StatusCreated || first.Body != again.Body || again.Status != http.StatusCreated {
			t.Errorf("%s: %d %s, again %d %s", path, first.Status, first.Body, again.Status, again.Body)
		}
	}
}

func TestAKeyIsATextOfBoundedLength(t *testing.T) {
	w := start(t)
	answer := answerOf(t, sendOnce(w.write, "/people", `{"fields":{"First Name":"Mila"}}`, strings.Repeat("k", 256)), http.StatusUnprocessableEntity)
	if answer.problems()["header.Idempotency-Key"] == "" {
		t.Errorf("problems %v", answer)
	}
}

func TestARequestOverTheLimitIsToldWhenToComeBack(t *testing.T) {
	clock := apptest.NewClock(time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC))
	w := start(t, apptest.At(clock.Now), apptest.With(func(c *app.Config) { c.RateAPI.Count, c.RateAPI.Window = 5, time.Second }))
	for range 10 {
		answerOf(t, w.read.Get("/api/v1/people"), http.StatusOK)
	}
	page := w.read.Get("/api/v1/people")
	answerOf(t, page, http.StatusTooManyRequests)
	if page.Header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", page.Header.Get("Retry-After"))
	}
	answerOf(t, w.write.Get("/api/v1/people"), http.StatusOK)
	clock.Later(time.Second)
	answerOf(t, w.read.Get("/api/v1/people"), http.StatusOK)
}

func TestScopesOpenWhatTheyName(t *testing.T) {
	w := start(t)
	nobody := w.Visitor()
	clients := []struct {
		name   string
		client *apptest.Client
		scopes []string
	}{
		{"nobody", nobody, nil},
		{"read", w.read, []string{"apiScope:read"}},
		{"write", w.write, []string{"apiScope:read", "apiScope:write"}},
		{"admin", w.admin, []string{"apiScope:read", "apiScope:write", "apiScope:admin"}},
	}
	for _, route := range w.App.Routes() {
		if route.Audience != "api" || route.Policy == "public" {
			continue
		}
		path := strings.NewReplacer(":personId", "999", ":noteId", "x", ":fieldId", "x", ":priorityId", "x", ":waitlistId", "x", ":entryId", "x",
			":locationId", "x", ":webhookId", "x", ":deliveryId", "x").Replace(route.Path)
		for _, c := range clients {
			page := c.client.JSON(route.Method, path, "{")
			refused := page.Status == http.StatusForbidden || page.Status == http.StatusUnauthorized
			allowed := strings.Contains(fmt.Sprint(c.scopes), string(route.Policy))
			if allowed == refused || page.Status >= 500 {
				t.Errorf("%s %s as %s: %d %s", route.Method, route.Path, c.name, page.Status, page.Body)
			}
			if c.client == nobody && (page.Status != http.StatusUnauthorized || page.Header.Get("WWW-Authenticate") != "Bearer") {
				t.Errorf("%s %s without a key: %d", route.Method, route.Path, page.Status)
			}
		}
	}
}

func TestAKeyComesInEitherHeader(t *testing.T) {
	w := start(t)
	secret := strings.TrimPrefix(w.read.Header.Get("Authorization"), "Bearer ")
	other := w.Visitor()
	other.Header.Set("apikey", secret)
	answerOf(t, other.Get("/api/v1/people"), http.StatusOK)
	other.Header.Set("apikey", secret+"x")
	answerOf(t, other.Get("/api/v1/people"), http.StatusUnauthorized)
	other.Header.Set("apikey", "")
	other.Header.Set("Authorization", "Bearer ")
	answerOf(t, other.Get("/api/v1/people"), http.StatusUnauthorized)
	w.Write(func(tx *models.Tx) error {
		key, err := models.FindAPIKey(tx, secret)
		if err != nil {
			return err
		}
		return key.Revoke(tx)
	})
	answerOf(t, w.read.Get("/api/v1/people"), http.StatusUnauthorized)
}

func TestUnreadableRequestsAreRefusedAlike(t *testing.T) {
	w := start(t)
	send := func(kind, body string) *apptest.Page {
		request := w.write.Request(http.MethodPost, "/api/v1/people", strings.NewReader(body))
		request.Header.Set("Content-Type", kind)
		return w.write.Do(request)
	}
	answerOf(t, send(jsonType, "{"), http.StatusBadRequest)
	answerOf(t, send(jsonType, ""), http.StatusBadRequest)
	answerOf(t, send(jsonType, "{\"fields\":{\"First Name\":\"\xff\"}}"), http.StatusBadRequest)
	answerOf(t, send(jsonType, `{"fields":{}} {}`), http.StatusBadRequest)
	answerOf(t, send(jsonType, `{"fields":{"First Name":"`+strings.Repeat("a", 300<<10)+`"}}`), http.StatusRequestEntityTooLarge)
	answerOf(t, send("application/x-www-form-urlencoded", "a=b"), http.StatusUnsupportedMediaType)
	answerOf(t, send("application/json; charset=utf-8", `{"fields":{"First Name":"Mila"}}`), http.StatusCreated)
	wrongMethod := w.write.JSON(http.MethodPut, "/api/v1/people", "{}")
	answerOf(t, wrongMethod, http.StatusMethodNotAllowed)
	if wrongMethod.Header.Get("Allow") == "" {
		t.Error("405 does not say what is allowed")
	}
	absent, unknown := w.read.Get("/api/v1/people/999"), w.read.Get("/api/v1/shoes")
	answerOf(t, unknown, http.StatusNotFound)
	if absent.Body != unknown.Body || w.read.Get("/api/v1/people/none").Body != absent.Body {
		t.Errorf("%s and %s", absent.Body, unknown.Body)
	}
}
