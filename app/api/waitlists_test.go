package api_test

import (
	"net/http"
	"slices"
	"testing"
)

func TestAListIsMadeChangedAndDeleted(t *testing.T) {
	w := start(t)
	location := w.call("POST", "/locations", `{"name":"Linden House North","timeZone":"America/New_York"}`, http.StatusCreated).text("locationId")
	next := w.list("Preschool")
	list := w.call("POST", "/waitlists", `{"name":"Toddlers","locationId":"`+location+`","minMonths":12,"maxMonths":36,"ageAt":"cutoff",
		"cutoffDate":"2026-09-01","nextWaitlistId":"`+next+`","capacity":20,"isPublic":false,"isOpen":true}`, http.StatusCreated)
	want := object{
		"name": "Toddlers", "slug": "toddlers", "locationId": location, "minMonths": 12.0, "maxMonths": 36.0, "ageAt": "cutoff",
		"cutoffDate": "2026-09-01", "nextWaitlistId": next, "capacity": 20.0, "isPublic": false, "isOpen": true, "active": 0.0,
	}
	for name, value := range want {
		if list[name] != value {
			t.Errorf("%s is %v, want %v", name, list[name], value)
		}
	}
	path := "/waitlists/" + list.text("waitlistId")
	if bySlug := w.call("GET", "/waitlists/toddlers", "", http.StatusOK); bySlug.text("waitlistId") != list.text("waitlistId") {
		t.Errorf("by slug: %v", bySlug)
	}
	changed := w.call("PATCH", path, `{"locationId":null,"capacity":null,"nextWaitlistId":null,"isOpen":false}`, http.StatusOK)
	if changed["locationId"] != nil || changed["capacity"] != nil || changed["nextWaitlistId"] != nil || changed["isOpen"] != false {
		t.Errorf("emptied: %v", changed)
	}
	if changed["minMonths"] != 12.0 || changed["name"] != "Toddlers" {
		t.Errorf("what was not named changed: %v", changed)
	}
	if problem := w.call("PATCH", path, `{"name":"Small ones","version":`+list.text("version")+`}`, http.StatusConflict); problem.text("code") != "stale" {
		t.Errorf("an old version: %v", problem)
	}
	changed = w.call("PATCH", path, `{"name":"Small ones","version":`+changed.text("version")+`}`, http.StatusOK)
	if changed.text("name") != "Small ones" {
		t.Errorf("the version read last: %v", changed)
	}
	if names := w.call("GET", "/waitlists?limit=1", "", http.StatusOK); !slices.Equal(names.texts("name"), []string{"Preschool"}) || names["nextCursor"] == nil {
		t.Errorf("first page %v", names)
	}
	w.call("DELETE", path, "", http.StatusNoContent)
	w.call("GET", path, "", http.StatusNotFound)
}

func TestAPatchThatChangesNothingOfAListLeavesItsVersion(t *testing.T) {
	w := start(t)
	w.list("Toddlers")
	list := w.call("PATCH", "/waitlists/toddlers", `{"capacity":20,"cutoffDate":"2027-08-01","confirmDays":30}`, http.StatusOK)
	for _, body := range []string{`{}`, `{"name":" Toddlers ","slug":"toddlers","capacity":20,"cutoffDate":"2027-08-01","confirmDays":30,"locationId":null}`} {
		if same := w.call("PATCH", "/waitlists/toddlers", body, http.StatusOK); same.text("version") != list.text("version") {
			t.Errorf("%s: the version is %s and was %s", body, same.text("version"), list.text("version"))
		}
	}
	if changed := w.call("PATCH", "/waitlists/toddlers", `{"capacity":21}`, http.StatusOK); changed.text("version") == list.text("version") {
		t.Error("a change leaves the version")
	}
}

func TestAListSaysWhatIsWrongWithIt(t *testing.T) {
	w := start(t)
	list := w.list("Toddlers")
	for body, location := range map[string]string{
		`{}`: "body.name", `{"name":""}`: "body.name", `{"name":"toddlers"}`: "body.name", `{"name":null}`: "body.name",
		`{"name":"A","capacity":0}`: "body.capacity", `{"name":"A","minMonths":-1}`: "body.minMonths", `{"name":"A","minMonths":1.5}`: "body.minMonths",
		`{"name":"A","minMonths":36,"maxMonths":12}`: "body.maxMonths", `{"name":"A","ageAt":"someday"}`: "body.ageAt",
		`{"name":"A","ageAt":"cutoff"}`: "body.cutoffDate", `{"name":"A","cutoffDate":"soon"}`: "body.cutoffDate",
		`{"name":"A","locationId":"none"}`: "body.locationId", `{"name":"A","nextWaitlistId":"none"}`: "body.nextWaitlistId",
		`{"name":"A","nextWaitlistId":"\u0000"}`: "body.nextWaitlistId", `{"name":"A","isOpen":"yes"}`: "body.isOpen",
	} {
		if problems := w.call("POST", "/waitlists", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
	if problems := w.call("PATCH", "/waitlists/"+list, `{"nextWaitlistId":"`+list+`"}`, http.StatusUnprocessableEntity).problems(); problems["body.nextWaitlistId"] == "" {
		t.Errorf("a circle: %v", problems)
	}
}

func TestAListWithPeopleInLineStays(t *testing.T) {
	w := start(t)
	list := w.list("Toddlers")
	w.enter(list, w.person("Mila"))
	if answer := w.call("DELETE", "/waitlists/"+list, "", http.StatusConflict); answer.text("detail") != "Toddlers still has 1 person in line. Please move or remove them first." {
		t.Errorf("answer %v", answer)
	}
}

func TestALocationIsMadeChangedAndTakenOutOfUse(t *testing.T) {
	w := start(t)
	location := w.call("POST", "/locations", `{"name":"Linden House North","address":"1 Elm Street","phone":"+1 202 555 0143"}`, http.StatusCreated)
	if location.text("timeZone") != "Europe/Berlin" || location.text("slug") != "linden-house-north" {
		t.Errorf("location %v", location)
	}
	path := "/locations/" + location.text("locationId")
	if changed := w.call("PATCH", path, `{"timeZone":"Africa/Cairo"}`, http.StatusOK); changed.text("timeZone") != "Africa/Cairo" || changed.text("address") != "1 Elm Street" {
		t.Errorf("changed %v", changed)
	}
	w.call("PATCH", path, `{"timeZone":"Mars"}`, http.StatusUnprocessableEntity)
	w.call("POST", "/locations", `{"name":"Linden House North"}`, http.StatusUnprocessableEntity)
	w.call("GET", path, "", http.StatusOK)
	list := w.call("POST", "/waitlists", `{"name":"Toddlers","locationId":"`+location.text("locationId")+`"}`, http.StatusCreated).text("waitlistId")
	w.call("DELETE", path, "", http.StatusConflict)
	w.call("DELETE", "/waitlists/"+list, "", http.StatusNoContent)
	w.call("DELETE", path, "", http.StatusNoContent)
	w.call("GET", path, "", http.StatusNotFound)
}

func TestFieldsKeepTheirKeyAndComeBack(t *testing.T) {
	w := start(t)
	field := w.call("POST", "/fields", `{"label":"Diet","type":"choice","choices":["Vegan","Other"],"required":false,"onSignup":true,"order":1}`, http.StatusCreated)
	if field.text("key") != "Diet" || field.text("order") != "1" || field["archived"] != false {
		t.Errorf("field %v", field)
	}
	path := "/fields/" + field.text("fieldId")
	changed := w.call("PATCH", path, `{"label":"Food"}`, http.StatusOK)
	if changed.text("key") != "Diet" || changed.text("label") != "Food" || changed.text("choices") != `["Vegan","Other"]` {
		t.Errorf("changed %v", changed)
	}
	mila := w.call("POST", "/people", `{"fields":{"Diet":"Vegan"}}`, http.StatusCreated).text("personId")
	w.call("PATCH", path, `{"choices":["Other"]}`, http.StatusUnprocessableEntity)
	w.call("DELETE", path, "", http.StatusNoContent)
	if fields := w.call("GET", "/people/"+mila, "", http.StatusOK).object("fields"); fields["Diet"] != nil {
		t.Errorf("an archived field is told: %v", fields)
	}
	if back := w.call("PATCH", path, `{"archived":false}`, http.StatusOK); back["archived"] != false {
		t.Errorf("back %v", back)
	}
	if fields := w.call("GET", "/people/"+mila, "", http.StatusOK).object("fields"); fields["Diet"] != "Vegan" {
		t.Errorf("the answer did not come back: %v", fields)
	}
	all := w.call("GET", "/fields?limit=200", "", http.StatusOK)
	ids := all.texts("fieldId")
	ordered := w.call("PUT", "/fields/order", `{"ids":["`+ids[2]+`","`+ids[0]+`"]}`, http.StatusOK).texts("fieldId")
	if ordered[0] != ids[2] || ordered[1] != ids[0] || ordered[2] != ids[1] {
		t.Errorf("ordered %v", ordered)
	}
	if problems := w.call("PUT", "/fields/order", `{"ids":["none"]}`, http.StatusUnprocessableEntity).problems(); problems["body.ids[0]"] == "" {
		t.Errorf("problems %v", problems)
	}
	for _, item := range all.items("items") {
		if item.text("purpose") == "firstName" {
			w.call("DELETE", "/fields/"+item.text("fieldId"), "", http.StatusConflict)
		}
	}
	w.call("POST", "/fields", `{"label":"Diet","type":"text"}`, http.StatusUnprocessableEntity)
	w.call("POST", "/fields", `{"label":"Shoes","type":"shoes"}`, http.StatusUnprocessableEntity)
}

func TestPrioritiesAreOrderedAndDeletedWhenUnused(t *testing.T) {
	w := start(t)
	before := w.call("GET", "/priorities", "", http.StatusOK).texts("priorityId")
	siblings := w.call("POST", "/priorities", `{"name":"Brothers and sisters","order":1}`, http.StatusCreated)
	if siblings.text("order") != "1" {
		t.Errorf("priority %v", siblings)
	}
	id := siblings.text("priorityId")
	if after := w.call("GET", "/priorities", "", http.StatusOK).texts("priorityId"); !slices.Equal(after, append([]string{id}, before...)) {
		t.Errorf("order %v", after)
	}
	mila := w.call("POST", "/people", `{"fields":{"First Name":"Mila","Priority":"Brothers and sisters"}}`, http.StatusCreated).text("personId")
	w.call("DELETE", "/priorities/"+id, "", http.StatusConflict)
	w.call("PATCH", "/priorities/"+id, `{"name":"Siblings first"}`, http.StatusOK)
	if fields := w.call("GET", "/people/"+mila, "", http.StatusOK).object("fields"); fields["Priority"] != "Siblings first" {
		t.Errorf("fields %v", fields)
	}
	w.call("PATCH", "/people/"+mila, `{"fields":{"Priority":null}}`, http.StatusOK)
	w.call("DELETE", "/priorities/"+id, "", http.StatusNoContent)
	w.call("POST", "/priorities", `{"name":" "}`, http.StatusUnprocessableEntity)
}

func TestAddressesThatCannotBeIDsAreNotThere(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		for _, path := range []string{
			"/people/%00", "/people/-1", "/people/99999999999999999999", "/waitlists/%00", "/waitlists/%ff", "/waitlists/99999999999999999999",
			"/waitlists/x/entries", "/locations/%00", "/people/1%20OR%201=1",
		} {
			w.call("GET", path, "", http.StatusNotFound)
		}
		w.call("GET", "/people?q=%00", "", http.StatusUnprocessableEntity)
		w.call("GET", "/people?q=%ff", "", http.StatusUnprocessableEntity)
		w.call("GET", "/people?waitlistId=%27", "", http.StatusUnprocessableEntity)
		w.call("DELETE", "/fields/%00", "", http.StatusNotFound)
	})
}
