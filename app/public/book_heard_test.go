package public_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"anteroom/models"
	"anteroom/webhooks/hooktest"
)

// heardVisit is what of a visit's webhook matters here.
type heardVisit struct {
	Type          string
	Data          toldVisit // of a beginning
	Before, After toldVisit // of a change
}

type toldVisit struct{ State, Date, FirstName string }

func (h heardVisit) line() string {
	if h.Type == "visit.updated" {
		return strings.TrimSpace("updated " + h.Before.State + " to " + h.After.State + " " + h.After.Date + " " + h.After.FirstName)
	}
	return strings.TrimSpace(strings.TrimPrefix(h.Type, "visit.") + " " + h.Data.State + " " + h.Data.Date + " " + h.Data.FirstName)
}

// A hold is a visit that is PENDING; the form makes it BOOKED, or DRAFT where staff confirm. A move is the same visit.
func TestReceiversHearOfEachStepOfABooking(t *testing.T) {
	for _, engine := range []models.Engine{models.SQLite, models.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			receiver := hooktest.New(t)
			s := furnishStudio(listening(t, engine, receiver))
			link := s.book(s.haircut, "2026-11-04", "14:30", noor())
			s.choose(s.visitor, link+"/reschedule", "2026-11-05", "11:00").Wants(303)
			s.change(s.haircut, func(h *models.Service) { h.ManualConfirm = true })
			s.book(s.haircut, "2026-11-06", "09:00", with(noor(), "firstName", "Sami"))
			first := s.hold(s.visitor, s.path(s.haircut), "2026-11-06", "10:00")
			s.hold(s.visitor, s.path(s.haircut)+"?held="+token(first), "2026-11-06", "11:00")

			var requests []hooktest.Received
			for stored := s.count("deliveries"); int64(len(requests)) < stored; stored = s.count("deliveries") { // news of the queue may overtake others
				requests = receiver.Wait(t, int(stored))
			}
			var told, people []string
			for _, request := range requests {
				var event heardVisit
				if err := json.Unmarshal(request.Body, &event); err != nil {
					t.Fatal(err)
				}
				if strings.HasPrefix(event.Type, "visit.") {
					told = append(told, event.line())
				}
				if event.Type == "AddPerson" {
					people = append(people, event.Type)
				}
			}
			want := []string{
				"created PENDING 2026-11-04T14:30", "updated PENDING to BOOKED 2026-11-04T14:30 Noor", "updated BOOKED to BOOKED 2026-11-05T11:00 Noor",
				"created PENDING 2026-11-06T09:00", "updated PENDING to DRAFT 2026-11-06T09:00 Sami",
				"created PENDING 2026-11-06T10:00", "updated PENDING to COMPLETE 2026-11-06T10:00", "created PENDING 2026-11-06T11:00",
			}
			slices.Sort(want)
			slices.Sort(told)
			if diff := cmp.Diff(want, told); diff != "" {
				t.Error(diff)
			}
			if len(people) != 2 {
				t.Errorf("%d people were added", len(people))
			}
			s.sound()
		})
	}
}
