package webhooks

import (
	"fmt"

	"anteroom/models"
)

func init() {
	register(Dialect{Name: standardDialect, Encode: encodeStandard})
}

// encodeStandard words an event in the envelope that all of the standard dialect's bodies have. It has a word for every event: the feed
// has no gap.
func encodeStandard(event Event) ([]Message, error) {
	var full, bare object
	var bareOnly bool
	switch event.SubjectKind {
	case models.KindPerson:
		person := event.person.last()
		bare = data(standardPersonIDs(person))
		full = data(append(standardPersonIDs(person), standardPersonData(person, event.Account, event.Profile)...))
		bareOnly = person.Erased
	case models.KindVisit:
		full, bare = standardVisitMembers(event), standardVisitBare(event)
		bareOnly = event.visit.last().Erased
	case models.KindLocation:
		full = standardLocationMembers(event)
	case models.KindService:
		full = standardSettings(event, event.service, standardService)
	case models.KindResource:
		full = standardSettings(event, event.resource, event.Profile.standardResource)
	case models.KindField:
		full = standardSettings(event, event.field, standardField)
	default:
		return nil, fmt.Errorf("event %d: nothing words a %s", event.Sequence, event.SubjectKind)
	}
	if bare == nil { // it is the house's own and about nobody
		bare = full
	}
	message := Message{Type: event.Type}
	var err error
	if message.Bare, err = encodeJSON(standardEnvelope(event, bare)); err != nil {
		return nil, err
	}
	if bareOnly || event.Profile == ProfileThin {
		message.Body = message.Bare
		return []Message{message}, nil
	}
	message.Body, err = encodeJSON(standardEnvelope(event, full))
	return []Message{message}, err
}

func data(of object) object { return object{{"data", of}} }

func standardEnvelope(event Event, members object) object {
	return append(object{
		{"id", event.PublicID},
		{"created", event.At.Milli()},
		{"accountId", event.Account.PublicID},
		{"type", event.Type},
		{"sequence", event.Sequence},
	}, members...)
}
