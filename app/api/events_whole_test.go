package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Settings are told as the API tells of them, key by key and value by value.
func TestWebhooksOfSettingsCarryTheAPIsOwnObjects(t *testing.T) {
	w := start(t)
	location := w.call("POST", "/locations", `{"name":"Linden House North","timeZone":"Europe/Berlin","hours":[{"day":"MO","from":"09:00","to":"12:00"}],
		"overrides":[{"date":"2026-12-24","closed":true},{"date":"2026-12-23","from":"09:00","to":"11:00"}]}`, http.StatusCreated)
	resource := w.call("POST", "/resources", `{"name":"Ben Okafor","email":"ben@example.com","locationIds":["`+location.text("locationId")+`"]}`, http.StatusCreated)
	service := w.call("POST", "/services", `{"name":"First visit","duration":1800,"price":"25","currency":"EUR","resourceIds":["`+resource.text("resourceId")+`"]}`, http.StatusCreated)
	field := w.call("POST", "/fields", `{"label":"Days","type":"multichoice","choices":["Monday","Tuesday"]}`, http.StatusCreated)
	w.call("POST", "/priorities", `{"name":"Siblings"}`, http.StatusCreated)
	order := w.call("GET", "/fields", "", http.StatusOK).items("items")
	for _, one := range order {
		if one.text("purpose") == "priority" {
			field = w.call("PATCH", "/fields/"+one.text("fieldId"), `{"help":"Decides the order."}`, http.StatusOK)
		}
	}
	service = w.call("PATCH", "/services/"+service.text("serviceId"), `{"name":"A first visit"}`, http.StatusOK)
	last := map[string]object{}
	for _, event := range w.call("GET", "/events?limit=200", "", http.StatusOK).items("items") {
		last[strings.Split(event.text("type"), ".")[0]] = event
	}
	for kind, want := range map[string]object{"location": location, "resource": resource, "service": service, "field": field} {
		if diff := cmp.Diff(want, last[kind].object("data")); diff != "" {
			t.Errorf("a webhook tells of a %s what the API does not (-API +webhook):\n%s", kind, diff)
		}
	}
	if before := last["service"].object("before"); before.text("name") != "First visit" || last["service"].text("type") != "service.updated" {
		t.Errorf("the change is %v", last["service"])
	}
}

// The feed's numbers are 1, 2, 3 …, whatever happened.
func TestTheFeedLeavesNoNumberOut(t *testing.T) {
	w := start(t)
	field := w.call("POST", "/fields", `{"label":"Allergies","type":"text"}`, http.StatusCreated).text("fieldId")
	w.person("Ida")
	service := w.call("POST", "/services", `{"name":"First visit","duration":1800}`, http.StatusCreated).text("serviceId")
	resource := w.call("POST", "/resources", `{"name":"Ben Okafor"}`, http.StatusCreated).text("resourceId")
	for _, path := range []string{"/services/" + service, "/resources/" + resource, "/fields/" + field} {
		w.call("DELETE", path, "", http.StatusNoContent)
	}
	want := []string{
		"field.created", "AddPerson", "service.created", "resource.created", "service.removed", "resource.removed", "field.removed",
	}
	var told []string
	for n, event := range w.call("GET", "/events", "", http.StatusOK).items("items") {
		told = append(told, event.text("type"))
		if event.text("sequence") != strconv.Itoa(n+1) {
			t.Errorf("event %d has the number %s", n+1, event.text("sequence"))
		}
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if types := w.call("GET", "/events?types=field.created,field.removed", "", http.StatusOK).texts("type"); len(types) != 2 {
		t.Errorf("asked for fields alone: %v", types)
	}
}
