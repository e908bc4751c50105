package public_test

import (
	"encoding/json"
	"net/http"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// heard is what of a person's webhook matters here.
type heard struct {
	Type string
	Data struct {
		PersonID       int `json:"PersonId"`
		FamilyPersonID int `json:"FamilyPersonId"`
		Fields         map[string]string
		Notes          []struct{ Text, LastEditBy string }
		Waitlists      []struct {
			Name     string
			Position int
		}
	}
}

func listening(t *testing.T, engine models.Engine, receiver *hooktest.Receiver) *house {
	t.Helper()
	h := open(t, apptest.On(engine), apptest.With(func(c *app.Config) {
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		c.WebhookWait = 300 * time.Millisecond
	}))
	h.Write(func(tx *models.Tx) error {
		_, _, err := h.App.Sender.Create(tx, webhooks.Draft{URL: receiver.URL(), IsActive: true})
		return err
	})
	return h
}

func TestEachChildOfAFamilyIsOneAddPerson(t *testing.T) {
	for _, engine := range []models.Engine{models.SQLite, models.PostgreSQL} {
		t.Run(string(engine), func(t *testing.T) {
			receiver := hooktest.New(t)
			h := listening(t, engine, receiver)
			h.list("Toddlers", ages(18, 36))
			page := h.visitor.Post("/signup/toddlers", fill(h.visitor.Get("/signup/toddlers"), with(ida(), "add", "1")))
			h.later(time.Minute)
			form := fill(page, with(ida(), "note", "They nap at noon.",
				"firstName-2", "Ella", "lastName-2", "Brandt", "birthdate-2-day", "2", "birthdate-2-month", "8", "birthdate-2-year", "2024"))
			h.visitor.Post("/signup/toddlers", form).Wants(303)
			h.visitor.Post("/signup/toddlers", form).Wants(303)
			receiver.Wait(t, 2)
			bodies := receiver.Settle(200 * time.Millisecond)
			if len(bodies) != 2 {
				t.Fatalf("%d webhooks: %s", len(bodies), receiver.Bodies())
			}
			told := map[string]int{}
			for _, body := range bodies {
				var event heard
				if err := json.Unmarshal(body.Body, &event); err != nil {
					t.Fatal(err)
				}
				if event.Type != "AddPerson" || event.Data.FamilyPersonID != 1 || event.Data.Fields["Email"] != "jonas.brandt@example.com" {
					t.Errorf("%+v", event)
				}
				if len(event.Data.Notes) != 1 || event.Data.Notes[0].LastEditBy != "online" || len(event.Data.Waitlists) != 1 {
					t.Fatalf("%+v", event)
				}
				told[event.Data.Fields["First Name"]] = event.Data.Waitlists[0].Position
			}
			if diff := cmp.Diff(map[string]int{"Ida": 1, "Ella": 2}, told); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASlowReceiverHoldsNobodyUp(t *testing.T) {
	receiver := hooktest.New(t)
	answered := make(chan struct{})
	receiver.Always(func(w http.ResponseWriter, _ *http.Request, closing <-chan struct{}) {
		select {
		case <-answered:
			w.WriteHeader(http.StatusNoContent)
		case <-closing:
		}
	})
	h := listening(t, models.SQLite, receiver)
	h.list("Toddlers", ages(18, 36))
	form := fill(h.visitor.Get("/signup/toddlers"), ida())
	h.later(time.Minute)
	h.visitor.Post("/signup/toddlers", form).Wants(303)
	var deliveries []models.Delivery
	if err := h.DB.Read(t.Context()).Find(&deliveries).Error; err != nil {
		t.Fatal(err)
	}
	if len(deliveries) != 1 || deliveries[0].State != models.Pending || deliveries[0].Tries != 0 {
		t.Errorf("the family waited for the end of the try: %+v", deliveries)
	}
	receiver.Wait(t, 1)
	close(answered)
}
