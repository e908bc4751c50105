package app_test

import (
	"encoding/json"
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/models/modelstest"
)

// hostileTexts are what no honest client sends. None of it may become an error of ours.
var hostileTexts = []string{
	"a\x00b", "\xff\xfe", "-1", "9223372036854775808", "1e999", "2026-02-30", "9999-12-31T23:59:59Z", strings.Repeat("é", 3000), "\u202e\u200b", "' OR 1=1 --",
	"../../etc/passwd", "<script>{{.}}", "a\r\nSet-Cookie: x=1",
}

func TestNoAddressIsAFaultOfOurs(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			w := openTown(t, engine)
			admin := w.As(models.RoleAdmin)
			texts := hostileTexts
			if engine == models.PostgreSQL {
				texts = []string{"a\x00b", "\xff\xfe", "9223372036854775808"}
			}
			for _, text := range texts {
				queries := []string{queryOf(text)}
				for _, keys := range [][]string{{text}, {text, text}, {text, text, text}, {text, text, text, text}} {
					if engine == models.PostgreSQL || len(keys) == 2 {
						queries = append(queries, "cursor="+web.EncodeCursor(keys...)+"&from="+web.EncodeCursor(keys...))
					}
				}
				for _, route := range w.App.Routes() {
					if route.Streams || route.Path == "/logout" || route.Method != "GET" && route.Audience == web.ForOps {
						continue
					}
					client := admin
					if route.Audience == web.ForAPI {
						client = w.key
					}
					if parameter.MatchString(route.Path) {
						page := ask(client, route, parameter.ReplaceAllLiteralString(route.Path, url.PathEscape(text)))
						w.bearable(route, "id "+text, page)
					}
					if route.Method != "GET" {
						continue
					}
					for _, query := range queries {
						w.bearable(route, query, client.Get(w.address(route, of(w.north))+"?"+query))
					}
				}
			}
		})
	}
}

// queryOf gives one value to every name that any page or route reads from its query.
func queryOf(value string) string {
	query := url.Values{}
	for _, name := range []string{
		"q", "list", "family", "cursor", "before", "after", "from", "history", "sort", "on", "tab", "entry", "do", "all", "next", "token", "only", "priority", "days", "status", "type",
		"limit", "waitlistId", "personId", "familyId", "locationId", "state", "field-1", "field-2", "field-4", "people", "remove", "day", "page", "wanted", "placed", "until", "theme", "event", "reason",
		"location", "service", "resource", "column", "back", "version", "person", "phone", "firstName", "party", "minutes", "to",
	} {
		query.Set(name, value)
	}
	return query.Encode()
}

func (w *town) bearable(route web.Route, what string, page *apptest.Page) {
	w.T.Helper()
	if page.Status >= http.StatusInternalServerError {
		w.T.Errorf("%s %s: %d for %.60q", route.Method, route.Path, page.Status, what)
	}
}

func TestNoBodyOfTheAPIIsAFaultOfOurs(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			w := openTown(t, engine)
			values := []string{`"a\u0000b"`, `"\ud800"`, `-1`, `9223372036854775807`, `1e400`, `""`, `null`, `[]`, `{}`, `[null]`, `true`, `"2026-02-30"`, `{"x":"a\u0000"}`, `["a\u0000"]`, `"` + strings.Repeat("a", 9000) + `"`}
			if engine == models.PostgreSQL {
				values = []string{`"a\u0000b"`, `"\ud800"`, `9223372036854775807`, `{"x":"a\u0000"}`, `["a\u0000"]`}
			}
			known := w.propertyNames()
			if len(known["POST /api/v1/people"]) < 4 || len(known["POST /api/v1/visits"]) < 10 {
				t.Fatalf("the document names %v alone", known)
			}
			for _, route := range w.App.Routes() {
				if route.Audience != web.ForAPI || route.Method == "GET" || route.Method == "DELETE" {
					continue
				}
				path, names := w.address(route, of(w.north)), append(known[route.Method+" "+route.Path], "unknown")
				send := func(body string) { w.bearable(route, body, w.key.JSON(route.Method, path, body)) }
				for _, body := range []string{"", "null", "[]", `"x"`, "1", strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), `{"a":` + strings.Repeat(`{"a":`, 5000) + "1" + strings.Repeat("}", 5001), "{\"a\":\"\xff\"}"} {
					send(body)
				}
				for _, value := range values {
					all := []string{}
					for _, name := range names {
						send(`{"` + name + `":` + value + `}`)
						all = append(all, `"`+name+`":`+value)
					}
					send("{" + strings.Join(all, ",") + "}")
				}
			}
		})
	}
}

// propertyNames are the members that the body of each operation has, by method and path as the API's document words them.
func (w *town) propertyNames() map[string][]string {
	w.T.Helper()
	type schema struct {
		Ref        string                     `json:"$ref"`
		Properties map[string]json.RawMessage `json:"properties"`
	}
	var document struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]struct{ Schema schema }
			}
		}
		Components struct{ Schemas map[string]schema }
	}
	if err := json.Unmarshal([]byte(w.key.Get("/api/v1/openapi.json").Body), &document); err != nil {
		w.T.Fatal(err)
	}
	names := map[string][]string{}
	for path, operations := range document.Paths {
		for method, operation := range operations {
			body := operation.RequestBody.Content["application/json"].Schema
			if body.Ref != "" {
				body = document.Components.Schemas[body.Ref[strings.LastIndex(body.Ref, "/")+1:]]
			}
			at := strings.ToUpper(method) + " /api/v1" + braced.ReplaceAllString(path, ":$1")
			names[at] = slices.Sorted(maps.Keys(body.Properties))
		}
	}
	return names
}

var braced = regexp.MustCompile(`\{([^}]*)\}`)

var (
	formTag  = regexp.MustCompile(`(?s)<form([^>]*)>(.*?)</form>`)
	action   = regexp.MustCompile(`action="([^"]*)"`)
	named    = regexp.MustCompile(`<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"[^>]*>`)
	valued   = regexp.MustCompile(`\bvalue="([^"]*)"`)
	isPost   = regexp.MustCompile(`method="(?:post|POST)"`)
	dropping = regexp.MustCompile(`logout|removal|erasure|deletion|disable|archive|revoke|abandonment|discard|sessions|password|/account$`)
)

// found is a form on a page: where it goes and what it holds.
type found struct {
	action string
	values url.Values
}

// forms opens every page of the staff and the public, and reads the forms on it.
func (w *town) forms(client *apptest.Client) []found {
	w.T.Helper()
	var forms []found
	seen := map[string]bool{}
	for _, route := range w.App.Routes() {
		if route.Method != "GET" || route.Streams || route.Audience == web.ForAPI || route.Audience == web.ForOps {
			continue
		}
		path := w.address(route, of(w.north))
		for _, path := range []string{path, path + "?do=removal&entry=" + w.north["entries"], path + "?do=list&entry=" + w.north["entries"], path + "?do=offer&entry=" + w.north["entries"]} {
			page := client.Get(path)
			if page.Status == http.StatusSeeOther && strings.HasPrefix(page.Location, path+"?") {
				page = client.Get(page.Location)
			}
			for _, match := range formTag.FindAllStringSubmatch(page.Body, -1) {
				if !isPost.MatchString(match[1]) {
					continue
				}
				to := strings.SplitN(path, "?", 2)[0]
				if where := action.FindStringSubmatch(match[1]); where != nil {
					to = html.UnescapeString(where[1])
				}
				form := found{to, url.Values{}}
				for _, input := range named.FindAllStringSubmatch(match[2], -1) {
					value := valued.FindStringSubmatch(input[0])
					if value == nil {
						value = []string{"", ""}
					}
					if form.values[input[1]] == nil {
						form.values.Set(input[1], html.UnescapeString(value[1]))
					}
				}
				if key := to + form.values.Encode(); !seen[key] && !seen[to] {
					seen[key], seen[to] = true, true
					forms = append(forms, form)
				}
			}
		}
	}
	slices.SortStableFunc(forms, func(a, b found) int {
		return strings.Compare(dropping.FindString(a.action), dropping.FindString(b.action))
	})
	return forms
}

// Every field of every form gets what no browser sends, while the others stay as the page filled them.
func TestNoFieldOfAFormIsAFaultOfOurs(t *testing.T) {
	for _, engine := range modelstest.Engines {
		t.Run(string(engine), func(t *testing.T) {
			w := openTown(t, engine)
			admin := w.As(models.RoleAdmin)
			texts := hostileTexts
			if engine == models.PostgreSQL {
				texts = []string{"a\x00b", "9223372036854775808", "9999-12-31T23:59:59Z"}
			}
			forms := w.forms(admin)
			if len(forms) < 30 {
				t.Errorf("only %d forms were found", len(forms))
			}
			for _, form := range forms {
				if form.action == "/logout" {
					continue
				}
				route := web.Route{Method: "POST", Path: form.action}
				for name := range form.values {
					for _, text := range texts {
						values := url.Values{}
						for other, old := range form.values {
							values[other] = old
						}
						if values.Has(web.OnceField) {
							values.Set(web.OnceField, web.NewOnceKey())
						}
						values.Set(name, text)
						page := admin.Post(form.action, values)
						w.bearable(route, name+"="+text, page)
						if strings.HasPrefix(page.Location, "/login") {
							admin = w.LoggedIn(w.User(models.RoleAdmin))
						}
					}
				}
			}
		})
	}
}
