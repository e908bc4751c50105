package api_test

import (
	"net/http"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/app/apptest"
)

func TestEachStepOfAVisitIsHeardOnce(t *testing.T) {
	w, receiver := startHearing(t, apptest.From(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)))
	s := &salon{world: w, ahead: new(atomic.Int64)}
	s.settle()
	other := s.call("POST", "/resources", `{"name":"Ana Castillo"}`, http.StatusCreated).text("resourceId")
	s.call("PATCH", "/services/"+s.service, `{"resourceIds":["`+s.resource+`","`+other+`"]}`, http.StatusOK)
	s.call("POST", "/webhooks", `{"url":"`+receiver.URL()+`/hook","eventTypes":["visit.created","visit.updated","visit.removed"]}`, http.StatusCreated)
	heard := 0
	hears := func(step string, want ...string) {
		t.Helper()
		var got []string
		for _, one := range receiver.Wait(t, heard+len(want))[heard:] {
			got = append(got, one.Header.Get("anteroom-event"))
		}
		if heard += len(want); !slices.Equal(got, want) {
			t.Errorf("of %s a receiver hears %v, want %v", step, got, want)
		}
	}
	made := func(body string) object {
		t.Helper()
		visit := s.call("POST", "/visits", body, http.StatusCreated)
		hears(body, "visit.created")
		return visit
	}
	booked := made(s.book("2026-12-01T10:00", `,"resourceIds":["`+s.resource+`"]`))
	held := made(s.book("2026-12-01T12:00", `,"state":"PENDING"`))
	request := made(s.book("2026-12-01T14:00", `,"state":"DRAFT"`))
	first, second := made(`{"locationId":"`+s.location+`","firstName":"Ida"}`), made(`{"locationId":"`+s.location+`","firstName":"Noor"}`)
	for _, one := range []struct {
		visit      object
		step, body string
		moved      int // others whose place it changes
	}{
		{held, "hold", "", 0},
		{held, "confirm", "", 0},
		{held, "cancel", `{"asStaff":true}`, 0},
		{request, "decline", "", 0},
		{booked, "confirm", "", 0},
		{booked, "reschedule", `{"date":"2026-12-02T10:00"}`, 0},
		{booked, "reassign", `{"resourceIds":["` + other + `"]}`, 0},
		{booked, "delay", "", 0},
		{booked, "arrive", "", 0},
		{second, "move", `{"position":1}`, 1},
		{second, "call", "", 0},
		{second, "serve", `{}`, 2},
		{second, "undo", "", 2},
		{second, "no-show", "", 2},
		{first, "serve", `{}`, 1},
		{first, "complete", "", 0},
	} {
		s.step(one.visit, one.step, one.body)
		hears(one.step, slices.Repeat([]string{"visit.updated"}, 1+one.moved)...)
	}
	s.call("DELETE", "/visits/"+booked.text("id"), "", http.StatusNoContent)
	hears("the end", "visit.removed")
}
