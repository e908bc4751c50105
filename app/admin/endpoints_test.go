package admin_test

import (
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

var secretShown = regexp.MustCompile(`whsec_[A-Za-z0-9+/=]+`)

// listening is a world with a receiver, and an endpoint made through the pages.
type listening struct {
	*apptest.World
	receiver *hooktest.Receiver
	admin    *apptest.Client
	path     string // of the endpoint
	secret   string
}

func startListening(t *testing.T, with ...apptest.Option) *listening {
	t.Helper()
	options := append(with, apptest.With(func(config *app.Config) {
		config.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		config.WebhookWait = time.Second
	}))
	w := &listening{World: apptest.Start(t, options...), receiver: hooktest.New(t)}
	w.admin = w.As(models.RoleAdmin)
	page := w.admin.Post("/admin/settings/webhooks", w.form(url.Values{})).Wants(http.StatusOK)
	w.secret = secretShown.FindString(page.Body)
	if w.secret == "" {
		t.Fatalf("no secret is shown: %s", page.Text())
	}
	w.path = regexp.MustCompile(`/admin/settings/webhooks/[a-zA-Z0-9]{20}`).FindString(page.Body)
	return w
}

// form is a whole form for an endpoint at the receiver, with some of it changed.
func (w *listening) form(change url.Values) url.Values {
	w.T.Helper()
	form := url.Values{
		"url": {w.receiver.URL() + "/hooks"}, "scope": {"account"}, "events": {"all"}, "personal": {"all"}, "dialect": {"standard"}, "active": {"on"},
		"slots": {"4"}, "once": {w.admin.Get("/admin/settings/webhooks/new").Wants(http.StatusOK).Once()},
	}
	for name, values := range change {
		form[name] = values
	}
	return form
}

func (w *listening) endpoint() *models.Endpoint {
	w.T.Helper()
	endpoint, err := models.FindEndpoint(w.DB.Read(w.T.Context()), w.path[strings.LastIndex(w.path, "/")+1:])
	if err != nil {
		w.T.Fatal(err)
	}
	return endpoint
}

func (w *listening) person(first string) (person *models.Person) {
	w.T.Helper()
	w.Write(func(tx *models.Tx) error {
		person = &models.Person{FirstName: first, LastName: "Haddad"}
		return tx.Create(person).Error
	})
	return person
}

// atNoon is a clock that stands still, so that no retry falls due.
func atNoon() apptest.Option { return apptest.At(func() time.Time { return noon }) }

// deliveries are the endpoint's, newest first, once the newest is in a state and each of the others was tried as often or has ended.
func (w *listening) deliveries(state models.DeliveryState, tries int) []models.Delivery {
	w.T.Helper()
	var deliveries []models.Delivery
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		var err error
		if deliveries, err = w.endpoint().Deliveries(w.DB.Read(w.T.Context()), models.DeliveryFilter{}, 0, 100); err != nil {
			w.T.Fatal(err)
		}
		underWay := func(d models.Delivery) bool { return d.State == models.Pending && d.Tries < tries }
		if len(deliveries) > 0 && deliveries[0].State == state && deliveries[0].Tries >= tries && !slices.ContainsFunc(deliveries, underWay) {
			return deliveries
		}
	}
	w.T.Fatalf("no delivery became %s: %+v", state, deliveries)
	return nil
}

func (w *listening) delivery(state models.DeliveryState, tries int) string {
	w.T.Helper()
	return w.path + "/deliveries/" + strconv.FormatInt(w.deliveries(state, tries)[0].ID, 10)
}

func TestWhatAnEndpointGotCanBeSeenAndSentAgainWithTheSameID(t *testing.T) {
	w := startListening(t)
	w.admin.Get(w.path).Says("Nothing sent yet")
	person := w.person("Noor")
	path := w.delivery(models.Delivered, 1)
	w.admin.Get("/admin/settings/webhooks").Says("Active", "All events", "Account", "1 delivered", "1 of 5 account wide")
	w.admin.Get(w.path).Says("AddPerson", "Noor Haddad", "Delivered", "204", "first try")

	first := w.receiver.Wait(t, 1)[0]
	page := w.admin.Get(path).Says("AddPerson about Noor Haddad", `"First Name": "Noor"`, "webhook-id: "+first.Header.Get("webhook-id"), "webhook-signature: v1,••••••")
	page.Hides(first.Header.Get("webhook-signature"), first.Header.Get("X-Waitwhile-Signature"), w.secret)
	w.admin.Get(path+"?tab=response").Says("204", "Delivered.", "The answer had no body.")
	w.admin.Get(path + "?tab=attempts").Says("Try 1: Delivered.")

	again := w.admin.Post(path+"/redelivery", nil).Wants(http.StatusSeeOther)
	second := w.receiver.Wait(t, 2)[1]
	if second.Header.Get("webhook-id") != first.Header.Get("webhook-id") || string(second.Body) != string(first.Body) {
		t.Errorf("sent again with the id %s and the body %s", second.Header.Get("webhook-id"), second.Body)
	}
	w.admin.Get(again.Location).Says("Sent again")
	w.receiver.MustVerify(t, w.secret)

	event, err := models.FindEvent(w.DB.Read(t.Context()), first.Header.Get("anteroom-sequence"))
	if err != nil || event.SubjectID != person.ID {
		t.Fatalf("event %v: %v", event, err)
	}
	w.admin.Get("/admin/settings/webhooks/events/"+event.PublicID).Says("Noor Haddad", "127.0.0.1", "Delivered", "Sent again")
	w.admin.Get("/admin/settings/webhooks/events/" + first.Header.Get("anteroom-sequence")).Wants(http.StatusOK)
	w.admin.Get("/admin/settings/webhooks/events/999999").Wants(http.StatusNotFound)
}

func TestASecretIsShownOnceAndNeverAgain(t *testing.T) {
	w := startListening(t)
	w.person("Noor")
	path := w.delivery(models.Delivered, 1)
	never := func(secret string) {
		t.Helper()
		for _, page := range []string{
			"/admin/settings/webhooks", w.path, w.path + "/test", w.path + "/settings", w.path + "/secret", w.path + "/deletion",
			path, path + "?tab=response", path + "?tab=attempts", "/admin/settings/audit", w.path + "/resend",
		} {
			w.admin.Get(page).Wants(http.StatusOK).Hides(secret, "s1.")
		}
		if strings.Contains(string(w.Logs.Bytes()), secret) {
			t.Error("the secret is in the log")
		}
	}
	never(w.secret)

	page := w.admin.Post(w.path+"/secret", url.Values{}).Wants(http.StatusOK)
	rotated := secretShown.FindString(page.Body)
	if rotated == "" || rotated == w.secret || page.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("rotated to %q, cached as %q", rotated, page.Header.Get("Cache-Control"))
	}
	never(rotated)
	w.admin.Get(w.path + "/secret").Says("Two secrets sign now")
	w.person("Ida")
	w.receiver.Wait(t, 2)
	w.receiver.MustVerify(t, w.secret)
	w.admin.Post(w.path+"/secret/ending", nil).WantsRedirect(w.path + "/secret")
	w.admin.Get(w.path + "/secret").Hides("Two secrets sign now")
	w.person("Mateo")
	last := w.receiver.Wait(t, 3)[2]
	if webhooks.Verify(rotated, last.Header, last.Body, time.Minute, last.At) != nil || webhooks.Verify(w.secret, last.Header, last.Body, time.Minute, last.At) == nil {
		t.Error("the old secret still signs, or the new one does not")
	}
	page = w.admin.Post(w.path+"/secret", url.Values{"secret": {"short"}}).Wants(http.StatusUnprocessableEntity)
	page.Says("16 to 200 characters")
	w.admin.Post(w.path+"/secret", url.Values{"secret": {"chosen by the receiver"}}).Wants(http.StatusOK).Says("chosen by the receiver")
	w.admin.Get(w.path + "/secret").Hides("chosen by the receiver")
}

func TestTheSameFormTwiceMakesOneEndpoint(t *testing.T) {
	w := startListening(t)
	form := w.form(url.Values{"description": {"Parents’ app"}})
	w.admin.Post("/admin/settings/webhooks", form).Wants(http.StatusOK).Says("Copy it now")
	page := w.admin.Post("/admin/settings/webhooks", form).Wants(http.StatusSeeOther)
	w.admin.Get(page.Location).Wants(http.StatusOK).Says("Parents’ app").Hides("whsec_")
	w.admin.Get("/admin/settings/webhooks").Says("2 of 5 account wide")
}

func TestAFailingReceiverIsToldInWords(t *testing.T) {
	w := startListening(t, atNoon())
	w.receiver.Always(func(rw http.ResponseWriter, _ *http.Request, _ <-chan struct{}) {
		rw.Header().Set("X-Trace", "abc")
		http.Error(rw, `<script>alert("Haddad")</script>`, http.StatusInternalServerError)
	})
	w.person("Noor")
	path := w.delivery(models.Pending, 1)
	w.admin.Get("/admin/settings/webhooks").Says("Failing since", "Trying again")
	w.admin.Get(w.path).Says("1 of the last 1 failed: The receiver answered 500 Internal Server Error.", "We retry until", "at 5 days, we switch it off",
		"try 1 of 12", "look in its log")
	page := w.admin.Get(path+"?tab=response").Says(`<script>alert("Haddad")</script>`, "X-Trace: abc")
	if strings.Contains(page.Body, "<script>alert") {
		t.Error("an answer's HTML stands in the page as HTML")
	}
	w.admin.Post(path+"/retry", nil).WantsRedirect(path)
	w.receiver.Wait(t, 2)
	w.delivery(models.Pending, 2)
	w.admin.Post(path+"/abandonment", nil).WantsRedirect(path)
	w.admin.Get(path).Says("Stopped by you", "Redeliver")
	w.admin.Post(path+"/abandonment", nil).WantsRedirect(path)
	if flash := w.admin.Get(path).Flash(); flash != "This delivery has ended already." {
		t.Errorf("it says %q", flash)
	}
}

func TestWhatWasMissedIsOfferedWithItsCount(t *testing.T) {
	w := startListening(t)
	w.admin.Post(w.path+"/state", url.Values{"state": {"off"}}).WantsRedirect(w.path)
	w.person("Noor")
	w.person("Ida")
	w.admin.Get(w.path).Says("Disabled by you", "This endpoint is switched off", "Not sent: switched off")
	w.admin.Get(w.path+"/resend?what=missed").Says("2 deliveries would be sent", "switch it on first")
	w.admin.Post(w.path+"/state", url.Values{"state": {"on"}}).WantsRedirect(w.path + "/resend?what=missed")
	w.admin.Get(w.path).Says("2 events were not sent while this endpoint was switched off.")
	w.admin.Get(w.path+"/resend?what=missed").Says("2 deliveries will be sent", "Send 2 deliveries")
	w.admin.Get(w.path + "/resend?what=missed&since=yesterday").Wants(http.StatusUnprocessableEntity).Says("Please give a day and a time")
	w.admin.Post(w.path+"/resend", url.Values{"what": {"missed"}, "since": {"2020-01-01T00:00"}}).WantsRedirect(w.path)
	w.receiver.Wait(t, 2)
	if flash := w.admin.Get(w.path).Flash(); flash != "2 deliveries are being sent again, in the old order." {
		t.Errorf("it says %q", flash)
	}
	w.admin.Get(w.path + "/resend?what=missed").Says("Nothing to send again")
}

func TestATestShowsItsResultAndCountsForNothing(t *testing.T) {
	w := startListening(t)
	w.admin.Get(w.path+"/test").Says("Send a test", "Mila")
	w.receiver.Next(hooktest.Text("thank you <b>"), hooktest.Status(http.StatusTeapot))
	w.admin.Post(w.path+"/test", url.Values{"event": {"AddPerson"}}).Wants(http.StatusOK).Says("The test arrived: 200", "thank you <b>", "Mila")
	w.admin.Post(w.path+"/test", url.Values{"event": {"Nonsense"}}).Says("The receiver answered 418", `"test": true`)
	w.receiver.MustVerify(t, w.secret)
	w.admin.Get(w.path).Says("made-up data", "2 deliveries").Hides("Failing since")
	w.admin.Get("/admin/settings/webhooks").Says("nothing yet")
	w.admin.Get(w.path + "/resend?what=failed").Says("Nothing to send again")
	w.admin.Get(w.delivery(models.Failed, 1)).Says("a test is not tried again").Hides("Redeliver")
}

func TestAnEndpointGoesOnceItsHostIsTyped(t *testing.T) {
	w := startListening(t)
	host := strings.TrimPrefix(w.receiver.URL(), "http://")
	page := w.admin.Post(w.path+"/deletion", url.Values{"typed": {"the other one"}}).Wants(http.StatusUnprocessableEntity)
	if page.Errors()["typed"] == "" {
		t.Errorf("the page says %s", page.Text())
	}
	w.admin.Post(w.path+"/deletion", url.Values{"typed": {host}}).WantsRedirect("/admin/settings/webhooks")
	w.admin.Get("/admin/settings/webhooks").Says("Nobody is listening yet")
	w.admin.Get(w.path).Wants(http.StatusNotFound)
	w.person("Noor")
	if received := w.receiver.Settle(200 * time.Millisecond); len(received) > 0 {
		t.Errorf("a deleted endpoint got %d requests", len(received))
	}
}

func TestWebhooksAreTheAdminsAlone(t *testing.T) {
	w := startListening(t)
	for _, role := range []models.Role{models.RoleManager, models.RoleStaff, models.RoleViewer} {
		for _, path := range []string{"/admin/settings/webhooks", w.path, w.path + "/settings", w.path + "/secret"} {
			w.As(role).Get(path).Wants(http.StatusForbidden).Hides("127.0.0.1")
		}
		w.As(role).Post(w.path+"/secret", nil).Wants(http.StatusForbidden)
	}
}
