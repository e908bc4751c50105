package webhooks_test

import (
	"encoding/json"
	"testing"

	"anteroom/models"
	"anteroom/webhooks"
)

func TestFiltersLetThroughWhatAnEndpointAskedFor(t *testing.T) {
	const mitte, nord = "Mitte", "Nord"
	person := webhooks.Facts{Type: "UpdatePerson", Locations: []string{mitte}}
	visit := webhooks.Facts{Type: "visit.updated", Locations: []string{nord}, State: "SERVING"}
	for name, one := range map[string]struct {
		endpoint models.Endpoint
		facts    webhooks.Facts
		want     bool
	}{
		"empty filters want all":                  {models.Endpoint{}, person, true},
		"a type that was chosen":                  {models.Endpoint{EventTypes: models.Texts{"UpdatePerson"}}, person, true},
		"a type that was not":                     {models.Endpoint{EventTypes: models.Texts{"AddPerson"}}, person, false},
		"a location of the person's":              {models.Endpoint{LocationIDs: models.Texts{mitte, nord}}, person, true},
		"another location":                        {models.Endpoint{LocationIDs: models.Texts{nord}}, person, false},
		"a person at no location":                 {models.Endpoint{LocationIDs: models.Texts{nord}}, webhooks.Facts{Type: "AddPerson"}, false},
		"a person at no location, account wide":   {models.Endpoint{}, webhooks.Facts{Type: "AddPerson"}, true},
		"visit states do not look at people":      {models.Endpoint{VisitStates: models.Texts{"WAITING"}}, person, true},
		"a visit's state after the change":        {models.Endpoint{VisitStates: models.Texts{"SERVING"}}, visit, true},
		"SERVED, as another product calls it":     {models.Endpoint{VisitStates: models.Texts{"SERVED"}}, visit, true},
		"another state":                           {models.Endpoint{VisitStates: models.Texts{"WAITING"}}, visit, false},
		"a state at another location":             {models.Endpoint{VisitStates: models.Texts{"SERVING"}, LocationIDs: models.Texts{mitte}}, visit, false},
		"location events are account wide":        {models.Endpoint{}, webhooks.Facts{Type: "location.updated", Locations: []string{mitte}}, true},
		"location events at no endpoint of one":   {models.Endpoint{LocationIDs: models.Texts{mitte}}, webhooks.Facts{Type: "location.updated", Locations: []string{mitte}}, false},
		"settings are account wide":               {models.Endpoint{}, webhooks.Facts{Type: "service.updated"}, true},
		"a service at no endpoint of a location":  {models.Endpoint{LocationIDs: models.Texts{mitte}}, webhooks.Facts{Type: "service.updated"}, false},
		"a field at no endpoint of a location":    {models.Endpoint{LocationIDs: models.Texts{mitte}}, webhooks.Facts{Type: "field.created"}, false},
		"visit states do not look at settings":    {models.Endpoint{VisitStates: models.Texts{"WAITING"}}, webhooks.Facts{Type: "resource.removed"}, true},
		"a location's status has a location":      {models.Endpoint{LocationIDs: models.Texts{mitte}}, webhooks.Facts{Type: "location-status.updated", Locations: []string{mitte}}, true},
		"a message is where its visit is, not by": {models.Endpoint{LocationIDs: models.Texts{mitte}}, webhooks.Facts{Type: "message.created", Locations: []string{nord}}, false},
	} {
		if got := webhooks.Matches(&one.endpoint, one.facts); got != one.want {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}

func TestAPersonIsWhereTheirActiveEntriesAreAndWere(t *testing.T) {
	mitte, nord, west := int64(1), int64(2), int64(3)
	at := func(entries ...models.EntrySnapshot) string {
		text, err := json.Marshal(models.PersonSnapshot{PersonID: 7, Entries: entries})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	event, err := webhooks.NewEvent(models.Event{
		SubjectKind: models.KindPerson, Change: models.Updated,
		Before: at(models.EntrySnapshot{LocationID: &mitte, Status: models.Waiting}),
		After: at(models.EntrySnapshot{LocationID: &mitte, Status: models.Removed}, models.EntrySnapshot{LocationID: &nord, Status: models.Offered},
			models.EntrySnapshot{LocationID: &west, Status: models.Enrolled}),
	}, &models.Account{})
	if err != nil {
		t.Fatal(err)
	}
	facts := webhooks.FactsOf(event, map[int64]string{mitte: "Mitte", nord: "Nord", west: "West"})
	if len(facts.Locations) != 2 || facts.Locations[0] != "Mitte" || facts.Locations[1] != "Nord" {
		t.Errorf("the person is at %v", facts.Locations)
	}
}
