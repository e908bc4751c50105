package webhooks_test

import (
	"slices"
	"testing"

	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

// What a dialect has no word for it leaves out, and promises nothing of it.
func TestEverySampleOfEveryDialectIsAsItsSchemaSays(t *testing.T) {
	w := newStillWorld(t, models.SQLite)
	w.config.BaseURL = "https://waitlist.example.com"
	sender := w.newSender()
	var checked hooktest.Schemas
	promised, err := webhooks.Schemas()
	if err != nil {
		t.Fatal(err)
	}
	for _, dialect := range webhooks.Dialects() {
		for _, name := range webhooks.EventTypes() {
			isPromised := slices.ContainsFunc(promised, func(s webhooks.Schema) bool { return s.Dialect == dialect && s.Type == name })
			for _, profile := range []string{"", "names,contact", string(webhooks.ProfileThin)} {
				messages, err := sender.Sample(w.db.Read(t.Context()), &models.Endpoint{Dialect: dialect, Profile: profile}, name)
				if err != nil {
					t.Fatalf("%s in %s: %v", name, dialect, err)
				}
				if (len(messages) > 0) != isPromised {
					t.Errorf("%s has %d samples of %s, and a schema is %v", dialect, len(messages), name, isPromised)
				}
				for _, message := range messages {
					checked.Check(t, dialect, name, message.Body)
					checked.Check(t, dialect, name, message.Bare)
				}
			}
		}
	}
	if len(promised) != 19+3+12 {
		t.Errorf("%d schemas", len(promised))
	}
}

// A schema that refuses nothing would say nothing.
func TestSchemasRefuseWhatWeDoNotSend(t *testing.T) {
	var schemas hooktest.Schemas
	for dialect, body := range map[string]string{
		"standard":   `{"id":"E","created":"2026-03-02T08:16:30Z","accountId":"A","type":"visit.removed","sequence":1,"data":{"id":"V","locationId":"L","customerId":"","publicId":"s"}}`,
		"timetap":    `{"calendarid":"1","businessId":1,"status":"deleted","subStatus":"deleted"}`,
		"appointlet": `{"id":1,"type":"booking","action":"created","meta":{},"organization":1,"date_created":"2026-03-02T08:16:30Z","object":{"id":"V"}}`,
	} {
		if schemas.Refuses(t, dialect, webhooks.VisitRemoved, []byte(body)) == nil {
			t.Errorf("%s takes %s", dialect, body)
		}
	}
}
