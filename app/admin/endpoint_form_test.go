package admin_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"anteroom/models"
	"anteroom/webhooks"
)

func TestAnEndpointThatCannotBeIsSaidAtItsFields(t *testing.T) {
	w := startListening(t)
	for _, one := range []struct {
		change url.Values
		field  string
		says   string
	}{
		{url.Values{"url": {"ftp://example.com"}}, "url", "https://"},
		{url.Values{"url": {"https://10.0.0.4/hook"}}, "url", "ANTEROOM_WEBHOOK_ALLOW"},
		{url.Values{"events": {"some"}}, "eventTypes", "at least one event"},
		{url.Values{"events": {"some"}, "eventTypes": {"Nonsense"}}, "eventTypes", "Nonsense"},
		{url.Values{"scope": {"locations"}}, "locationIds", "at least one location"},
		{url.Values{"personal": {"some"}}, "withhold", "what to leave out"},
		{url.Values{"oauth": {"on"}, "tokenUrl": {"nowhere"}}, "tokenUrl", "whole URL"},
		{url.Values{"oauth": {"on"}, "tokenUrl": {w.receiver.URL()}, "clientId": {"linden"}}, "clientSecret", "client secret"},
		{url.Values{"slots": {"many"}}, "slots", "from 1 to 32"},
		{url.Values{"secret": {"short"}}, "secret", "16 to 200"},
		{url.Values{"header": {"on"}, "headerName": {"Content-Length"}, "headerValue": {"1"}}, "headerName", "by itself"},
		{url.Values{"header": {"on"}, "headerName": {"X-Api-Key"}}, "headerValue", "value of the header"},
		{url.Values{"header": {"on"}, "headerName": {"X-Api-Key"}, "headerValue": {"a\r\nHost: b"}}, "headerValue", "one line"},
	} {
		page := w.admin.Post("/admin/settings/webhooks", w.form(one.change)).Wants(http.StatusUnprocessableEntity).Says(one.says)
		if !strings.Contains(page.Body, `id="f-`+one.field) {
			t.Errorf("nothing on the page is called %s", one.field)
		}
	}
	w.admin.Get("/admin/settings/webhooks").Says("1 of 5 account wide")
}

func TestTheSixthEndpointIsRefusedInWords(t *testing.T) {
	w := startListening(t)
	for range 4 {
		w.admin.Post("/admin/settings/webhooks", w.form(nil)).Wants(http.StatusOK)
	}
	w.admin.Post("/admin/settings/webhooks", w.form(nil)).Wants(http.StatusUnprocessableEntity).Says("five account-wide endpoints already")
}

func TestSettingsAreKeptAndDecideWhatIsSent(t *testing.T) {
	w := startListening(t)
	var location *models.Location
	w.Write(func(tx *models.Tx) (err error) {
		location, err = models.CreateLocation(tx, models.LocationSettings{Name: "Lindenhof", TimeZone: "Europe/Berlin"})
		return err
	})
	change := w.form(url.Values{
		"description": {"Parents’ app"}, "events": {"some"}, "eventTypes": {"AddPerson", "DeletePerson"}, "personal": {"some"}, "withhold": {"names", "notes"}, "slots": {"2"},
		"visitStates": {"BOOKED"},
	})
	w.admin.Post(w.path+"/settings", change).WantsRedirect(w.path + "/settings")
	page := w.admin.Get(w.path+"/settings").Says("Saved.", "Parents’ app")
	for _, kept := range []string{`value="DeletePerson" checked`, `value="notes" checked`, `value="some" checked`, `value="BOOKED" checked`} {
		if !strings.Contains(page.Body, kept) {
			t.Errorf("the form does not hold %s", kept)
		}
	}
	w.person("Noor")
	if body := string(w.receiver.Wait(t, 1)[0].Body); strings.Contains(body, "Noor") {
		t.Errorf("the name was sent: %s", body)
	}
	w.admin.Get("/admin/settings/webhooks").Says("2 events")

	change.Set("scope", "locations")
	change.Set("locationIds", location.PublicID)
	w.admin.Post(w.path+"/settings", change).WantsRedirect(w.path + "/settings")
	w.admin.Get("/admin/settings/webhooks").Says("Lindenhof", "1 of 5 for Lindenhof", "0 of 5 account wide")
}

func TestATokenIsTriedWithoutSavingAnything(t *testing.T) {
	w := startListening(t)
	tokens := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		rw.Header().Set("Content-Type", "application/json")
		if id != "linden" || secret != "a-client-secret" {
			rw.WriteHeader(http.StatusUnauthorized)
			_, _ = fmt.Fprint(rw, `{"error":"invalid_client"}`)
			return
		}
		_, _ = fmt.Fprint(rw, `{"access_token":"t0ken-of-linden","token_type":"Bearer","expires_in":3600}`)
	}))
	t.Cleanup(tokens.Close)
	oauth := url.Values{"oauth": {"on"}, "tokenUrl": {tokens.URL}, "clientId": {"linden"}, "clientSecret": {"a-client-secret"}, "try": {"token"}}
	w.admin.Post("/admin/settings/webhooks", w.form(oauth)).Wants(http.StatusOK).Says("gave a token for").Hides("t0ken-of-linden", "a-client-secret")
	oauth.Set("clientSecret", "a-wrong-one")
	w.admin.Post("/admin/settings/webhooks", w.form(oauth)).Wants(http.StatusOK).Says("answered 401: invalid_client").Hides("a-wrong-one")
	oauth.Set("clientSecret", "")
	w.admin.Post(w.path+"/settings", w.form(oauth)).Wants(http.StatusUnprocessableEntity).Says("Please give the client secret")
	w.admin.Get("/admin/settings/webhooks").Says("1 of 5 account wide")

	oauth.Set("clientSecret", "a-client-secret")
	oauth.Del("try")
	w.admin.Post(w.path+"/settings", w.form(oauth)).WantsRedirect(w.path + "/settings")
	w.admin.Get(w.path + "/settings").Says("One is kept").Hides("a-client-secret")
	oauth.Set("clientSecret", "")
	oauth.Set("try", "token")
	w.admin.Post(w.path+"/settings", w.form(oauth)).Wants(http.StatusOK).Says("gave a token for")
	w.person("Noor")
	if authorization := w.receiver.Wait(t, 1)[0].Header.Get("Authorization"); authorization != "Bearer t0ken-of-linden" {
		t.Errorf("authorised as %q", authorization)
	}
	w.admin.Get(w.delivery(models.Delivered, 1)).Says("Authorization: Bearer ••••••").Hides("t0ken-of-linden")
}

func TestAHeaderIsSentAlongAndItsValueNeverShownAgain(t *testing.T) {
	w := startListening(t)
	header := url.Values{"header": {"on"}, "headerName": {"x-api-key"}, "headerValue": {"the key of Linden"}}
	heard := 0
	sends := func(first, want string) string {
		t.Helper()
		w.person(first)
		heard++
		if got := w.receiver.Wait(t, heard)[heard-1].Header.Get("X-Api-Key"); got != want {
			t.Errorf("of %s the header is %q, want %q", first, got, want)
		}
		return w.delivery(models.Delivered, 1)
	}
	w.admin.Post(w.path+"/settings", w.form(header)).WantsRedirect(w.path + "/settings")
	w.admin.Get(sends("Noor", "the key of Linden")).Says("x-api-key: ••••••").Hides("the key of Linden")
	page := w.admin.Get(w.path + "/settings").Says("One is kept").Hides("the key of Linden")
	if !strings.Contains(page.Body, `value="x-api-key"`) {
		t.Error("the form does not hold the header's name")
	}
	header.Set("headerValue", "")
	w.admin.Post(w.path+"/settings", w.form(header)).WantsRedirect(w.path + "/settings")
	sends("Ida", "the key of Linden")
	header.Set("url", "http://127.0.0.1:9/elsewhere")
	w.admin.Post(w.path+"/settings", w.form(header)).Wants(http.StatusUnprocessableEntity).Says("again: requests now go to another host")
	w.admin.Post(w.path+"/settings", w.form(nil)).WantsRedirect(w.path + "/settings")
	sends("Mateo", "")
}

func TestActivityIsFilteredByItsURLAndTurnsItsPages(t *testing.T) {
	w := startListening(t)
	for i := range 51 {
		w.person(fmt.Sprintf("Ida%02d", i))
	}
	w.delivery(models.Delivered, 1)
	page := w.admin.Get(w.path).Says("The newest 50", "Ida50 Haddad").Hides("Ida00")
	next := strings.Split(strings.Split(page.Body, `" rel="next"`)[0], `href="`)
	w.admin.Get(strings.ReplaceAll(next[len(next)-1], "&amp;", "&")).Says("1 older delivery", "Ida00 Haddad")
	last := w.deliveries(models.Delivered, 1)[0]
	delivery, err := w.endpoint().FindDelivery(w.DB.Read(t.Context()), last.ID)
	if err != nil {
		t.Fatal(err)
	}
	for query, says := range map[string][]string{
		"?person=ida07": {"1 delivery", "Ida07 Haddad"},
		fmt.Sprintf("?person=%d", last.SubjectID): {"1 delivery", "Ida50 Haddad"},
		"?person=nobody":                   {"No delivery fits", "Clear the filters"},
		"?id=" + delivery.Body.MessageID:   {"1 delivery", "Ida50 Haddad"},
		"?id=2":                            {"1 delivery", "Ida01 Haddad"},
		"?state=failed":                    {"No delivery fits"},
		"?event=DeletePerson":              {"No delivery fits"},
		"?from=2001-01-01&to=2001-12-31":   {"No delivery fits", "From 2001-01-01"},
		"?state=delivered&event=AddPerson": {"The newest 50"},
	} {
		w.admin.Get(w.path + query).Wants(http.StatusOK).Says(says...)
	}
	w.admin.Get(w.path + "?from=soon").Wants(http.StatusUnprocessableEntity).Says("Please give a date")
}

func TestAdminsAreToldOnEveryPageThatAnEndpointFails(t *testing.T) {
	w := startListening(t)
	w.admin.Get("/admin/people").Hides("have been failing")
	w.Write(func(tx *models.Tx) error {
		endpoint, at := w.endpoint(), models.At(time.Now().Add(-time.Hour))
		endpoint.Failures, endpoint.FirstFailure, endpoint.LastFailure, endpoint.Told = 3, &at, &at, int(webhooks.NoticeFailing)
		return endpoint.SaveHealth(tx)
	})
	w.admin.Get("/admin/people").Says("Webhooks to 127.0.0.1", "have been failing since", "See why")
	w.As(models.RoleManager).Get("/admin/people").Hides("have been failing")
	w.Write(func(tx *models.Tx) error { return w.endpoint().Disable(tx, models.DisabledAsFailing) })
	w.admin.Get("/admin/people").Says("nothing had arrived for five days")
	w.admin.Get(w.path).Says("Disabled by us after 5 days", "We switched this endpoint off")
}

func TestSnippetsOnThePageAreTheFilesThatAreRun(t *testing.T) {
	w := startListening(t)
	files, err := webhooks.Snippets()
	if err != nil {
		t.Fatal(err)
	}
	languages := []string{}
	for _, file := range files {
		languages = append(languages, file.Language)
		w.admin.Get(w.path + "/secret").Says(strings.Fields(file.Text)[1])
	}
	if !slices.Equal(languages, []string{"Go", "Node", "Python", "PHP", "Shell"}) {
		t.Errorf("offered are %v", languages)
	}
}
