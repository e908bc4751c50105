package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// What can never come true is told apart from a time that somebody else was quicker to take.
func TestAVisitThatCannotBeIsRefusedByWhatIsWrong(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	w.call("POST", "/services", `{"name":"Tour","duration":1800,"capacity":5}`, http.StatusCreated)
	ana := w.call("POST", "/resources", `{"name":"Ana Castillo"}`, http.StatusCreated).text("resourceId")
	w.call("POST", "/services", `{"name":"Haircut","duration":1800,"resourceIds":["`+ana+`"]}`, http.StatusCreated)
	for body, location := range map[string]string{
		`{"serviceIds":["tour"],"date":"2030-06-03T10:00","partySize":6}`:    "body.partySize",
		`{"serviceIds":["haircut"],"date":"2030-06-03T10:00","partySize":2}`: "body.partySize",
		`{"serviceIds":["haircut"],"date":""}`:                               "body.date",
		`{"firstName":"Mila","phone":"none"}`:                                "body.phone",
	} {
		if problems := w.call("POST", "/visits", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
	w.call("POST", "/visits", `{"serviceIds":["tour"],"date":"2030-06-03T10:00","partySize":5}`, http.StatusCreated)
	taken := w.call("POST", "/visits", `{"serviceIds":["tour"],"date":"2030-06-03T10:00","partySize":2}`, http.StatusConflict)
	if taken.text("code") != "slot-taken" || len(taken.items("alternatives")) != 3 {
		t.Errorf("refused with %v", taken)
	}
	if waiting := w.call("GET", "/visits?state=WAITING", "", http.StatusOK).items("items"); len(waiting) != 0 {
		t.Errorf("somebody was put in line: %v", waiting)
	}
}

func TestConfirmingTwiceIsNoNews(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	visit := "/visits/" + w.call("POST", "/visits", `{"duration":1800,"date":"2030-06-03T10:00"}`, http.StatusCreated).text("id")
	first := w.call("POST", visit+"/confirm", "", http.StatusOK)
	again := w.call("POST", visit+"/confirm", "", http.StatusOK)
	if first.text("tags") != `["CONFIRMED"]` || again.text("updated") != first.text("updated") {
		t.Errorf("confirmed %v, then %v", first, again)
	}
	told := w.call("GET", "/events?types=visit.updated", "", http.StatusOK).items("items")
	if len(told) != 1 {
		t.Errorf("%d changes were told", len(told))
	}
}

func TestWhatIsNamedTwiceIsToldOnce(t *testing.T) {
	w := start(t)
	harbour := w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated).text("locationId")
	twice := `["` + harbour + `","` + harbour + `"]`
	service := w.call("POST", "/services", `{"name":"Tour","duration":1800,"locationIds":`+twice+`}`, http.StatusCreated)
	resource := w.call("POST", "/resources", `{"name":"Ana Castillo","locationIds":`+twice+`}`, http.StatusCreated)
	if strings.Count(service.text("locationIds")+resource.text("locationIds"), harbour) != 2 {
		t.Errorf("made %v and %v", service, resource)
	}
}
