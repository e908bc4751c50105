package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"anteroom/webhooks"
)

func TestTheSchemaOfEveryEventIsServedToAnybody(t *testing.T) {
	w := start(t)
	visitor := w.Visitor()
	listed := answerOf(t, visitor.Get("/api/v1/schemas/"), http.StatusOK)
	if again := visitor.Get("/api/v1/schemas").Wants(http.StatusOK); again.Body != visitor.Get("/api/v1/schemas/").Body {
		t.Error("the index is another one without its last slash")
	}
	seen := map[string]bool{}
	for _, item := range listed.items("items") {
		_, path, _ := strings.Cut(item.text("url"), "/api/v1")
		page := visitor.Get("/api/v1" + path).Wants(http.StatusOK)
		schema := object{}
		if err := json.Unmarshal([]byte(page.Body), &schema); err != nil {
			t.Fatal(err)
		}
		if page.Header.Get("Content-Type") != "application/schema+json" || schema.text("$schema") != "https://json-schema.org/draft/2020-12/schema" ||
			schema.text("$id") != item.text("url") || schema.text("description") != item.text("text") {
			t.Errorf("%s is served as %s and says %v", path, page.Header.Get("Content-Type"), schema)
		}
		seen[item.text("dialect")+" "+item.text("type")] = true
	}
	for _, name := range webhooks.EventTypes() {
		if !seen["standard "+name] {
			t.Errorf("no schema of %s", name)
		}
	}
	for _, path := range []string{"standard/Nonsense.json", "standard/AddPerson", "timetap/AddPerson.json", "../openapi.json", "AddPerson.json", "json"} {
		visitor.Get("/api/v1/schemas/" + path).Wants(http.StatusNotFound)
	}
	visitor.Get("/api/v1/docs").Wants(http.StatusOK).Says("standard/AddPerson.json")
}
