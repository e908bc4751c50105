package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/app/apptest"
	"anteroom/models"
)

// salon is a program with a place that is always open and a service with one member of staff.
type salon struct {
	*world
	location, service, resource string
	ahead                       *atomic.Int64 // by how much the clock is ahead
}

func openSalon(t *testing.T, with ...apptest.Option) *salon {
	t.Helper()
	ahead := new(atomic.Int64)
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now.Add(time.Duration(ahead.Load())) }
	s := &salon{world: start(t, append(with, apptest.At(clock))...), ahead: ahead}
	s.settle()
	return s
}

func (s *salon) settle() {
	s.t.Helper()
	s.location = s.call("POST", "/locations", `{"name":"Linden House North","timeZone":"Europe/Berlin","isQueueOpen":true}`, http.StatusCreated).text("locationId")
	s.resource = s.call("POST", "/resources", `{"name":"Ben Okafor"}`, http.StatusCreated).text("resourceId")
	s.service = s.call("POST", "/services", `{"name":"First visit","duration":1800,"price":"25","currency":"EUR","resourceIds":["`+s.resource+`"]}`, http.StatusCreated).text("serviceId")
}

// book is the body of an appointment.
func (s *salon) book(date, more string) string {
	return `{"locationId":"` + s.location + `","serviceIds":["` + s.service + `"],"firstName":"Mila","lastName":"Brandt","date":"` + date + `"` + more + `}`
}

// join puts somebody in line.
func (s *salon) join(name string) object {
	s.t.Helper()
	return s.call("POST", "/visits", `{"locationId":"`+s.location+`","firstName":"`+name+`"}`, http.StatusCreated)
}

// step takes a step of a visit.
func (s *salon) step(visit object, name, body string) object {
	s.t.Helper()
	return s.call("POST", "/visits/"+visit.text("id")+"/"+name, body, http.StatusOK)
}

func TestASecondBookingOfATimeIsToldTheNearestFreeOnes(t *testing.T) {
	s := openSalon(t)
	free := s.call("GET", "/availability?serviceId="+s.service+"&locationId="+s.location+"&from=2026-12-01&to=2026-12-01", "", http.StatusOK)
	first := free.items("items")[0]
	if free.text("timeZone") != "Europe/Berlin" || len(free.items("items")) != 48 || first.text("date") != "2026-12-01T00:00" ||
		first.text("start") != "2026-11-30T23:00:00.000Z" || first.text("spots") != "1" || first.text("resourceIds") != `["`+s.resource+`"]` {
		t.Errorf("%d free, first %v", len(free.items("items")), first)
	}
	page := s.write.JSON("POST", "/api/v1/visits", s.book("2026-12-01T10:00", ""))
	visit := answerOf(t, page, http.StatusCreated)
	if visit.text("state") != "BOOKED" || visit.text("date") != "2026-12-01T10:00" || visit.text("resourceIds") != `["`+s.resource+`"]` {
		t.Errorf("booked %v", visit)
	}
	if again := s.read.Get(page.Header.Get("Location")); again.Body != page.Body {
		t.Errorf("read again: %s, made %s", again.Body, page.Body)
	}
	taken := s.call("POST", "/visits", s.book("2026-12-01T10:00", ""), http.StatusConflict)
	var others []string
	for _, other := range taken.items("alternatives") {
		others = append(others, other.text("date"))
	}
	if taken.text("code") != "slot-taken" || !slices.Equal(others, []string{"2026-12-01T09:30", "2026-12-01T10:30", "2026-12-01T09:00"}) {
		t.Errorf("taken %v", taken)
	}
	moved := s.step(visit, "reschedule", `{"date":"2026-12-01T11:00"}`)
	if moved.text("id") != visit.text("id") || moved.text("date") != "2026-12-01T11:00" {
		t.Errorf("moved %v", moved)
	}
	other := s.call("POST", "/visits", s.book("2026-12-01T10:00", ""), http.StatusCreated)
	if taken := s.call("POST", "/visits/"+other.text("id")+"/reschedule", `{"date":"2026-12-01T11:00"}`, http.StatusConflict); taken.text("code") != "slot-taken" {
		t.Errorf("onto another: %v", taken)
	}
	booked := s.call("DELETE", "/services/"+s.service, "", http.StatusConflict)
	if booked.text("code") != "still-booked" || !strings.Contains(booked.text("visitIds"), visit.text("id")) {
		t.Errorf("a service that is needed: %v", booked)
	}
	if gone := s.step(visit, "cancel", ""); gone.text("state") != "COMPLETE" || gone.text("tags") != `["CANCELLED"]` {
		t.Errorf("cancelled %v", gone)
	}
	if back := s.step(visit, "undo", ""); back.text("state") != "BOOKED" {
		t.Errorf("undone %v", back)
	}
	wrong := s.call("POST", "/visits/"+visit.text("id")+"/cancel", `{"reason":"`+strings.Repeat("x", 501)+`"}`, http.StatusUnprocessableEntity)
	s.step(visit, "cancel", `{"reason":"Ill since yesterday."}`)
	var kept models.Visit
	err := s.DB.Read(t.Context()).Where("public_id = ?", visit.text("id")).Take(&kept).Error
	if err != nil || kept.CancelReason != "Ill since yesterday." || !strings.Contains(wrong.text("errors"), "reason") {
		t.Errorf("%q is kept, %v; too long: %v", kept.CancelReason, err, wrong)
	}
}

func TestABookingSentAgainHappensOnce(t *testing.T) {
	s := openSalon(t)
	body := s.book("2026-12-01T10:00", "")
	first, second := sendOnce(s.write, "/visits", body, "a form"), sendOnce(s.write, "/visits", body, "a form")
	if first.Status != http.StatusCreated || second.Status != http.StatusCreated || first.Body != second.Body || first.Header.Get("Location") != second.Header.Get("Location") {
		t.Errorf("%d %s, then %d %s", first.Status, first.Body, second.Status, second.Body)
	}
}

func TestAQueueIsCalledServedAndCompleted(t *testing.T) {
	s := openSalon(t)
	ida, noor := s.join("Ida"), s.join("Noor")
	if ida.text("state") != "WAITING" || ida.text("position") != "1" || noor.text("position") != "2" || ida.text("ticket") != "A001" {
		t.Errorf("joined %v and %v", ida, noor)
	}
	if called := s.step(ida, "call", ""); called.text("tags") != `["ALERTED"]` || called.text("state") != "WAITING" {
		t.Errorf("called %v", called)
	}
	if served := s.step(ida, "serve", `{"resourceId":"`+s.resource+`"}`); served.text("state") != "SERVING" {
		t.Errorf("served %v", served)
	}
	if next := s.call("GET", "/visits/"+noor.text("id"), "", http.StatusOK); next.text("position") != "1" {
		t.Errorf("next %v", next)
	}
	if over := s.step(ida, "complete", "{}"); over.text("state") != "COMPLETE" || over.text("completedTime") == "" {
		t.Errorf("over %v", over)
	}
	if again := s.call("POST", "/visits/"+ida.text("id")+"/call", "", http.StatusConflict); !strings.Contains(again.text("detail"), "over") {
		t.Errorf("called when over: %v", again)
	}
	layla := s.join("Layla")
	if first := s.step(layla, "move", `{"position":1}`); first.text("position") != "1" {
		t.Errorf("moved up %v", first)
	}
	s.step(noor, "no-show", "")
	if waiting := s.call("GET", "/visits?locationId="+s.location+"&state=WAITING,SERVED", "", http.StatusOK).texts("firstName"); !slices.Equal(waiting, []string{"Layla"}) {
		t.Errorf("waiting %v", waiting)
	}
	first := s.call("GET", "/visits?limit=2", "", http.StatusOK)
	rest := s.call("GET", "/visits?limit=2&cursor="+first.text("nextCursor"), "", http.StatusOK)
	if names := append(first.texts("firstName"), rest.texts("firstName")...); !slices.Equal(names, []string{"Layla", "Noor", "Ida"}) || rest["nextCursor"] != nil {
		t.Errorf("pages %v", names)
	}
}

func TestAHoldEndsByTheClockAndIsExtendedOnce(t *testing.T) {
	s := openSalon(t)
	hold := s.call("POST", "/visits", s.book("2026-12-01T10:00", `,"state":"PENDING"`), http.StatusCreated)
	if hold.text("state") != "PENDING" || hold.text("pendingExpireTime") != "2026-11-20T09:05:00.000Z" {
		t.Errorf("held %v", hold)
	}
	s.call("POST", "/visits", s.book("2026-12-01T10:00", ""), http.StatusConflict)
	s.ahead.Store(int64(4 * time.Minute))
	if longer := s.step(hold, "hold", ""); longer.text("pendingExpireTime") != "2026-11-20T09:09:00.000Z" {
		t.Errorf("longer %v", longer)
	}
	s.call("POST", "/visits/"+hold.text("id")+"/hold", "", http.StatusConflict)
	s.ahead.Store(int64(10 * time.Minute))
	s.call("POST", "/visits/"+hold.text("id")+"/confirm", "", http.StatusConflict)
	s.call("POST", "/visits", s.book("2026-12-01T10:00", ""), http.StatusCreated)
	other := s.call("POST", "/visits", s.book("2026-12-01T12:00", `,"state":"PENDING"`), http.StatusCreated)
	if kept := s.step(other, "confirm", ""); kept.text("state") != "BOOKED" {
		t.Errorf("kept %v", kept)
	}
}

func TestAServiceConfirmedByHandMakesRequests(t *testing.T) {
	s := openSalon(t)
	s.call("PATCH", "/services/"+s.service, `{"manualConfirm":true,"minimumNotice":86400}`, http.StatusOK)
	request := s.call("POST", "/visits", s.book("2026-12-01T10:00", ""), http.StatusCreated)
	if request.text("state") != "DRAFT" {
		t.Errorf("made %v", request)
	}
	if confirmed := s.step(request, "confirm", ""); confirmed.text("state") != "BOOKED" {
		t.Errorf("confirmed %v", confirmed)
	}
	declined := s.step(s.call("POST", "/visits", s.book("2026-12-01T12:00", ""), http.StatusCreated), "decline", "")
	if declined.text("state") != "COMPLETE" || declined.text("tags") != `["DECLINED"]` {
		t.Errorf("declined %v", declined)
	}
	if soon := s.call("POST", "/visits", s.book("2026-11-20T15:00", ""), http.StatusUnprocessableEntity).problems(); soon["body.date"] == "" {
		t.Errorf("too soon: %v", soon)
	}
	staff := s.call("POST", "/visits", s.book("2026-11-20T15:00", `,"asStaff":true,"duration":3600`), http.StatusCreated)
	if staff.text("state") != "BOOKED" || staff.text("duration") != "3600" {
		t.Errorf("by staff %v", staff)
	}
	room := s.call("POST", "/resources", `{"name":"Mina Sato","serviceIds":["`+s.service+`"]}`, http.StatusCreated).text("resourceId")
	if given := s.step(staff, "reassign", `{"resourceIds":["`+room+`"]}`); given.text("resourceIds") != `["`+room+`"]` {
		t.Errorf("given to another: %v", given)
	}
	if here := s.step(staff, "arrive", ""); here.text("state") != "WAITING" || here.text("tags") != `["ARRIVED"]` {
		t.Errorf("arrived %v", here)
	}
	changed := s.call("PATCH", "/visits/"+staff.text("id"), `{"notes":"By bicycle.","tags":["first time"],"fields":{"Email":"brandt@example.com"},"state":"served"}`, http.StatusOK)
	if changed.text("notes") != "By bicycle." || changed.text("tags") != `["ARRIVED","first time"]` || changed.text("state") != "SERVING" {
		t.Errorf("changed %v", changed)
	}
	erase := "/visits/" + staff.text("id") + "?erase=true"
	answerOf(t, s.write.JSON("DELETE", "/api/v1"+erase, ""), http.StatusForbidden)
	s.call("DELETE", "/visits/"+staff.text("id"), "", http.StatusNoContent)
	s.call("DELETE", erase, "", http.StatusNoContent) // what was deleted can be erased later
	s.call("DELETE", erase, "", http.StatusNotFound)
	s.call("GET", "/visits/"+staff.text("id"), "", http.StatusNotFound)
}

func TestAVisitOutsideTheHoursIsGivenToOthersAsItIs(t *testing.T) {
	s := openSalon(t)
	visit := s.call("POST", "/visits", s.book("2026-12-01T10:00", `,"resourceIds":["`+s.resource+`"]`), http.StatusCreated)
	other := s.call("POST", "/resources", `{"name":"Mina Sato","serviceIds":["`+s.service+`"]}`, http.StatusCreated).text("resourceId")
	s.call("PATCH", "/locations/"+s.location, `{"hours":[{"day":"TU","from":"14:00","to":"18:00"}]}`, http.StatusOK)
	if given := s.step(visit, "reassign", `{"resourceIds":["`+other+`"]}`); given.text("resourceIds") != `["`+other+`"]` {
		t.Errorf("given to another: %v", given)
	}
	s.call("PATCH", "/resources/"+s.resource, `{"hours":[{"day":"TU","from":"14:00","to":"18:00"}]}`, http.StatusOK)
	s.call("POST", "/visits/"+visit.text("id")+"/reassign", `{"resourceIds":["`+s.resource+`"]}`, http.StatusConflict)
}

func TestAVisitSaysWhatIsWrongWithIt(t *testing.T) {
	s := openSalon(t)
	for body, location := range map[string]string{
		`{"locationId":"none"}`:                      "body.locationId",
		`{"serviceIds":["none"]}`:                    "body.serviceIds[0]",
		`{"resourceIds":["none"]}`:                   "body.resourceIds[0]",
		`{"customerId":"none"}`:                      "body.customerId",
		`{"email":"none"}`:                           "body.email",
		`{"fields":{"Shoes":"22"}}`:                  "body.fields.Shoes",
		`{"partySize":0}`:                            "body.partySize",
		`{"state":"BOOKED"}`:                         "body.date",
		`{"state":"SERVING"}`:                        "body.state",
		`{"date":"soon"}`:                            "body.date",
		`{"date":"2027-03-28T02:30"}`:                "body.date",
		s.book("2026-11-01T10:00", ""):               "body.date",
		s.book("2026-12-01T10:00", `,"duration":60`): "body.duration",
	} {
		if problems := s.call("POST", "/visits", body, http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", body, location, problems)
		}
	}
	for query, location := range map[string]string{
		"/availability?locationId=none": "query.locationId", "/availability?serviceId=none": "query.serviceId", "/availability?resourceId=none": "query.resourceId",
		"/availability?from=soon": "query.from", "/availability?from=2026-12-01&to=2027-12-01": "query.to", "/visits?state=GONE": "query.state",
	} {
		if problems := s.call("GET", query, "", http.StatusUnprocessableEntity).problems(); problems[location] == "" {
			t.Errorf("%s: nothing about %s: %v", query, location, problems)
		}
	}
	for _, step := range []string{"call", "serve", "hold", "undo"} {
		s.call("POST", "/visits/none/"+step, "", http.StatusNotFound)
	}
}

func TestEachScopeDoesItsPartWithVisits(t *testing.T) {
	s := openSalon(t)
	answerOf(t, s.read.JSON("POST", "/api/v1/visits", s.book("2026-12-01T10:00", "")), http.StatusForbidden)
	answerOf(t, s.write.JSON("POST", "/api/v1/services", `{"name":"Cut","duration":600}`), http.StatusForbidden)
	answerOf(t, s.write.JSON("PATCH", "/api/v1/resources/"+s.resource, `{}`), http.StatusForbidden)
	visit := answerOf(t, s.write.JSON("POST", "/api/v1/visits", s.book("2026-12-01T10:00", "")), http.StatusCreated)
	answerOf(t, s.read.JSON("POST", "/api/v1/visits/"+visit.text("id")+"/cancel", ""), http.StatusForbidden)
	answerOf(t, s.read.Get("/api/v1/visits/"+visit.text("publicId")), http.StatusOK)
}

func TestAVisitThatSomebodyElseChangedIsNotOverwritten(t *testing.T) {
	s := openSalon(t)
	seen := s.join("Ida")
	path := "/visits/" + seen.text("id")
	changed := s.call("PATCH", path, `{"notes":"By bicycle.","version":`+seen.text("version")+`}`, http.StatusOK)
	stale := s.call("PATCH", path, `{"notes":"On foot.","state":"SERVING","version":`+seen.text("version")+`}`, http.StatusConflict)
	now := s.call("GET", path, "", http.StatusOK)
	if stale.text("code") != "stale" || now.text("notes") != "By bicycle." || now.text("state") != "WAITING" || now.text("version") != changed.text("version") {
		t.Errorf("refused %v, it is %v", stale, now)
	}
	s.call("PATCH", path, `{"notes":"On foot.","version":`+now.text("version")+`}`, http.StatusOK)
	s.call("PATCH", path, `{"notes":"By bus."}`, http.StatusOK)
}

func TestAReceiverHearsOfVisitsWhatTheAPITells(t *testing.T) {
	w, receiver := startHearing(t)
	s := &salon{world: w, ahead: new(atomic.Int64)}
	s.settle()
	s.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`/hook","eventTypes":["visit.created","visit.updated","visit.removed"]}`, http.StatusCreated)
	ida := s.join("Ida")
	s.step(ida, "serve", "")
	s.call("DELETE", "/visits/"+ida.text("id"), "", http.StatusNoContent)
	var heard []string
	for _, one := range receiver.Wait(t, 3) {
		heard = append(heard, one.Header.Get("anteroom-event"))
	}
	if !slices.Equal(heard, []string{"visit.created", "visit.updated", "visit.removed"}) {
		t.Errorf("heard %v", heard)
	}
	made := object{}
	if err := json.Unmarshal([]byte(receiver.Bodies()[0]), &made); err != nil {
		t.Fatal(err)
	}
	told := made.object("data")
	delete(ida, "version") // of the API alone
	for name, value := range ida {
		if fmt.Sprint(told[name]) != fmt.Sprint(value) {
			t.Errorf("%s is %v when heard and %v when read", name, told[name], value)
		}
	}
}
