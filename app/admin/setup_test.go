package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

func setupForm(token string) url.Values {
	return url.Values{
		"token": {token}, "name": {"Ana Castillo"}, "email": {"ana@linden.example"}, "password": {"violet harbour pencil snow"},
		"business": {"Linden House"}, "timeZone": {"Europe/Berlin"}, "country": {"DE"}, "runs": {"care"},
	}
}

func setupToken(t *testing.T, world *apptest.World) string {
	t.Helper()
	link, err := world.App.SetupLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, token, found := strings.Cut(link, "/setup?token=")
	if !found {
		t.Fatalf("no setup link but %q", link)
	}
	return token
}

func TestSetupMakesAnAccountItsAdminAndItsLists(t *testing.T) {
	for _, engine := range []models.Engine{models.SQLite, models.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			world := apptest.Start(t, apptest.BeforeSetup(), apptest.On(engine))
			token := setupToken(t, world)
			browser := world.Visitor()
			browser.Header.Set("Accept-Language", "de-AT,de;q=0.9")
			page := browser.Get("/setup?token=" + token).Wants(http.StatusOK)
			if !strings.Contains(page.Body, `value="AT" selected`) {
				t.Error("the country is not guessed from the browser")
			}
			browser.Post("/setup", setupForm(token)).WantsRedirect("/admin/share")
			browser.Get("/admin/share").Wants(http.StatusOK).Says("Linden House", "Infants", "Toddlers", "Preschool", world.URL+"/signup")
			lists, err := models.Waitlists(world.DB.Read(t.Context()), models.Everywhere())
			if err != nil || len(lists) != 3 {
				t.Fatalf("%d lists, %v", len(lists), err)
			}
			if lists[0].Name != "Infants" || lists[0].NextWaitlistID == nil || *lists[0].NextWaitlistID != lists[1].ID {
				t.Errorf("the lists do not follow each other: %+v", lists)
			}
		})
	}
}

func TestSetupNeedsItsTokenAndWorksOnce(t *testing.T) {
	world := apptest.Start(t, apptest.BeforeSetup())
	token := setupToken(t, world)
	for _, wrong := range []string{"", "x", models.NewToken()} {
		world.Visitor().Get("/setup?token=" + wrong).Wants(http.StatusGone)
		world.Visitor().Post("/setup", setupForm(wrong)).Wants(http.StatusGone)
	}
	newer := setupToken(t, world)
	world.Visitor().Get("/setup?token=" + token).Wants(http.StatusGone)
	world.Visitor().Post("/setup", setupForm(newer)).WantsRedirect("/admin/share")
	world.Visitor().Post("/setup", setupForm(newer)).Wants(http.StatusGone)
	if link, err := world.App.SetupLink(t.Context()); err != nil || link != "" {
		t.Errorf("after setup there is a link %q, %v", link, err)
	}
}

func TestSetupTellsAllThatIsWrongAndKeepsWhatWasTyped(t *testing.T) {
	world := apptest.Start(t, apptest.BeforeSetup())
	token := setupToken(t, world)
	form := setupForm(token)
	for name, value := range map[string]string{"name": "", "email": "ana", "password": "short", "timeZone": "Mars/Base", "country": "", "runs": "what"} {
		form.Set(name, value)
	}
	page := world.Visitor().Post("/setup", form).Wants(http.StatusUnprocessableEntity)
	for _, field := range []string{"name", "email", "password", "timeZone", "country", "runs"} {
		if page.Errors()[field] == "" {
			t.Errorf("nothing is said about %s: %v", field, page.Errors())
		}
	}
	if !strings.Contains(page.Body, `value="Linden House"`) || strings.Contains(page.Body, `value="short"`) {
		t.Error("the form does not keep the name, or repeats the password")
	}
	world.Visitor().Post("/setup", setupForm(token)).WantsRedirect("/admin/share")
}
