package webhooks

import (
	"fmt"
	"time"

	"anteroom/models"
)

// Sample asks for a made-up event, as the test button sends it: nobody real is in it.
type Sample struct {
	Type    string
	Account *models.Account
	Profile Profile
	At      models.Instant
	BaseURL string
}

// event is what the sample asks for.
func (s Sample) event() (Event, error) {
	event := Event{
		Event: models.Event{PublicID: models.NewPublicID(), At: s.At},
		Type:  s.Type, Account: s.Account, Profile: s.Profile, BaseURL: s.BaseURL,
	}
	for _, kind := range []models.Kind{models.KindPerson, models.KindVisit, models.KindLocation, models.KindService, models.KindResource, models.KindField} {
		for change, name := range typesOf(kind) {
			if name == s.Type {
				event.SubjectKind, event.Change = kind, change
			}
		}
	}
	switch event.SubjectKind {
	case models.KindPerson:
		event.person.after = samplePerson(s.At)
	case models.KindVisit:
		event.visit = sampleVisit(s.At, event.Change)
	case models.KindLocation:
		event.location.before, event.location.after = sampleLocation(s.At, false), sampleLocation(s.At, true)
		event.status.after = sampleStatus(s.At)
	case models.KindService:
		event.service.before, event.service.after = sampleService(s.At, "22.50"), sampleService(s.At, "25.00")
	case models.KindResource:
		event.resource.before, event.resource.after = sampleResource(s.At, "Sam Tester"), sampleResource(s.At, "Sam Sample")
	case models.KindField:
		event.field.before, event.field.after = sampleField(s.At, "Allergies"), sampleField(s.At, "Allergies and diets")
	default:
		return event, fmt.Errorf("no event is called %q", s.Type)
	}
	return event, nil
}

func samplePerson(at models.Instant) *models.PersonSnapshot {
	place := 4
	birthdate := models.DateIn(at.AddDate(-1, -2, 0), time.UTC)
	requested := models.DateIn(at.AddDate(0, 3, 0), time.UTC)
	return &models.PersonSnapshot{
		PersonID: 1042, GUID: "00000000-0000-4000-8000-000000001042", FamilyID: 1041,
		Fields: []models.FieldSnapshot{
			{Key: "First Name", Type: models.TypeText, Purpose: models.ForFirstName, Value: "Mila"},
			{Key: "Last Name", Type: models.TypeText, Purpose: models.ForLastName, Value: "Sample"},
			{Key: "Birthdate", Type: models.TypeDate, Purpose: models.ForBirthdate, Value: birthdate.String()},
			{Key: "Priority", Type: models.TypeChoice, Purpose: models.ForPriority, Value: "General"},
			{Key: "Phone #", Type: models.TypePhone, Purpose: models.ForPhone},
			{Key: "Email", Type: models.TypeEmail, Purpose: models.ForEmail, Value: "sample@example.com"},
			{Key: "Days Available", Type: models.TypeMultiChoice, Purpose: models.ForDays, Value: "Monday,Tuesday"},
		},
		Notes:   []models.NoteSnapshot{{Text: "This is a test; nobody of this name is waiting.", Author: "online", CreatedAt: at}},
		Entries: []models.EntrySnapshot{{Waitlist: "Sample list", Status: models.Waiting, AddedAt: at, RequestedDate: requested, Position: &place}},
	}
}
