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
	if strings.HasPrefix(facts.Type, "visit.") && len(endpoint.VisitStates) > 0 && !hasState(endpoint.VisitStates, facts.State) {
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

// hasState knows that a state may have been chosen under its other name, SERVED.
func hasState(chosen []string, state string) bool {
	return slices.ContainsFunc(chosen, func(name string) bool {
		parsed, known := models.ParseVisitState(name)
		return known && string(parsed) == state
	})
}

// FactsOf finds what filters look at; locations are the public ids by key. A person is where a list they have an active entry on
// belongs, before the change or after it; a visit where it was or is; services and resources belong to the whole account.
func FactsOf(event Event, locations map[int64]string) Facts {
	facts := Facts{Type: event.Type}
	for _, person := range []*models.PersonSnapshot{event.person.before, event.person.after} {
		if person == nil {
			continue
		}
		for _, entry := range person.ActiveEntries() {
			if entry.LocationID != nil {
				facts.Locations = append(facts.Locations, locations[*entry.LocationID])
			}
		}
	}
	for _, visit := range []*models.VisitSnapshot{event.visit.before, event.visit.after} {
		if visit != nil {
			facts.Locations = append(facts.Locations, visit.Location.PublicID)
			facts.State = string(visit.State)
		}
	}
	if location := event.location.last(); location != nil {
		facts.Locations = append(facts.Locations, location.PublicID)
	}
	if status := event.status.last(); status != nil {
		facts.Locations = append(facts.Locations, status.PublicID)
	}
	return facts
}
