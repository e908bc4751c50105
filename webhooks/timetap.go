package webhooks

import (
	"strconv"
	"strings"

	"anteroom/models"
)

const timetapDialect = "timetap"

func init() {
	register(Dialect{Name: timetapDialect, Encode: encodeTimetap})
}

// encodeTimetap sends the appointment alone, without an envelope (reference 003). status, subStatus, startDate and endDate are additions
// of ours: the reference tells neither the day nor what happened. A change that shows in nothing of it sends nothing.
func encodeTimetap(event Event) ([]Message, error) {
	bookings := bookingsOf(event.visit)
	if len(bookings) == 0 {
		return nil, nil
	}
	v, happened := event.visit.last(), bookings[0] // a move to others is a move: staff is told with it
	if happened == bookingChanged {
		nothing, err := showsNothing(event, func(e Event, v *models.VisitSnapshot) object { return timetapAppointment(e, v, happened) })
		if err != nil || nothing {
			return nil, err
		}
	}
	message := Message{Type: event.Type}
	var err error
	if message.Bare, err = encodeJSON(append(timetapIDs(event, v), timetapStatus(v, happened)...)); err != nil {
		return nil, err
	}
	if v.Erased || event.Profile == ProfileThin {
		message.Body = message.Bare
		return []Message{message}, nil
	}
	message.Body, err = encodeJSON(timetapAppointment(event, v, happened))
	return []Message{message}, err
}

func timetapIDs(event Event, v *models.VisitSnapshot) object {
	return object{{"calendarid", v.VisitID}, {"businessId", event.Account.ID}}
}

// timetapStatus is booked, changed, cancelled or deleted; subStatus says more: what changed, or where the visit stands.
func timetapStatus(v *models.VisitSnapshot, happened booking) object {
	status, sub := "changed", string(happened)
	switch happened {
	case bookingRequested, bookingBooked:
		status = "booked"
	case bookingCancelled:
		status = "cancelled"
		if v.HasTag(models.TagDeclined) {
			sub = "declined"
		} else if v.HasTag(models.TagExpired) {
			sub = "expired"
		}
	case bookingDeleted:
		status = "deleted"
	case bookingChanged:
		sub = strings.ToLower(string(v.State))
	}
	return object{{"status", status}, {"subStatus", sub}}
}

func timetapAppointment(event Event, v *models.VisitSnapshot, happened booking) object {
	start, end := v.StartsAt.In(v.Zone()), v.EndsAt.In(v.Zone())
	startTime, endTime := start.Hour()*100+start.Minute(), end.Hour()*100+end.Minute()
	o := append(timetapIDs(event, v), object{
		{"startTime", startTime},
		{"endTime", endTime},
		{"clientStartTime", startTime},
		{"clientEndTime", endTime},
		{"startDate", start.Format("2006-01-02")},
		{"endDate", end.Format("2006-01-02")},
	}...)
	o = append(o, timetapStatus(v, happened)...)
	return append(o, object{
		{"reason", timetapReason(event, v)},
		{"client", timetapClient(event, v)},
		{"staff", timetapStaff(event, v)},
		{"location", object{
			{"locationId", v.Location.ID}, {"locationName", v.Location.Name}, {"businessId", event.Account.ID}, {"locationType", "Office"},
		}},
		{"fields", timetapFields(event, v)},
	}...)
}

// timetapReason is the service, with all the names where there are several, and 0 without a name where there is none.
func timetapReason(event Event, v *models.VisitSnapshot) object {
	var id int64
	names := make([]string, len(v.Services))
	for i, service := range v.Services {
		names[i] = service.Name
	}
	if len(v.Services) > 0 {
		id = v.Services[0].ID
	}
	return object{
		{"reasonId", id}, {"businessId", event.Account.ID}, {"visitMinutes", v.Duration / 60}, {"reasonDesc", strings.Join(names, ", ")},
	}
}

// timetapClient has the number 0 where the customer is none of the account's people.
func timetapClient(event Event, v *models.VisitSnapshot) object {
	var id int64
	if v.PersonID != nil {
		id = *v.PersonID
	}
	return object{
		{"clientId", id},
		{"firstName", event.Profile.shown(WithholdNames, v.FirstName)},
		{"lastName", event.Profile.shown(WithholdNames, v.LastName)},
		{"emailAddress", event.Profile.shown(WithholdContact, v.Email)},
		{"phone", event.Profile.shown(WithholdContact, v.Phone)},
		{"city", ""},
		{"notes", event.Profile.shown(WithholdNotes, v.Notes)},
	}
}

// timetapStaff has the number 0 where nobody is needed: nothing but its zone says where the times are. Zones have no numbers here.
func timetapStaff(event Event, v *models.VisitSnapshot) object {
	resource := servingOf(v)
	return object{
		{"professionalId", resource.ID},
		{"businessId", event.Account.ID},
		{"userName", resource.Name},
		{"email", event.Profile.shown(WithholdContact, resource.Email)},
		{"timeZoneCode", object{{"timeZoneId", 0}, {"timeZoneCode", v.TimeZone}, {"timeZoneDesc", v.TimeZone}}},
	}
}

func timetapFields(event Event, v *models.VisitSnapshot) []object {
	fields := []object{}
	for i, question := range v.Fields {
		value := event.Profile.shown(WithholdAnswers, strings.Join(question.Values, ","))
		number := question.ID
		fields = append(fields, object{
			{"required", question.Required},
			{"serviceIds", nil},
			{"userDefinedField", true},
			{"dataType", timetapType(question.Type)},
			{"active", true},
			{"code", "UDF"},
			{"visibleOnScheduler", true},
			{"validationRegex", nil},
			{"sortOrder", i + 1},
			{"businessId", event.Account.ID},
			{"hint", textOrNull(question.Help)},
			{"filterByService", false},
			{"oldFieldIds", nil},
			{"createdUser", ""},
			{"labelTag", customTag(number, "_LABEL")},
			{"modifiedDate", v.CreatedAt.UnixMilli()},
			{"tagName", nil},
			{"modifiedUser", ""},
			{"label", question.Label},
			{"createdDate", v.CreatedAt.UnixMilli()},
			{"value", value},
			{"extendedValue", value},
			{"validationError", nil},
			{"fieldValues", nil},
			{"visible", true},
			{"schedulerPreferenceFieldDefnId", number},
			{"mode", "APPT"},
			{"valueTag", customTag(number, "")},
		})
	}
	return fields
}

func timetapType(kind models.FieldType) string {
	if kind == models.TypeArea {
		return "AREA"
	}
	return "TXT"
}

func customTag(number int64, end string) string {
	return "%CUSTOM_FIELD_" + strconv.FormatInt(number, 10) + end + "%"
}
