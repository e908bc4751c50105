package api_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestALocationTellsItsHoursAndItsQueue(t *testing.T) {
	w := start(t)
	hours := `[{"day":"MO","from":"09:00","to":"12:00"},{"day":"MO","from":"13:00","to":"24:00"}]`
	location := w.call("POST", "/locations", `{"name":"Linden House North","hours":`+hours+`,"isPublic":false,
		"breaks":[{"day":"MO","from":"10:00","to":"10:15"}],"overrides":[{"date":"2026-12-24","closed":true,"name":"Christmas Eve"},{"date":"2026-12-23","from":"09:00","to":"11:00"}]}`, http.StatusCreated)
	if location["isPublic"] != false || location["isQueueOpen"] != false || location.text("hours") != `[{"day":"MO","from":"09:00","to":"12:00"},{"day":"MO","from":"13:00","to":"24:00"}]` ||
		location.items("overrides")[0].text("from") != "09:00" || location.items("overrides")[1]["closed"] != true || location.items("overrides")[1].text("name") != "Christmas Eve" {
		t.Errorf("made %v", location)
	}
	path := "/locations/" + location.text("locationId")
	changed := w.call("PATCH", path, `{"isQueueOpen":true,"isPublic":true,"hours":[]}`, http.StatusOK)
	if changed["isQueueOpen"] != true || changed["isPublic"] != true || len(changed.items("hours")) != 0 || len(changed.items("breaks")) != 1 {
		t.Errorf("changed %v", changed)
	}
	if paused := w.call("PATCH", path, `{"isQueuePaused":true}`, http.StatusOK); paused["isQueuePaused"] != true || paused["isQueueOpen"] != true {
		t.Errorf("paused %v", paused)
	}
	for body, location := range map[string]string{
		`{"hours":[{"day":"XX","from":"09:00","to":"12:00"}]}`: "body.hours", `{"hours":[{"day":"MO","from":"12:00","to":"09:00"}]}`: "body.hours",
		`{"breaks":[{"day":"MO","from":"9","to":"10"}]}`: "body.breaks", `{"overrides":[{"date":"soon","closed":true}]}`: "body.overrides",
		`{"hours":[{"day":"MO"}]}`: "body.hours[0].from",
	} {
		if problems := w.call("PATCH", path, body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
}

func TestServicesAndTheirResourcesAreMadeChangedAndDeleted(t *testing.T) {
	w := start(t)
	location := w.call("POST", "/locations", `{"name":"Linden House North"}`, http.StatusCreated).text("locationId")
	service := w.call("POST", "/services", `{"name":"First visit","duration":1800,"bufferAfter":300,"minimumNotice":3600,"price":"25","currency":"eur","locationIds":["linden-house-north"]}`, http.StatusCreated)
	want := object{
		"name": "First visit", "slug": "first-visit", "duration": 1800.0, "bufferAfter": 300.0, "minimumNotice": 3600.0, "price": "25.00", "currency": "EUR",
		"capacity": 1.0, "isPublic": true, "manualConfirm": false,
	}
	for name, value := range want {
		if service[name] != value {
			t.Errorf("%s is %v, want %v", name, service[name], value)
		}
	}
	if service.text("locationIds") != `["`+location+`"]` || service.text("resourceIds") != "[]" {
		t.Errorf("service %v", service)
	}
	resource := w.call("POST", "/resources", `{"name":"Ben Okafor","email":"ben@linden.example","serviceIds":["first-visit"],"hours":[{"day":"TU","from":"09:00","to":"12:00"}]}`, http.StatusCreated)
	if resource.text("kind") != "staff" || resource["isActive"] != true || resource.text("serviceIds") != `["`+service.text("serviceId")+`"]` {
		t.Errorf("resource %v", resource)
	}
	if now := w.call("GET", "/services/first-visit", "", http.StatusOK); now.text("resourceIds") != `["`+resource.text("resourceId")+`"]` {
		t.Errorf("service with its resource: %v", now)
	}
	one := "/resources/" + resource.text("resourceId")
	if changed := w.call("PATCH", one, `{"isActive":false,"email":null}`, http.StatusOK); changed["isActive"] != false || changed.text("email") != "" || changed.text("serviceIds") == "[]" {
		t.Errorf("changed %v", changed)
	}
	if names := w.call("GET", "/resources", "", http.StatusOK).texts("name"); !slices.Equal(names, []string{"Ben Okafor"}) {
		t.Errorf("listed %v", names)
	}
	for body, location := range map[string]string{
		`{"duration":1800}`: "body.name", `{"name":"A"}`: "body.duration", `{"name":"A","duration":60,"price":"much"}`: "body.price",
		`{"name":"A","duration":60,"locationIds":["none"]}`: "body.locationIds[0]", `{"name":"A","duration":60,"resourceIds":["none"]}`: "body.resourceIds[0]",
	} {
		if problems := w.call("POST", "/services", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
	w.call("DELETE", one, "", http.StatusNoContent)
	w.call("GET", one, "", http.StatusNotFound)
	w.call("DELETE", "/services/first-visit", "", http.StatusNoContent)
	w.call("GET", "/services/first-visit", "", http.StatusNotFound)
}
