package admin_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

var linkShown = regexp.MustCompile(`/welcome\?token=[\w-]+`)

func TestAnAdminAddsAUserWhoChoosesAPasswordAndIsKeptOut(t *testing.T) {
	world := apptest.Start(t)
	admin := world.As(models.RoleAdmin)
	form := url.Values{"name": {"Nora Weiss"}, "email": {"Nora@Linden.example"}, "role": {"manager"}, "sees": {"all"}, "id": {"1"}, "passwordHash": {"x"}}
	page := admin.Post("/admin/settings/users", form).Wants(http.StatusOK).Says("Nora Weiss", "invited")
	link := linkShown.FindString(page.Body)
	nora := world.Visitor()
	nora.Post("/welcome", url.Values{"token": {strings.TrimPrefix(link, "/welcome?token=")}, "password": {"violet harbour pencil snow"}}).WantsRedirect("/admin")

	user, err := models.FindUserByEmail(world.DB.Read(t.Context()), "nora@linden.example")
	if err != nil {
		t.Fatal(err)
	}
	path := "/admin/settings/users/" + user.PublicID
	admin.Post("/admin/settings/users", form).Wants(http.StatusUnprocessableEntity).Says("is a user already")
	admin.Get(path).Wants(http.StatusOK).Says("nora@linden.example", "active")
	admin.Post(path+"/disable", nil).WantsRedirect(path)
	if flash := admin.Get(path).Flash(); flash != "Nora Weiss can no longer log in." {
		t.Errorf("flash %q", flash)
	}
	if flash := admin.Get(path).Flash(); flash != "" {
		t.Errorf("the flash is shown twice: %q", flash)
	}
	nora.Get("/admin").WantsRedirect("/login?next=%2Fadmin")
	admin.Post(path+"/link", nil).Wants(http.StatusConflict)
	admin.Post(path+"/enable", nil).WantsRedirect(path)
	admin.Post(path+"/link", nil).Wants(http.StatusOK).Says("/welcome?token=")
	admin.Get("/admin/settings/users/0").Wants(http.StatusNotFound)
}

func TestTheLastAdminStays(t *testing.T) {
	world := apptest.Start(t)
	path := "/admin/settings/users/" + world.User(models.RoleAdmin).PublicID
	admin := world.As(models.RoleAdmin)
	admin.Post(path+"/disable", nil).Wants(http.StatusUnprocessableEntity).Says("last admin")
	admin.Post(path, url.Values{"name": {"Ana Castillo"}, "role": {"staff"}, "sees": {"all"}}).Wants(http.StatusUnprocessableEntity).Says("last admin")
	admin.Get("/admin/settings/users").Wants(http.StatusOK)
}

func TestAKeyIsShownOnceAndRevoked(t *testing.T) {
	world := apptest.Start(t)
	admin := world.As(models.RoleAdmin)
	admin.Get("/admin/settings/keys").Wants(http.StatusOK).Says("No keys yet")
	page := admin.Post("/admin/settings/keys", url.Values{"name": {"Billing"}, "scope": {"write"}}).Wants(http.StatusOK).Says("Copy it now")
	secret := regexp.MustCompile(`anteroom_[\w-]{43}`).FindString(page.Body)
	if secret == "" {
		t.Fatal("no key on the page")
	}
	admin.Get("/admin/settings/keys").Hides(secret).Says("Billing", "write", "never")
	admin.Post("/admin/settings/keys", url.Values{"name": {"Billing"}, "scope": {"all"}}).Wants(http.StatusUnprocessableEntity)
	keys, err := models.APIKeys(world.DB.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	admin.Post("/admin/settings/keys/"+keys[0].PublicID+"/revoke", nil).WantsRedirect("/admin/settings/keys")
	if _, err := models.FindAPIKey(world.DB.Read(t.Context()), secret); err == nil {
		t.Error("a revoked key is found")
	}
	admin.Get("/admin/settings/keys").Says("revoked")
}

func TestTheAccountIsChangedByOneAtATime(t *testing.T) {
	world := apptest.Start(t)
	admin := world.As(models.RoleAdmin)
	version := regexp.MustCompile(`name="version" value="(\d+)"`)
	form := url.Values{
		"name": {"Linden House North"}, "timeZone": {"America/New_York"}, "country": {"US"}, "nightAt": {"02:30"}, "version": version.FindStringSubmatch(admin.Get("/admin/settings/account").Body)[1:],
		"addedDateKey": {"DateAdded"}, "requestedDateKey": {"StartDate"},
	}
	admin.Post("/admin/settings/account", form).WantsRedirect("/admin/settings/account")
	admin.Post("/admin/settings/account", form).Wants(http.StatusConflict)
	admin.Get("/admin/settings/account").Says("Linden House North", "The account is saved.")
	form.Set("keptBodies", "60")
	form.Set("keptDeliveries", "20")
	form.Set("version", version.FindStringSubmatch(admin.Get("/admin/settings/account").Body)[1])
	if page := admin.Post("/admin/settings/account", form).Wants(http.StatusUnprocessableEntity); page.Errors()["keptDeliveries"] == "" {
		t.Errorf("errors %v", page.Errors())
	}
	form.Set("keptDeliveries", "a year")
	admin.Post("/admin/settings/account", form).Wants(http.StatusUnprocessableEntity).Says("from 7 to 730")
	form.Set("keptDeliveries", "120")
	admin.Post("/admin/settings/account", form).WantsRedirect("/admin/settings/account")
	if body := admin.Get("/admin/settings/account").Body; !strings.Contains(body, `value="60"`) || !strings.Contains(body, `value="120"`) {
		t.Error("the times of retention are not kept")
	}
	form.Set("nightAt", "25:00")
	form.Set("version", version.FindStringSubmatch(admin.Get("/admin/settings/account").Body)[1])
	page := admin.Post("/admin/settings/account", form).Wants(http.StatusUnprocessableEntity)
	if page.Errors()["nightAt"] == "" || !strings.Contains(page.Body, "<title>Error: ") {
		t.Errorf("errors %v", page.Errors())
	}
}

func TestLocationsLimitWhatUsersSee(t *testing.T) {
	world := apptest.Start(t)
	manager := world.As(models.RoleManager)
	manager.Get("/admin/settings/locations").Wants(http.StatusOK).Says("No locations yet")
	manager.Post("/admin/settings/locations", url.Values{"name": {"North"}, "timeZone": {"Europe/Berlin"}}).WantsRedirect("/admin/settings/locations")
	manager.Post("/admin/settings/locations", url.Values{"name": {"South"}, "timeZone": {"Europe/Berlin"}}).WantsRedirect("/admin/settings/locations")
	manager.Get("/admin/settings/locations").Says("North", "South")

	user := world.User(models.RoleManager)
	path := "/admin/settings/users/" + user.PublicID
	admin := world.As(models.RoleAdmin)
	form := url.Values{"name": {user.Name}, "role": {"manager"}, "sees": {"some"}}
	admin.Post(path, form).Wants(http.StatusUnprocessableEntity).Says("at least one location")
	form.Set("locations", "1")
	admin.Post(path, form).WantsRedirect(path)
	admin.Get("/admin/settings/users").Says("North")

	limited := world.LoggedIn(world.User(models.RoleManager))
	limited.Get("/admin/settings/locations").Says("North").Hides("South")
	limited.Get("/admin/settings/locations/1").Wants(http.StatusOK)
	hidden, absent := limited.Get("/admin/settings/locations/2").Wants(http.StatusNotFound), limited.Get("/admin/settings/locations/99").Wants(http.StatusNotFound)
	if hidden.Body != absent.Body {
		t.Error("another's location and a missing one differ")
	}
	limited.Post("/admin/settings/locations", url.Values{"name": {"West"}, "timeZone": {"Europe/Berlin"}}).Wants(http.StatusForbidden)
	limited.Post("/admin/settings/locations/2/archive", nil).Wants(http.StatusNotFound)
	limited.Post("/admin/settings/locations/1/archive", nil).WantsRedirect("/admin/settings/locations")
}

func TestUsersChangeTheirOwnNameLookAndPassword(t *testing.T) {
	world := apptest.Start(t)
	viewer := world.As(models.RoleViewer)
	other := world.LoggedIn(world.User(models.RoleViewer))
	viewer.Get("/admin/account").Wants(http.StatusOK).Says("viewer@linden.example")
	viewer.Post("/admin/account", url.Values{"name": {"Vera Lundqvist"}, "theme": {"dark"}, "role": {"admin"}}).WantsRedirect("/admin/account")
	if page := viewer.Get("/admin/account"); !strings.Contains(page.Body, `class="theme-dark"`) || page.Flash() != "Saved." {
		t.Error("the look is not kept")
	}
	if user := world.User(models.RoleViewer); user.Role != models.RoleViewer || user.Name != "Vera Lundqvist" || !user.NoKeys {
		t.Errorf("%+v", user)
	}
	form := url.Values{"current": {"wrong"}, "password": {"short"}}
	if errors := viewer.Post("/admin/account/password", form).Wants(http.StatusUnprocessableEntity).Errors(); len(errors) != 2 {
		t.Errorf("errors %v", errors)
	}
	form = url.Values{"current": {apptest.Password}, "password": {"violet harbour pencil snow"}}
	viewer.Post("/admin/account/password", form).WantsRedirect("/admin/account")
	viewer.Get("/admin/account").Wants(http.StatusOK)
	other.Get("/admin/account").WantsRedirect("/login?next=%2Fadmin%2Faccount")
}

func TestTheAuditLogNamesWhoDidWhat(t *testing.T) {
	world := apptest.Start(t)
	world.Visitor().Post("/login", url.Values{"email": {"admin@linden.example"}, "password": {"wrong"}})
	browser := world.Visitor()
	browser.Post("/login", url.Values{"email": {"admin@linden.example"}, "password": {apptest.Password}})
	audits, err := models.Audits(world.DB.Read(t.Context()), 0, 1)
	if err != nil || audits[0].Action != "login.succeeded" || audits[0].ByName != "Ana Castillo" {
		t.Errorf("%+v, %v", audits, err)
	}
	browser.Post("/admin/settings/keys", url.Values{"name": {"Billing"}, "scope": {"read"}})
	browser.Get("/admin/settings/audit").Wants(http.StatusOK).Says("Wrong password or address", "Logged in", "Created an API key", "Ana Castillo", "127.0.0.1")
}
