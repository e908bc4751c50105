package webhooks

import (
	"maps"
	"slices"
	"strings"

	"anteroom/models"
)

// VisitObject is a visit as the standard dialect and the API have it (reference 002). What only queues or only appointments know is
// there for those alone. No secret is in it: publicId is a short name.
func VisitObject(snapshot *models.VisitSnapshot, account *models.Account) any {
	return standardVisit(snapshot, account, "")
}

// standardVisitMembers are before and after of a change, or the data of a beginning or an end.
func standardVisitMembers(event Event) object {
	if event.Change == models.Updated {
		return object{
			{"before", standardVisit(event.visit.before, event.Account, event.Profile)},
			{"after", standardVisit(event.visit.after, event.Account, event.Profile)},
		}
	}
	return data(standardVisit(event.visit.last(), event.Account, event.Profile))
}

// standardVisitBare is the same with ids alone.
func standardVisitBare(event Event) object {
	if event.Change == models.Updated {
		return object{{"before", standardVisitIDs(event.visit.before)}, {"after", standardVisitIDs(event.visit.after)}}
	}
	return data(standardVisitIDs(event.visit.last()))
}

func standardVisitIDs(v *models.VisitSnapshot) object {
	return object{{"id", v.PublicID}, {"locationId", v.Location.PublicID}, {"customerId", v.Customer}, {"publicId", v.ShortID}}
}

func standardVisit(v *models.VisitSnapshot, account *models.Account, profile Profile) object {
	o := make(object, 0, 64) // which all of its members fit in
	o = append(o, object{{"id", v.PublicID}, {"locationId", v.Location.PublicID}, {"state", string(v.State)}, {"customerId", v.Customer}}...)
	if v.Date != "" {
		o = append(o, object{{"date", v.Date}, {"duration", v.Duration}}...)
	}
	o = appendVisitCustomer(o, v, account, profile)
	o = appendVisitLinks(o, v)
	o = appendVisitAnswers(o, v, profile)
	o = append(o, member{"tags", v.Tags})
	o = appendVisitTimes(o, v)
	o = append(o, object{{"ngrams", []string{}}, {"ticket", v.Ticket}, {"numVisits", v.VisitNumber}}...)
	return appendVisitPlace(o, v)
}

func appendVisitCustomer(o object, v *models.VisitSnapshot, account *models.Account, profile Profile) object {
	return append(o, object{
		{"firstName", profile.shown(WithholdNames, v.FirstName)},
		{"lastName", profile.shown(WithholdNames, v.LastName)},
		{"phone", profile.shown(WithholdContact, v.Phone)},
		{"email", profile.shown(WithholdContact, v.Email)},
		{"name", profile.shown(WithholdNames, strings.TrimSpace(v.FirstName+" "+v.LastName))},
		{"externalCustomerId", ""},
		{"notes", profile.shown(WithholdNotes, v.Notes)},
		{"publicId", v.ShortID},
		{"accountId", account.PublicID},
		{"isAnonymized", v.Erased},
		{"created", v.CreatedAt.Milli()},
		{"createdBy", v.CreatedBy},
		{"updated", v.UpdatedAt.Milli()},
		{"updatedBy", v.UpdatedBy},
		{"remoteIp", profile.shown(WithholdContact, v.RemoteIP)},
		{"country", account.Country},
		{"region", ""},
		{"city", ""},
		{"isBlock", false},
		{"source", v.Source},
		{"locale", textOrNull(v.Locale)},
		{"partySize", v.PartySize},
	}...)
}

// appendVisitLinks names resources and services twice, as a list and each with how many of it.
func appendVisitLinks(o object, v *models.VisitSnapshot) object {
	resources, resourceIDs := object{}, []string{}
	for _, resource := range v.Resources {
		resources, resourceIDs = append(resources, member{resource.PublicID, 1}), append(resourceIDs, resource.PublicID)
	}
	services, serviceIDs := object{}, []string{}
	for _, service := range v.Services {
		services, serviceIDs = append(services, member{service.PublicID, 1}), append(serviceIDs, service.PublicID)
	}
	return append(o, object{{"resources", resources}, {"resourceIds", resourceIDs}, {"services", services}, {"serviceIds", serviceIDs}}...)
}

func appendVisitAnswers(o object, v *models.VisitSnapshot, profile Profile) object {
	fields, list := object{}, []object{}
	for _, id := range slices.Sorted(maps.Keys(v.Answers)) {
		values := append([]string{}, v.Answers[id]...)
		if profile.Withholds(WithholdAnswers) {
			values = []string{}
		}
		fields, list = append(fields, member{id, values}), append(list, object{{"values", values}, {"id", id}})
	}
	return append(o, object{{"fields", fields}, {"dataFields", list}}...)
}

func appendVisitTimes(o object, v *models.VisitSnapshot) object {
	if v.Date != "" || v.BookingTime != nil {
		o = append(o, member{"bookingTime", milliOrNull(v.BookingTime)})
	}
	return append(o, object{
		{"pendingExpireTime", milliOrNull(v.PendingExpireTime)},
		{"waitlistTime", milliOrNull(v.WaitlistTime)},
		{"serveTime", milliOrNull(v.ServeTime)},
		{"completedTime", milliOrNull(v.CompletedTime)},
		{"bookingReminderEmailTime", nil},
		{"bookingReminderSmsTime", nil},
		{"bookingReminderAppTime", nil},
		{"followUpEmailTime", nil},
		{"followUpSmsTime", nil},
		{"followUpAppTime", nil},
	}...)
}

// appendVisitPlace adds what the queue says. An estimate is of those who still wait; whoever is being served is first.
func appendVisitPlace(o object, v *models.VisitSnapshot) object {
	if v.WaitlistTime == nil {
		return o
	}
	position, estimate := v.Position, v.EstWait
	switch v.State {
	case models.StateServing:
		position, estimate = new(1), nil
	case models.StateWaiting:
		position, estimate = orZero(position), orZero(estimate)
	}
	for _, one := range []struct {
		key    string
		number *int
	}{
		{"estWaitDuration", estimate},
		{"position", position},
		{"lastWaitingPosition", orZero(v.LastWaitingPosition)},
		{"originalPosition", orZero(v.OriginalPosition)},
		{"prevEstWaitDuration", orZero(v.PrevEstWait)},
		{"originalEstWaitDuration", orZero(v.OriginalEstWait)},
		{"waitDuration", v.WaitDuration},
	} {
		if one.number != nil {
			o = append(o, member{one.key, *one.number})
		}
	}
	return o
}

// orZero keeps a key a number for receivers that count on it.
func orZero(number *int) *int {
	if number == nil {
		return new(int)
	}
	return number
}

func textOrNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func milliOrNull(at *models.Instant) any {
	if at == nil {
		return nil
	}
	return at.Milli()
}
