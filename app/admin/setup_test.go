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

func TestSetupBeginsWithWhatTheAccountRuns(t *testing.T) {
	for runs, want := range map[string]struct {
		start  string
		shares []string
		hides  []string
		steps  []string // that are left
	}{
		"line":         {"/admin/today", []string{"/queue/linden-house"}, []string{"URL/book", "URL/signup"}, []string{"What people come for"}},
		"appointments": {"/admin/today", []string{"/book", "The line is closed now"}, []string{"URL/signup"}, nil},
		"mix":          {"/admin/today", []string{"/book", "/queue/linden-house"}, []string{"URL/signup", "The line is closed now"}, nil},
		"single":       {"/admin/waitlists", []string{"/signup/waitlist"}, []string{"URL/book", "URL/queue"}, nil},
		"empty":        {"/admin/waitlists", []string{"There is nothing to share yet."}, []string{"URL/"}, []string{"A waitlist", "Or a location"}},
	} {
		t.Run(runs, func(t *testing.T) {
			world := apptest.Start(t, apptest.BeforeSetup())
			form := setupForm(setupToken(t, world))
			form.Set("runs", runs)
			browser := world.Visitor()
			browser.Post("/setup", form).WantsRedirect("/admin/share")
			share := browser.Get("/admin/share").Wants(http.StatusOK).Says(want.shares...)
			for _, hidden := range want.hides {
				if hidden = strings.Replace(hidden, "URL", world.URL, 1); strings.Contains(share.Body, hidden) {
					t.Errorf("the share page names %s", hidden)
				}
			}
			browser.Get("/admin").WantsRedirect(want.start)
			page := browser.Get(want.start).Wants(http.StatusOK).Says(append(want.steps, "First steps", "The first webhook")...)
			if left := strings.Count(page.Body, ">To do<"); left != len(want.steps)+3 {
				t.Errorf("%d steps are left, not %v, staff, a customer and a webhook", left, want.steps)
			}
			world.Visitor().Get("/").Wants(http.StatusOK).Says("Linden House")
		})
	}
}

func TestTheFirstStepsAreGoneWhenDoneOrPutAway(t *testing.T) {
	world := apptest.Start(t, apptest.BeforeSetup())
	form := setupForm(setupToken(t, world))
	form.Set("runs", "mix")
	browser := world.Visitor()
	browser.Post("/setup", form).WantsRedirect("/admin/share")
	board := func() *apptest.Page { return browser.Get("/admin/today").Wants(http.StatusOK) }

	browser.Post("/admin/first-steps", url.Values{"back": {"/admin/today?location=linden-house"}}).WantsRedirect("/admin/today?location=linden-house")
	if page := board().Says("The first steps are put away.", "Undo"); strings.Contains(page.Body, "The first webhook") {
		t.Error("steps that were put away are still there")
	}
	browser.Post("/admin/first-steps?to=shown&back=https%3A%2F%2Felsewhere.example", nil).WantsRedirect("/admin")
	board().Says("The first steps are back.", "The first webhook")

	err := world.DB.Write(t.Context(), func(tx *models.Tx) error {
		if err := (&models.Resource{Name: "Ben Okafor", Kind: models.StaffMember, Capacity: 1, IsActive: true}).Save(tx); err != nil {
			return err
		}
		location, err := models.FindLocationByPublicID(tx, models.Everywhere(), "linden-house")
		if err != nil {
			return err
		}
		_, err = location.Join(tx, models.NewVisit{FirstName: "Ida", LastName: "Brandt", ForStaff: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if page := board().Says("The first customer"); strings.Count(page.Body, ">To do<") != 1 {
		t.Error("something else than the webhook is left")
	}
	browser.Post("/admin/settings/webhooks", url.Values{
		"url": {"https://hooks.example.com/in"}, "scope": {"account"}, "events": {"all"}, "personal": {"all"}, "dialect": {"standard"}, "active": {"on"},
		"slots": {"4"}, "once": {browser.Get("/admin/settings/webhooks/new").Wants(http.StatusOK).Once()},
	}).Wants(http.StatusOK)
	if page := board(); strings.Contains(page.Body, "First steps") {
		t.Error("steps that are all done are still there")
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

// A key works before setup, so that a script may furnish the house. Setup neither trips over what it made nor adds to it.
func TestAHouseThatAProgramFurnishedStaysAsItIs(t *testing.T) {
	for _, runs := range []string{"line", "mix", "care"} {
		t.Run(runs, func(t *testing.T) {
			world := apptest.Start(t, apptest.BeforeSetup())
			world.Write(func(tx *models.Tx) error {
				_, err := models.EnsureAccount(tx, models.Setup{Name: "Anteroom", TimeZone: "UTC", Country: "DE"})
				return err
			})
			program := world.Key(models.ScopeAdmin)
			program.JSON("POST", "/api/v1/locations", `{"name":"Linden House","timeZone":"Europe/Berlin"}`).Wants(http.StatusCreated)
			program.JSON("POST", "/api/v1/waitlists", `{"name":"Infants"}`).Wants(http.StatusCreated)
			program.JSON("POST", "/api/v1/priorities", `{"name":"Siblings"}`).Wants(http.StatusCreated)
			form := setupForm(setupToken(t, world))
			form.Set("runs", runs)
			browser := world.Visitor()
			browser.Post("/setup", form).WantsRedirect("/admin/share")
			for _, path := range []string{"/api/v1/locations", "/api/v1/waitlists", "/api/v1/priorities"} {
				if found := strings.Count(program.JSON("GET", path, "").Wants(http.StatusOK).Body, `"name"`); found != 1 {
					t.Errorf("%d of %s", found, path)
				}
			}
		})
	}
}
