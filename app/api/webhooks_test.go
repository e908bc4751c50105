package api_test

import (
	"encoding/json"
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

// startHearing runs a program that may reach receivers on this machine.
func startHearing(t *testing.T, with ...apptest.Option) (*world, *hooktest.Receiver) {
	t.Helper()
	allow := func(c *app.Config) { c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")} }
	return start(t, append(with, apptest.With(allow))...), hooktest.New(t)
}

// register makes an endpoint for a receiver.
func (w *world) register(receiver *hooktest.Receiver) object {
	w.t.Helper()
	return w.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`/hook"}`, http.StatusCreated)
}

func TestASecretIsShownByTheCreateAlone(t *testing.T) {
	w, receiver := startHearing(t)
	body := `{"url":"` + receiver.URL() + `","description":"Ledger","eventTypes":["AddPerson"],
		"oAuth":{"tokenUrl":"` + receiver.URL() + `/token","clientId":"linden","clientSecret":"very hidden words","scope":"hooks"},
		"header":{"name":"X-Api-Key","value":"very hidden key"}}`
	page := sendOnce(w.admin, "/webhooks", body, "one endpoint")
	made := answerOf(t, page, http.StatusCreated)
	secret := made.text("secret")
	if !strings.HasPrefix(secret, "whsec_") || made["isActive"] != true || made.text("dialect") != "standard" {
		t.Errorf("made %v", made)
	}
	if again := sendOnce(w.admin, "/webhooks", body, "one endpoint"); again.Body != page.Body {
		t.Errorf("sent again: %s", again.Body)
	}
	path := "/webhooks/" + made.text("webhookId")
	for _, answer := range []object{
		w.call("GET", path, "", http.StatusOK), w.call("GET", "/webhooks", "", http.StatusOK),
		w.call("PATCH", path, `{"description":"Books"}`, http.StatusOK), w.call("GET", path+"/deliveries", "", http.StatusOK),
	} {
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), secret) || strings.Contains(string(text), "very hidden") {
			t.Errorf("a secret is told: %s", text)
		}
	}
	var kept []models.IdempotencyKey
	if err := w.DB.Read(t.Context()).Find(&kept).Error; err != nil {
		t.Fatal(err)
	}
	if len(kept) != 1 || strings.Contains(kept[0].Answer, secret) {
		t.Errorf("kept %v", kept)
	}
	if oauth := w.call("GET", path, "", http.StatusOK).object("oAuth"); oauth.text("clientId") != "linden" {
		t.Errorf("oAuth %v", oauth)
	}
	if emptied := w.call("PATCH", path, `{"oAuth":null,"eventTypes":null}`, http.StatusOK); emptied["oAuth"] != nil || emptied.text("eventTypes") != "[]" {
		t.Errorf("emptied %v", emptied)
	}
}

func TestAReceiverHearsOfWhatTheAPIChanges(t *testing.T) {
	w, receiver := startHearing(t)
	endpoint := w.register(receiver)
	list := w.list("Toddlers")
	mila := w.person("Mila")
	w.call("PATCH", "/people/"+mila, `{"fields":{"First Name":"Mila Sophie"}}`, http.StatusOK)
	w.call("PATCH", "/people/"+mila, `{"fields":{"First Name":"Mila Sophie"}}`, http.StatusOK)
	w.enter(list, mila)
	w.call("DELETE", "/people/"+mila, "", http.StatusNoContent)
	heard := receiver.Wait(t, 4)
	var types []string
	for _, one := range heard {
		types = append(types, one.Header.Get("anteroom-event"))
	}
	if got := strings.Join(types, " "); got != "AddPerson UpdatePerson UpdatePerson DeletePerson" {
		t.Errorf("heard %s", got)
	}
	receiver.MustVerify(t, endpoint.text("secret"))
	feed := w.read.Get("/api/v1/events?after=0")
	answerOf(t, feed, http.StatusOK)
	for _, one := range heard {
		if !strings.Contains(feed.Body, string(one.Body)) {
			t.Errorf("the feed has other bytes than %s", one.Body)
		}
	}
	deliveries := w.call("GET", "/webhooks/"+endpoint.text("webhookId")+"/deliveries?limit=3", "", http.StatusOK)
	if len(deliveries.items("items")) != 3 || deliveries.items("items")[0].text("type") != "DeletePerson" {
		t.Errorf("deliveries %v", deliveries)
	}
	rest := w.call("GET", "/webhooks/"+endpoint.text("webhookId")+"/deliveries?limit=3&cursor="+deliveries.text("nextCursor"), "", http.StatusOK)
	if len(rest.items("items")) != 1 || rest["nextCursor"] != nil {
		t.Errorf("the rest %v", rest)
	}
}

func TestADeliveryIsSentAgainWithItsBytes(t *testing.T) {
	w, receiver := startHearing(t)
	path := "/webhooks/" + w.register(receiver).text("webhookId")
	begin := time.Now().Add(-time.Minute).UTC().Format(time.RFC3339)
	w.person("Mila")
	first := receiver.Wait(t, 1)[0]
	var id string
	for id == "" {
		if items := w.call("GET", path+"/deliveries?state=delivered", "", http.StatusOK).items("items"); len(items) > 0 {
			id = items[0].text("deliveryId")
		}
		time.Sleep(25 * time.Millisecond) // a key may ask 50 times a second
	}
	whole := w.call("GET", path+"/deliveries/"+id, "", http.StatusOK)
	if whole.text("body") != string(first.Body) || whole.text("messageId") != first.Header.Get("webhook-id") || len(whole.items("attempts")) != 1 {
		t.Errorf("delivery %v", whole)
	}
	if again := w.call("POST", path+"/deliveries/"+id+"/redeliver", "", http.StatusAccepted); again.text("cause") != "redelivery" {
		t.Errorf("again %v", again)
	}
	receiver.Wait(t, 2)
	replayed := w.call("POST", path+"/replay", `{"after":"`+begin+`","before":"2199-01-01T00:00:00Z"}`, http.StatusAccepted)
	if replayed.text("count") != "1" {
		t.Errorf("replayed %v", replayed)
	}
	for _, one := range receiver.Wait(t, 3) {
		if string(one.Body) != string(first.Body) || one.Header.Get("webhook-id") != first.Header.Get("webhook-id") {
			t.Errorf("sent %s %s", one.Header.Get("webhook-id"), one.Body)
		}
	}
	w.call("POST", path+"/replay", `{"after":"2026-01-02T00:00:00Z","before":"2026-01-01T00:00:00Z"}`, http.StatusUnprocessableEntity)
	w.call("POST", path+"/replay", `{"after":"yesterday","before":"today"}`, http.StatusUnprocessableEntity)
	w.call("POST", path+"/deliveries/999/redeliver", "", http.StatusNotFound)
	other := "/webhooks/" + w.register(receiver).text("webhookId")
	w.call("GET", other+"/deliveries/"+id, "", http.StatusNotFound)
	w.call("POST", other+"/deliveries/"+id+"/redeliver", "", http.StatusNotFound)
}

func TestATestIsAnsweredAtOnce(t *testing.T) {
	w, receiver := startHearing(t)
	endpoint := w.register(receiver)
	path := "/webhooks/" + endpoint.text("webhookId") + "/test"
	if tested := w.call("POST", path, "", http.StatusOK); tested["delivered"] != true || tested.text("body") != `{"test":true}` {
		t.Errorf("tested %v", tested)
	}
	if tested := w.call("POST", path, `{"type":"AddPerson"}`, http.StatusOK); tested.text("type") != "AddPerson" || !strings.Contains(tested.text("body"), "PersonGUID") {
		t.Errorf("tested %v", tested)
	}
	w.call("POST", path, `{"type":"Shoes"}`, http.StatusUnprocessableEntity)
	receiver.MustVerify(t, endpoint.text("secret"))
	receiver.Close()
	if tested := w.call("POST", path, "", http.StatusOK); tested["delivered"] != false || tested.text("failure") != "refused" || tested.text("advice") == "" {
		t.Errorf("tested %v", tested)
	}
}

func TestANewSecretSignsBesideTheOldOne(t *testing.T) {
	w, receiver := startHearing(t)
	endpoint := w.register(receiver)
	path := "/webhooks/" + endpoint.text("webhookId")
	rotated := w.call("POST", path+"/rotate-secret", "", http.StatusOK)
	if rotated.text("secret") == endpoint.text("secret") || rotated.text("oldSecretUntil") == "" {
		t.Errorf("rotated %v", rotated)
	}
	w.call("POST", path+"/test", "", http.StatusOK)
	receiver.MustVerify(t, endpoint.text("secret"))
	receiver.MustVerify(t, rotated.text("secret"))
	chosen := w.call("POST", path+"/rotate-secret", `{"secret":"words-of-our-own-choice","endOld":true}`, http.StatusOK)
	if chosen.text("secret") != "words-of-our-own-choice" || chosen["oldSecretUntil"] != nil {
		t.Errorf("chosen %v", chosen)
	}
	w.call("POST", path+"/rotate-secret", `{"secret":"short"}`, http.StatusUnprocessableEntity)
	w.call("POST", path+"/test", "", http.StatusOK)
	last := receiver.Received()[1]
	if err := webhooks.Verify(rotated.text("secret"), last.Header, last.Body, time.Minute, last.At); err == nil {
		t.Error("the old secret still signs")
	}
}

func TestTheSixthEndpointIsRefusedInASentence(t *testing.T) {
	w, receiver := startHearing(t)
	for range 5 {
		w.register(receiver)
	}
	refused := w.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`"}`, http.StatusUnprocessableEntity)
	if !strings.Contains(refused.problems()["body.locationIds"], "five") {
		t.Errorf("refused %v", refused)
	}
	location := w.call("POST", "/locations", `{"name":"Linden House North"}`, http.StatusCreated).text("locationId")
	made := w.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`","locationIds":["`+location+`"],"visitStates":["BOOKED"],"isActive":false}`, http.StatusCreated)
	if made["isActive"] != false || made.text("disabledReason") != "staff" {
		t.Errorf("made %v", made)
	}
	path := "/webhooks/" + made.text("webhookId")
	if on := w.call("PATCH", path, `{"isActive":true}`, http.StatusOK); on["isActive"] != true || on["disabledReason"] != nil {
		t.Errorf("switched on %v", on)
	}
	w.call("DELETE", path, "", http.StatusNoContent)
	w.call("GET", path, "", http.StatusNotFound)
}

// A body as it is sent to another product is understood here.
func TestAnEndpointIsMadeByTheParametersThatOthersUse(t *testing.T) {
	w := start(t)
	location := w.call("POST", "/locations", `{"name":"Linden House North"}`, http.StatusCreated).text("locationId")
	body := `{"secret":"twenty-four letters long","visitStates":["PENDING","BOOKED","SERVED"],"eventTypes":["visit.created","visit.updated"],
		"locationIds":["` + location + `"],"isActive":false,"url":"https://203.0.114.7/test"}`
	made := w.call("POST", "/webhooks", body, http.StatusCreated)
	if made.text("secret") != "twenty-four letters long" || made["isActive"] != false || made.text("visitStates") != `["PENDING","BOOKED","SERVED"]` ||
		made.text("eventTypes") != `["visit.created","visit.updated"]` || made.text("locationIds") != `["`+location+`"]` {
		t.Errorf("made %v", made)
	}
	page := w.As(models.RoleAdmin).Get("/admin/settings/webhooks/" + made.text("webhookId") + "/settings").Wants(http.StatusOK)
	if !strings.Contains(page.Body, `value="SERVING" checked`) {
		t.Error("the page does not know SERVED")
	}
}

func TestAWrongEndpointIsRefusedFieldByField(t *testing.T) {
	w := start(t)
	for body, location := range map[string]string{
		`{}`: "body.url", `{"url":"http://example.com"}`: "body.url", `{"url":"https://127.0.0.1/"}`: "body.url", `{"url":"https://10.0.0.1/"}`: "body.url",
		`{"url":"https://user:secret@203.0.114.7/"}`: "body.url", `{"url":"https://203.0.114.7/","eventTypes":["Shoes"]}`: "body.eventTypes",
		`{"url":"https://203.0.114.7/","dialect":"shoes"}`: "body.dialect", `{"url":"https://203.0.114.7/","secret":"short"}`: "body.secret",
		`{"url":"https://203.0.114.7/","locationIds":["none"]}`: "body.locationIds", `{"url":"https://203.0.114.7/","locationIds":["\u0000"]}`: "body.locationIds",
		`{"url":"https://203.0.114.7/","visitStates":["shoes"]}`: "body.visitStates", `{"url":"https://203.0.114.7/","oAuth":{"tokenUrl":"x"}}`: "body.oAuth.clientId",
		`{"url":"https://203.0.114.7/","slots":0}`:                            "body.slots",
		`{"url":"https://203.0.114.7/","header":{"name":"Host","value":"x"}}`: "body.header.name", `{"url":"https://203.0.114.7/","header":{"name":"X-Key"}}`: "body.header.value",
		`{"url":"https://203.0.114.7/","header":{"name":"X-Key","value":"a\r\nHost: b"}}`: "body.header.value",
	} {
		if problems := w.call("POST", "/webhooks", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
	w.call("POST", "/webhooks/none/test", "", http.StatusNotFound)
	w.call("POST", "/webhooks/none/replay", `{"after":"2026-01-01T00:00:00Z","before":"2026-01-02T00:00:00Z"}`, http.StatusNotFound)
}

func TestTheFeedGivesEverythingInOrderAndSaysWhatIsGone(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		for _, name := range []string{"Ada", "Ben", "Cem"} {
			w.call("DELETE", "/people/"+w.person(name), "", http.StatusNoContent)
		}
		var sequences []string
		for after := "0"; after != ""; {
			answer := w.call("GET", "/events?limit=2&after="+after, "", http.StatusOK)
			sequences = append(sequences, answer.texts("sequence")...)
			after = answer.text("nextCursor")
		}
		if got := strings.Join(sequences, " "); got != "1 2 3 4 5 6" {
			t.Errorf("sequences %s", got)
		}
		if deleted := w.call("GET", "/events?types=DeletePerson,UpdatePerson", "", http.StatusOK); strings.Join(deleted.texts("sequence"), " ") != "2 4 6" {
			t.Errorf("deleted %v", deleted)
		}
		for _, wrong := range []string{"x", "-1", "1.5", "99999999999999999999"} {
			w.call("GET", "/events?after="+wrong, "", http.StatusUnprocessableEntity)
		}
		w.Write(func(tx *models.Tx) error {
			return tx.Exec("UPDATE counters SET value = 4 WHERE name = 'feed'").Error
		})
		if gone := w.call("GET", "/events?after=3", "", http.StatusGone); gone.text("oldestSequence") != "5" {
			t.Errorf("gone %v", gone)
		}
		if rest := w.call("GET", "/events", "", http.StatusOK); strings.Join(rest.texts("sequence"), " ") != "5 6" {
			t.Errorf("without after: %v", rest)
		}
	})
}
