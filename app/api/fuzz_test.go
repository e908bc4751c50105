package api_test

import (
	"encoding/json"
	"strings"
	"testing"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
)

// FuzzAPIJSON sends any bytes as a new person: they are refused or taken, and never break anything.
func FuzzAPIJSON(f *testing.F) {
	for _, seed := range []string{
		`{"fields":{"First Name":"Mila"}}`, `{"fields":{"First Name":"Mila","Birthdate":"2025-02-30"}}`, `{"fields":{"Days Available":["Monday"]}}`,
		`{"fields":{"First Name":null,"Email":{}}}`, `{"fields":{"First Name":"\u0000"}}`, `{"fields":{"":1e400}}`, `{"familyPersonId":9223372036854775807,"fields":{"First Name":"A"}}`,
		`{"fields":{"First Name":"A"},"notes":[{"text":"\ud800"}]}`, `{"fields":{"First Name":"A"},"waitlists":[{"waitlistId":"toddlers","addedDate":"0000-00-00"}]}`,
		`{"fields":{"First Name":"A"},"waitlists":[{"waitlistId":"toddlers","requestedDate":"9999-12-31","priority":"x"}]}`,
		`[]`, `null`, `0`, `"`, ``, `{`, "\xff", `{"fields":{"First Name":1}}`, strings.Repeat("[", 20000), `{"FIELDS":{"first name":"x"}}`,
	} {
		f.Add([]byte(seed))
	}
	w := apptest.Start(f, apptest.With(func(c *app.Config) { c.RateAPI.Count = 0 }))
	admin := w.Key(models.ScopeAdmin)
	admin.JSON("POST", "/api/v1/waitlists", `{"name":"Toddlers"}`)
	f.Fuzz(func(t *testing.T, body []byte) {
		client := *admin
		client.T = t
		page := client.JSON("POST", "/api/v1/people", string(body))
		if page.Status >= 500 {
			t.Fatalf("%d %s", page.Status, page.Body)
		}
		if !json.Valid([]byte(page.Body)) {
			t.Fatalf("the answer is no JSON: %s", page.Body)
		}
		if page.Status == 201 {
			if again := client.Get(page.Header.Get("Location")); again.Status != 200 || again.Body != page.Body {
				t.Fatalf("read again: %d %s, made %s", again.Status, again.Body, page.Body)
			}
		}
	})
}
