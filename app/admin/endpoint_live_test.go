package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

func TestASpanOfTimeIsCountedAndSentAgain(t *testing.T) {
	w := startListening(t, apptest.From(noon)) // what is sent again keeps some distance
	w.person("Noor")
	w.person("Ida")
	w.receiver.Wait(t, 2)
	w.deliveries(models.Delivered, 1)
	zone := "2006-01-02T15:04"
	account, err := models.FindAccount(w.DB.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	now := noon.In(account.Zone())
	span := url.Values{"what": {"all"}, "since": {now.Add(-time.Hour).Format(zone)}, "until": {now.Add(time.Hour).Format(zone)}}
	w.admin.Get(w.path).Says("Replay a date range…")
	w.admin.Get(w.path+"/resend?"+span.Encode()).Wants(http.StatusOK).Says("2 deliveries will be sent", "Send 2 deliveries")
	w.admin.Post(w.path+"/resend", span).WantsRedirect(w.path)
	again := w.receiver.Wait(t, 4)
	sent := func(requests []hooktest.Received) (lines []string) { // those about two people may overtake each other
		for _, one := range requests {
			lines = append(lines, one.Header.Get("webhook-id")+" "+string(one.Body))
		}
		slices.Sort(lines)
		return lines
	}
	if first, second := sent(again[:2]), sent(again[2:]); !slices.Equal(first, second) {
		t.Errorf("they were sent as %s and again as %s", first, second)
	}
	w.admin.Get(w.path).Says("2 deliveries are being sent again", "Replayed")
	w.admin.Get("/admin/settings/audit").Says("Sent a span of time to a webhook endpoint again")

	span.Set("until", now.Add(-2*time.Hour).Format(zone))
	if page := w.admin.Post(w.path+"/resend", span).Wants(http.StatusUnprocessableEntity); page.Errors()["until"] == "" {
		t.Errorf("the page says %s", page.Text())
	}
	span.Set("since", now.Add(-3*time.Hour).Format(zone))
	w.admin.Get(w.path + "/resend?" + span.Encode()).Says("Nothing happened in that time")
	span.Set("since", "yesterday")
	w.admin.Get(w.path + "/resend?" + span.Encode()).Wants(http.StatusUnprocessableEntity).Says("Please give a day and a time")

	w.admin.Post(w.path+"/state", url.Values{"state": {"off"}}).Wants(http.StatusSeeOther)
	span.Set("since", now.Add(-time.Hour).Format(zone))
	span.Set("until", now.Add(time.Hour).Format(zone))
	w.admin.Get(w.path+"/resend?"+span.Encode()).Says("2 deliveries would be sent", "switch it on first")
	w.admin.Post(w.path+"/resend", span).Wants(http.StatusUnprocessableEntity).Says("switched off")
}

// A dialect is tested with what it has words for, fields included.
func TestATestOffersWhatTheDialectHasWordsFor(t *testing.T) {
	w := startListening(t)
	w.admin.Get(w.path+"/test").Says("field.updated", "location.removed", "AddPerson")
	w.admin.Post(w.path+"/settings", w.form(url.Values{"dialect": {"appointlet"}})).WantsRedirect(w.path + "/settings")
	w.admin.Get(w.path+"/test").Says("field.updated", "visit.created").Hides("AddPerson", "location.removed")
	w.admin.Post(w.path+"/test", url.Values{"event": {"field.created"}}).Wants(http.StatusOK).Says("The test arrived", "Allergies and diets")
	if heard := w.receiver.Wait(t, 1)[0]; heard.Header.Get("anteroom-event") != "field.created" || !strings.Contains(string(heard.Body), `"action":"created"`) {
		t.Errorf("heard %s", heard.Body)
	}
}

// Who fails is spared, and the page says until when.
func TestTheBannerSaysUntilWhenAnEndpointIsPaused(t *testing.T) {
	w := startListening(t, atNoon())
	w.receiver.Always(hooktest.Status(http.StatusInternalServerError))
	for _, first := range []string{"Noor", "Ida", "Mira", "Jonas", "Sam"} {
		w.person(first)
	}
	w.receiver.Wait(t, 5)
	w.deliveries(models.Pending, 1)
	w.admin.Get(w.path).Says("5 of the last 5 failed", "It is paused until", "which costs no tries")
	answer := w.Key(models.ScopeAdmin).Get("/api/v1/webhooks/" + w.endpoint().PublicID).Wants(http.StatusOK)
	if strings.Contains(answer.Body, `"pausedUntil":null`) {
		t.Errorf("the API says %s", answer.Body)
	}
}

// The page looks again when something was sent or tried, and nobody but an admin may listen for that.
func TestTheActivityOfAnEndpointIsLive(t *testing.T) {
	w := startListening(t)
	endpoint := w.endpoint()
	version := func() int64 {
		versions, err := models.Versions(w.DB.Read(t.Context()), map[models.Watch]bool{endpoint.Watch(): true})
		if err != nil {
			t.Fatal(err)
		}
		return versions[endpoint.Watch()]
	}
	before := version()
	if !strings.Contains(w.admin.Get(w.path).Says("Nothing sent yet").Body, endpoint.Watch().String()+"@1\"") {
		t.Error("an endpoint that nothing was sent to cannot be followed: a version is a number from 1 on")
	}
	w.person("Noor")
	w.deliveries(models.Delivered, 1)
	if after := version(); after < before+2 {
		t.Errorf("the version was %d and is %d: a delivery and its try are two changes", before, after)
	}
	page := w.admin.Get(w.path)
	if !strings.Contains(page.Body, `data-live="/admin/stream?watch=`+endpoint.Watch().String()+"@") {
		t.Error("the page follows nothing")
	}
	w.As(models.RoleManager).Get("/admin/stream?watch=" + endpoint.Watch().String()).Wants(http.StatusNotFound)
	w.admin.Get("/admin/stream?watch=endpoint:999999").Wants(http.StatusNotFound)
}
