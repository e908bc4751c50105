package webhooks

import "anteroom/models"

func init() {
	register(Dialect{Name: standardDialect, Encode: encodeStandard, Sample: sampleStandard})
}

// encodeStandard words an event in the envelope that all of the standard dialect's bodies have.
func encodeStandard(event Event) ([]Message, error) {
	if event.SubjectKind != models.KindPerson {
		return nil, nil
	}
	person := event.person()
	ids := standardPersonIDs(person)
	bare, err := encodeJSON(standardEnvelope(event, ids))
	if err != nil {
		return nil, err
	}
	message := Message{Type: event.Type, Body: bare, Bare: bare}
	if person.Erased || event.Profile == ProfileThin {
		return []Message{message}, nil
	}
	data := append(ids, standardPersonData(person, event.Account, event.Profile)...)
	if message.Body, err = encodeJSON(standardEnvelope(event, data)); err != nil {
		return nil, err
	}
	return []Message{message}, nil
}

func standardEnvelope(event Event, data object) object {
	return object{
		{"id", event.PublicID},
		{"created", event.At.Milli()},
		{"accountId", event.Account.PublicID},
		{"type", event.Type},
		{"sequence", event.Sequence},
		{"data", data},
	}
}
