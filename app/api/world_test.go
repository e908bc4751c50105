package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"anteroom/app/apptest"
	"anteroom/models"
)

// jsonType is what bodies and answers are.
const jsonType = "application/json"

// world is a running program with a key of each scope.
type world struct {
	*apptest.World
	t                  *testing.T
	read, write, admin *apptest.Client
}

func start(t *testing.T, with ...apptest.Option) *world {
	t.Helper()
	w := &world{World: apptest.Start(t, with...), t: t}
	w.read, w.write, w.admin = w.Key(models.ScopeRead), w.Key(models.ScopeWrite), w.Key(models.ScopeAdmin)
	return w
}

// onEach runs a test on both engines.
func onEach(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	for _, engine := range []models.Engine{models.SQLite, models.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) { test(t, start(t, apptest.On(engine))) })
	}
}

// object is an answer, read.
type object map[string]any

// call sends a request with the admin's key and reads the answer; body may be empty.
func (w *world) call(method, path, body string, status int) object {
	w.t.Helper()
	return answerOf(w.t, w.admin.JSON(method, "/api/v1"+path, body), status)
}

func answerOf(t *testing.T, page *apptest.Page, status int) object {
	t.Helper()
	if page.Status != status {
		t.Fatalf("status %d, want %d: %s", page.Status, status, page.Body)
	}
	if page.Body == "" {
		return nil
	}
	kind := jsonType
	if status >= http.StatusBadRequest {
		kind = "application/problem+json"
	}
	if !strings.HasPrefix(page.Header.Get("Content-Type"), kind) {
		t.Fatalf("Content-Type %q, want %s", page.Header.Get("Content-Type"), kind)
	}
	answer := object{}
	if err := json.Unmarshal([]byte(page.Body), &answer); err != nil {
		t.Fatalf("%v: %s", err, page.Body)
	}
	return answer
}

// person adds somebody by their first name and returns the personId as a text.
func (w *world) person(name string) string {
	w.t.Helper()
	return w.call("POST", "/people", `{"fields":{"First Name":"`+name+`","Last Name":"Brandt"}}`, http.StatusCreated).text("personId")
}

// list makes a waitlist and returns its id.
func (w *world) list(name string) string {
	w.t.Helper()
	return w.call("POST", "/waitlists", `{"name":"`+name+`"}`, http.StatusCreated).text("waitlistId")
}

// enter puts somebody on a list and returns the entry.
func (w *world) enter(list, person string) object {
	w.t.Helper()
	return w.call("POST", "/waitlists/"+list+"/entries", `{"personId":`+person+`}`, http.StatusCreated)
}

// text is a member, numbers as they are written.
func (o object) text(name string) string {
	switch value := o[name].(type) {
	case string:
		return value
	case nil:
		return ""
	default:
		text, _ := json.Marshal(value)
		return string(text)
	}
}

func (o object) object(name string) object {
	inner, _ := o[name].(map[string]any)
	return inner
}

func (o object) items(name string) []object {
	values, _ := o[name].([]any)
	items := make([]object, len(values))
	for i, value := range values {
		items[i], _ = value.(map[string]any)
	}
	return items
}

// texts is one member of each of the items.
func (o object) texts(name string) []string {
	texts := []string{}
	for _, item := range o.items("items") {
		texts = append(texts, item.text(name))
	}
	return texts
}

// problems are the messages of a refusal by location.
func (o object) problems() map[string]string {
	problems := map[string]string{}
	for _, problem := range o.items("errors") {
		problems[problem.text("location")] = problem.text("message")
	}
	return problems
}
