package webhooks

import (
	"fmt"
	"time"

	"anteroom/models"
)

// sampleStandard words a made-up event for the test button: nobody real is in it.
func sampleStandard(sample Sample) ([]Message, error) {
	changes := map[string]models.Change{AddPerson: models.Added, UpdatePerson: models.Updated, DeletePerson: models.Deleted}
	change, known := changes[sample.Type]
	if !known {
		return nil, fmt.Errorf("no event is called %q", sample.Type)
	}
	return encodeStandard(Event{
		Event: models.Event{PublicID: models.NewPublicID(), SubjectKind: models.KindPerson, Change: change, At: sample.At},
		Type:  sample.Type, Account: sample.Account, Profile: sample.Profile,
		after: samplePerson(sample.At),
	})
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
