package webhooks

import (
	"slices"
	"strings"

	"anteroom/models"
)

// Facts are what an endpoint's filters look at.
type Facts struct {
	Type      string
	Locations []string // public ids: where the subject is, and for a person was
	State     string   // of a visit after the change, or its last one
}

// Matches says whether an endpoint wants to hear of an event. Empty filters want all; location.* events reach endpoints of the
// whole account alone, and an endpoint of some locations hears of nothing that is at none of them.
func Matches(endpoint *models.Endpoint, facts Facts) bool {
	if len(endpoint.EventTypes) > 0 && !slices.Contains(endpoint.EventTypes, facts.Type) {
		return false
	}
	if strings.HasPrefix(facts.Type, "visit.") && len(endpoint.VisitStates) > 0 && !slices.Contains(endpoint.VisitStates, facts.State) {
		return false
	}
	if len(endpoint.LocationIDs) == 0 {
		return true
	}
	if strings.HasPrefix(facts.Type, "location.") {
		return false
	}
	return slices.ContainsFunc(facts.Locations, func(id string) bool { return slices.Contains(endpoint.LocationIDs, id) })
}

// FactsOf finds what filters look at; locations are the public ids by key. A person is where a list they have an active entry on
// belongs, before the change or after it.
func FactsOf(event Event, locations map[int64]string) Facts {
	facts := Facts{Type: event.Type}
	for _, person := range []*models.PersonSnapshot{event.before, event.after} {
		if person == nil {
			continue
		}
		for _, entry := range person.ActiveEntries() {
			if entry.LocationID != nil {
				facts.Locations = append(facts.Locations, locations[*entry.LocationID])
			}
		}
	}
	return facts
}
