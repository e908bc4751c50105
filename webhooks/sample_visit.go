package webhooks

import (
	"time"

	"anteroom/models"
)

// sampleVisit is an appointment; its change is that it was put off by an hour.
func sampleVisit(at models.Instant, change models.Change) states[models.VisitSnapshot] {
	start := at.AddDate(0, 0, 7).Truncate(time.Hour)
	booked := sampleAppointment(at, start)
	switch change {
	case models.Added:
		return states[models.VisitSnapshot]{after: booked}
	case models.Deleted:
		return states[models.VisitSnapshot]{before: booked}
	}
	return states[models.VisitSnapshot]{before: booked, after: sampleAppointment(at, start.Add(time.Hour))}
}

func sampleAppointment(at models.Instant, start time.Time) *models.VisitSnapshot {
	starts, ends, person := models.At(start), models.At(start.Add(45*time.Minute)), int64(1042)
	return &models.VisitSnapshot{
		VisitID: 512, PublicID: "sampleVisit000000000", ShortID: "sample", PersonID: &person, Customer: "samplePerson00000000",
		Location: models.LocationRef{
			Ref: models.Ref{ID: 3, PublicID: "sampleLocation000000", Name: "Sample House"}, TimeZone: "UTC", Address: "1 Sample Street",
		},
		FirstName: "Mila", LastName: "Sample", Email: "sample@example.com", Notes: "This is a test; nobody of this name is coming.",
		Answers: models.VisitAnswers{}, State: models.StateBooked, Tags: []string{}, PartySize: 1,
		Date: start.UTC().Format("2006-01-02T15:04"), TimeZone: "UTC", StartsAt: &starts, EndsAt: &ends, Duration: 45 * 60,
		Services: []models.ServiceRef{{
			Ref: models.Ref{ID: 5, PublicID: "sampleService0000000", Name: "Sample service"}, Duration: 45 * 60, Capacity: 1, Price: "25.00", Currency: "EUR",
			Slug: "sample-service", MinimumNotice: 3600, MaximumNotice: 60 * 24 * 3600,
		}},
		Resources:   []models.ResourceRef{{Ref: models.Ref{ID: 7, PublicID: "sampleResource000000", Name: "Sam Sample"}, Kind: models.StaffMember}},
		VisitNumber: 1, BookingTime: &at, Source: "ONLINE", CreatedAt: at, CreatedBy: "online", UpdatedAt: at, UpdatedBy: "online",
	}
}

func sampleLocation(at models.Instant, isQueueOpen bool) *models.LocationSnapshot {
	return &models.LocationSnapshot{
		LocationID: 3, PublicID: "sampleLocation000000", Slug: "sample-house", Name: "Sample House", TimeZone: "UTC", Address: "1 Sample Street",
		Hours: models.Hours{{Day: "MO", From: "09:00", To: "17:00"}}, IsPublic: true, IsQueueOpen: isQueueOpen, CreatedAt: at,
	}
}

func sampleStatus(at models.Instant) *models.LocationStatus {
	return &models.LocationStatus{
		LocationID: 3, PublicID: "sampleLocation000000", IsOpen: true, NumWaiting: 2, NumServing: 1, EstWait: 1350,
		Services: []models.Ref{{ID: 5, PublicID: "sampleService0000000", Name: "Sample service"}}, Updated: at,
	}
}

func sampleService(at models.Instant, price string) *models.ServiceSnapshot {
	return &models.ServiceSnapshot{
		ServiceID: 5, PublicID: "sampleService0000000", Slug: "sample-service", Name: "Sample service", Duration: 45 * 60, MinimumNotice: 3600,
		MaximumNotice: 60 * 24 * 3600, Capacity: 1, Price: price, Currency: "EUR", IsPublic: true, CreatedAt: at,
	}
}

func sampleResource(at models.Instant, name string) *models.ResourceSnapshot {
	return &models.ResourceSnapshot{
		ResourceID: 7, PublicID: "sampleResource000000", Name: name, Kind: models.StaffMember, Capacity: 1, IsActive: true, CreatedAt: at,
	}
}

func sampleField(at models.Instant, label string) *models.FieldDefinition {
	return &models.FieldDefinition{
		FieldID: 9, PublicID: "sampleField000000000", Key: "Allergies", Label: label, Help: "What we have to know before lunch.", Type: models.TypeText,
		OnSignup: true, Rank: 9, CreatedAt: at,
	}
}
