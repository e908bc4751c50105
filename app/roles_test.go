package app_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
)

const rolesFile = "../docs/roles.md"

// With ANTEROOM_UPDATE=1 this test writes the file instead of comparing it.
func TestTheTableOfRolesIsWhatTheRoutesSay(t *testing.T) {
	want := rolesTable(apptest.Start(t).App.Routes())
	if os.Getenv("ANTEROOM_UPDATE") != "" {
		if err := os.WriteFile(rolesFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(rolesFile)
	if err != nil || string(got) != want {
		t.Errorf("docs/roles.md is not what the routes say (%v). Write it again: ANTEROOM_UPDATE=1 go test ./app -run TestTheTableOfRoles", err)
	}
}

func rolesTable(routes []web.Route) string {
	var out strings.Builder
	out.WriteString("# Who may do what\n\nWritten from the route table, where each route names its policy. What is not listed nobody may.\n\n")
	out.WriteString("## Pages\n\n| page | viewer | staff | manager | admin |\n|---|---|---|---|---|\n")
	for _, route := range routes {
		if route.Audience != web.ForStaff || route.Policy == web.Anyone {
			continue
		}
		fmt.Fprintf(&out, "| `%s %s` |", route.Method, route.Path)
		for _, role := range models.Roles() {
			out.WriteString(mark(route.Policy.Admits(&web.Principal{User: &models.User{}, Role: role})))
		}
		out.WriteString("\n")
	}
	out.WriteString("\n## API\n\n| route | read | write | admin |\n|---|---|---|---|\n")
	for _, route := range routes {
		if route.Audience != web.ForAPI || route.Policy == web.Anyone {
			continue
		}
		fmt.Fprintf(&out, "| `%s %s` |", route.Method, route.Path)
		for _, scope := range models.KeyScopes() {
			out.WriteString(mark(route.Policy.Admits(&web.Principal{Key: &models.APIKey{}, KeyScope: scope})))
		}
		out.WriteString("\n")
	}
	return out.String()
}

func mark(may bool) string {
	if may {
		return " yes |"
	}
	return " |"
}
