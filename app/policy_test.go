package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/labstack/echo/v4"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

var parameter = regexp.MustCompile(`:[a-zA-Z]+|\*`)

// roles are what each policy lets in; a new policy has to be added here, by hand, to be believed.
var roles = map[web.Policy][]models.Role{
	web.Anyone:     models.Roles(),
	web.SignedIn:   models.Roles(),
	web.Viewer:     models.Roles(),
	web.Staff:      {models.RoleStaff, models.RoleManager, models.RoleAdmin},
	web.Manager:    {models.RoleManager, models.RoleAdmin},
	web.Admin:      {models.RoleAdmin},
	web.ReadScope:  {},
	web.WriteScope: {},
	web.AdminScope: {},
	web.Operator:   models.Roles(),
}

func TestEveryRouteLetsInWhomItsPolicyNames(t *testing.T) {
	world := apptest.Start(t, apptest.With(func(c *app.Config) { c.RateAPI = web.Rate{} }))
	visitor := world.Visitor()
	for _, route := range world.App.Routes() {
		if route.Streams || route.Path == "/logout" {
			continue
		}
		path := parameter.ReplaceAllString(route.Path, "0")
		ask := func(client *apptest.Client) int {
			if route.Method == http.MethodGet {
				return client.Get(path).Status
			}
			request := client.Request(route.Method, path, nil)
			return client.Do(request).Status
		}
		allowed := map[models.Role]bool{}
		for _, role := range roles[route.Policy] {
			allowed[role] = true
		}
		for _, role := range models.Roles() {
			status := ask(world.LoggedIn(world.User(role)))
			refused := status == http.StatusForbidden || status == http.StatusUnauthorized
			if refused == allowed[role] {
				t.Errorf("%s %s as %s: %d", route.Method, route.Path, role, status)
			}
		}
		switch status := ask(visitor); route.Audience {
		case web.ForStaff:
			if route.Policy != web.Anyone && status != http.StatusSeeOther {
				t.Errorf("%s %s as a visitor: %d, want the way to the login", route.Method, route.Path, status)
			}
		case web.ForAPI:
			if route.Policy != web.Anyone && status != http.StatusUnauthorized {
				t.Errorf("%s %s without a key: %d, want 401", route.Method, route.Path, status)
			}
		}
	}
}

func TestKeysReachTheirScopeAlone(t *testing.T) {
	world := apptest.Start(t)
	for _, route := range world.App.Routes() {
		if route.Policy == web.Anyone || route.Policy == web.Operator {
			continue
		}
		path := parameter.ReplaceAllString(route.Path, "0")
		for _, scope := range models.KeyScopes() {
			client := world.Key(scope)
			admits := route.Policy.Admits(&web.Principal{Key: &models.APIKey{}, KeyScope: scope})
			status := client.Do(client.Request(route.Method, path, nil)).Status
			refused := status == http.StatusForbidden || status == http.StatusUnauthorized || status == http.StatusSeeOther
			if route.Audience == web.ForAPI && refused == admits {
				t.Errorf("%s %s with scope %s: %d", route.Method, route.Path, scope, status)
			}
			if route.Audience == web.ForStaff && !refused {
				t.Errorf("%s %s with a key: %d, want to be asked to log in", route.Method, route.Path, status)
			}
		}
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	world := apptest.Start(t)
	client := world.As(models.RoleAdmin)
	client.Header.Set("Sec-Fetch-Site", "cross-site")
	client.Header.Set("Origin", "https://elsewhere.example")
	for _, route := range world.App.Routes() {
		if !route.ChangesState() || route.Audience == web.ForAPI {
			continue
		}
		path := parameter.ReplaceAllString(route.Path, "0")
		client.Post(path, url.Values{}).Wants(http.StatusForbidden)
	}
}

func nothing(echo.Context) error { return nil }
