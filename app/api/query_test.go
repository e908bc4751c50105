package api_test

import (
	"net/http"
	"testing"
	"time"
)

func TestAQueryNamesWhatIsWrongWithItAsItWasAsked(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	w.call("POST", "/resources", `{"name":"Ana Castillo"}`, http.StatusCreated)
	w.call("POST", "/services", `{"name":"Haircut","duration":1800,"resourceIds":["`+w.call("POST", "/resources", `{"name":"Ben"}`, http.StatusCreated).text("resourceId")+`"]}`, http.StatusCreated)
	ana := w.call("GET", "/resources", "", http.StatusOK).texts("resourceId")[0]
	for query, location := range map[string]string{
		"/visits?serviceId=nope":                                  "query.serviceId",
		"/visits?resourceId=nope":                                 "query.resourceId",
		"/visits?serviceId=haircut,haircut":                       "query.serviceId",
		"/visits?from=2026-12-05&to=2026-12-01":                   "query.to",
		"/visits?limit=1&limit=2":                                 "query.limit",
		"/availability?serviceId=haircut&resourceId=" + ana:       "query.resourceId",
		"/availability?serviceId=nope":                            "query.serviceId",
		"/availability?duration=60&from=2026-12-05&to=2026-12-01": "query.to",
		"/events?types=visit.made":                                "query.types",
	} {
		if problems := w.call("GET", query, "", http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", query, location, problems)
		}
	}
}

// Many programs write a list by saying the name again.
func TestWhatAQuerySaysTwiceIsMeantTwice(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	served := w.call("POST", "/visits", `{"firstName":"Mila"}`, http.StatusCreated).text("id")
	w.call("POST", "/visits/"+served+"/serve", "", http.StatusOK)
	w.call("POST", "/visits", `{"firstName":"Noah"}`, http.StatusCreated)
	if found := w.call("GET", "/visits?state=WAITING&state=SERVED", "", http.StatusOK).texts("id"); len(found) != 2 {
		t.Errorf("%v are waiting or being served", found)
	}
}

func TestOneAnswerHoldsSoManyFreeTimesAndNoMore(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour","timeZone":"UTC"}`, http.StatusCreated)
	first := time.Now().AddDate(0, 0, 2)
	asked := func(days int) string {
		return "/availability?duration=60&from=" + first.Format(time.DateOnly) + "&to=" + first.AddDate(0, 0, days-1).Format(time.DateOnly)
	}
	if n := len(w.call("GET", asked(8), "", http.StatusOK).items("items")); n != 8*24*60 {
		t.Errorf("%d times are free in eight days", n)
	}
	if problems := w.call("GET", asked(9), "", http.StatusUnprocessableEntity).problems(); problems["query.to"] == "" {
		t.Errorf("refused for %v", problems)
	}
}

// Programs and visitors search in turns: what others do does not wait for them.
func TestSearchesOfProgramsTakeTurns(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour"}`, http.StatusCreated)
	for range cap(w.App.Searches) {
		w.App.Searches <- struct{}{}
	}
	answered := make(chan int)
	go func() { answered <- w.read.JSON("GET", "/api/v1/availability?duration=3600", "").Status }()
	select {
	case status := <-answered:
		t.Errorf("out of turn: %d", status)
	case <-time.After(50 * time.Millisecond):
	}
	w.call("GET", "/fields", "", http.StatusOK)
	<-w.App.Searches
	if status := <-answered; status != http.StatusOK {
		t.Errorf("in turn: %d", status)
	}
}

// Who waits among programs takes no turn from visitors.
func TestACrowdOfProgramsDoesNotKeepVisitorsFromSearching(t *testing.T) {
	w := start(t)
	w.call("POST", "/locations", `{"name":"Harbour","timeZone":"UTC"}`, http.StatusCreated)
	w.call("POST", "/services", `{"name":"Haircut","duration":1800,"isPublic":true}`, http.StatusCreated)
	w.App.Programs <- struct{}{} // the search of another program
	crowd := make(chan int)
	for range cap(w.App.Searches) + 1 {
		go func() { crowd <- w.read.JSON("GET", "/api/v1/availability?duration=3600", "").Status }()
	}
	w.Visitor().Get("/book/harbour/haircut").Wants(http.StatusOK)
	select {
	case status := <-crowd:
		t.Errorf("out of turn: %d", status)
	default:
	}
	<-w.App.Programs
	for range cap(w.App.Searches) + 1 {
		if status := <-crowd; status != http.StatusOK {
			t.Errorf("in turn: %d", status)
		}
	}
}
