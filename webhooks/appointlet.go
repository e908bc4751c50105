package webhooks

import (
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

const appointletDialect = "appointlet"

func init() {
	register(Dialect{Name: appointletDialect, Encode: encodeAppointlet})
}

// encodeAppointlet tells type and action of an object (reference 004): bookings, and the services, bookables and fields they are made
// of. A change that shows in nothing of it sends nothing.
func encodeAppointlet(event Event) ([]Message, error) {
	switch event.SubjectKind {
	case models.KindVisit:
		return appointletBookings(event)
	case models.KindService:
		return appointletSettings(event, "service", event.service, appointletService)
	case models.KindResource:
		return appointletSettings(event, "bookable", event.resource, func(r *models.ResourceSnapshot) object {
			return appointletBookable(event, models.Ref{ID: r.ResourceID, PublicID: r.PublicID, Name: r.Name}, event.Account.TimeZone)
		})
	case models.KindField:
		return appointletSettings(event, "field", event.field, func(f *models.FieldDefinition) object {
			return appointletField(f.FieldID, f.Label, f.Help, f.Required, f.OnSignup)
		})
	}
	return nil, nil
}

// appointletSettings are what bookings are made of.
func appointletSettings[S any](event Event, kind string, subject states[S], word func(*S) object) ([]Message, error) {
	actions := map[models.Change]string{models.Added: "created", models.Updated: "updated", models.Deleted: "deleted"}
	if event.Change == models.Updated {
		if isSame, err := saySame(word(subject.before), word(subject.after)); err != nil || isSame {
			return nil, err
		}
	}
	return appointletMessage(event, 0, kind, actions[event.Change], word(subject.last()), nil)
}

func appointletBookings(event Event) ([]Message, error) {
	words := map[booking]string{
		bookingRequested: "created", bookingBooked: "confirmed", bookingConfirmed: "confirmed", bookingChanged: "updated",
		bookingRescheduled: "rescheduled", bookingReassigned: "reassigned", bookingCancelled: "canceled", bookingNoShow: "no_show",
		bookingDeleted: "deleted",
	}
	v := event.visit.last()
	var messages []Message
	for i, happened := range bookingsOf(event.visit) {
		if happened == bookingChanged {
			if nothing, err := showsNothing(event, appointletBooking); err != nil || nothing {
				return nil, err
			}
		}
		bare := object{{"id", v.PublicID}}
		full := bare
		if !v.Erased && event.Profile != ProfileThin {
			full = appointletBooking(event, v)
		}
		told, err := appointletMessage(event, i, "booking", words[happened], full, bare)
		if err != nil {
			return nil, err
		}
		messages = append(messages, told...)
	}
	return messages, nil
}

// appointletMessage is the envelope; bare is the object without anybody's data, nil where there is none in it. Its id is the number of the
// event with a digit behind: who keeps the ids that came must not lose the second of two messages.
func appointletMessage(event Event, nth int, kind, action string, full, bare object) ([]Message, error) {
	envelope := func(of object) ([]byte, error) {
		return encodeJSON(object{
			{"id", event.Sequence*10 + int64(nth)},
			{"type", kind},
			{"action", action},
			{"meta", object{}},
			{"organization", event.Account.ID},
			{"date_created", event.At.UTC().Format(time.RFC3339)},
			{"object", of},
		})
	}
	if bare == nil {
		bare = full
	}
	message := Message{Type: event.Type}
	var err error
	if message.Bare, err = envelope(bare); err != nil {
		return nil, err
	}
	message.Body, err = envelope(full)
	return []Message{message}, err
}

func appointletBooking(event Event, v *models.VisitSnapshot) object {
	service := models.ServiceRef{Duration: v.Duration, Price: "0.00"} // what is for nothing named still takes its time
	if len(v.Services) > 0 {
		service = v.Services[0]
	}
	return object{
		{"id", v.PublicID},
		{"timezone", v.TimeZone},
		{"email", event.Profile.shown(WithholdContact, v.Email)},
		{"start", v.StartsAt.UTC().Format(time.RFC3339)},
		{"end", v.EndsAt.UTC().Format(time.RFC3339)},
		{"date_created", v.CreatedAt.UTC().Format("2006-01-02T15:04:05.000000Z")},
		{"confirmed", v.State != models.StateDraft && !v.IsUnconfirmed},
		{"canceled", isCancelled(v)},
		{"reminder1_sent", false},
		{"reminder2_sent", false},
		{"reminder3_sent", false},
		{"follow_up_sent", false},
		{"conference_data", nil},
		{"conference_provider", nil},
		{"utm_campaign", nil},
		{"utm_content", nil},
		{"utm_term", nil},
		{"utm_source", nil},
		{"utm_medium", nil},
		{"payment_refunded", "0.00"},
		{"payment_identifier", nil},
		{"payment_currency", nil},
		{"payment_amount", "0.00"},
		{"payment_account", nil},
		{"url", event.BaseURL + "/admin/visits/" + v.PublicID},
		{"service", appointletService(bookedService(service))},
		{"organization", object{
			{"id", event.Account.ID},
			{"name", event.Account.Name},
			{"language", event.Account.Language},
			{"image", ""},
			{"bookable_type", "member"},
			{"bookable_type_plural", "members"},
			{"service_type", "service"},
			{"service_type_plural", "services"},
		}},
		{"bookable", appointletBookable(event, servingOf(v).Ref, v.TimeZone)},
		{"fields", appointletFields(event, v)},
		{"rel", appointletRel(event, v)},
	}
}

// appointletRel are routes of our API, which need a key.
func appointletRel(event Event, v *models.VisitSnapshot) object {
	visit := event.BaseURL + "/api/v1/visits/" + v.PublicID
	rel := object{{"reassignable_bookables", event.BaseURL + "/api/v1/resources"}}
	for _, verb := range []string{"confirm", "reschedule", "reassign", "cancel"} {
		rel = append(rel, member{verb, visit + "/" + verb})
	}
	for _, calendar := range []string{"add_to_outlook_calendar", "add_to_google_calendar", "ics"} {
		rel = append(rel, member{calendar, visit + "/ics"})
	}
	return rel
}

func appointletService(s *models.ServiceSnapshot) object {
	return object{
		{"id", s.ServiceID},
		{"category", nil},
		{"name", s.Name},
		{"description", s.Description},
		{"image", nil},
		{"duration", seconds(s.Duration)},
		{"currency", s.Currency},
		{"price", s.Price},
		{"deposit", "0.00"},
		{"tax", "0.00"},
		{"manual_confirm", s.ManualConfirm},
		{"cancelation_notice", seconds(s.CancelNotice)},
		{"reschedule_notice", seconds(s.RescheduleNotice)},
		{"minimum_notice", seconds(s.MinimumNotice)},
		{"maximum_notice", seconds(s.MaximumNotice)},
		{"pooled_availability", true},
		{"location_type", nil},
		{"location", nil},
		{"slug", s.Slug},
	}
}

// bookedService is a service as a visit remembers it.
func bookedService(s models.ServiceRef) *models.ServiceSnapshot {
	return &models.ServiceSnapshot{
		ServiceID: s.ID, PublicID: s.PublicID, Slug: s.Slug, Name: s.Name, Description: s.Description, Duration: s.Duration,
		MinimumNotice: s.MinimumNotice, MaximumNotice: s.MaximumNotice, CancelNotice: s.CancelNotice, RescheduleNotice: s.RescheduleNotice,
		ManualConfirm: s.ManualConfirm, Price: s.Price, Currency: s.Currency,
	}
}

func appointletBookable(event Event, r models.Ref, zone string) object {
	return object{
		{"id", r.ID},
		{"name", r.Name},
		{"description", ""},
		{"image", ""},
		{"timezone", zone},
		{"conference_phone", nil},
		{"rel", object{{"available_times", event.BaseURL + "/api/v1/availability?resourceId=" + r.PublicID}}},
		{"slug", slugOrNone(r.Name)},
	}
}

func slugOrNone(name string) string {
	if name == "" {
		return ""
	}
	return models.SlugOf(name)
}

// appointletFields are who comes and what they answered. The first three are no fields of the account and have numbers below its own.
func appointletFields(event Event, v *models.VisitSnapshot) []object {
	answer := func(field object, value string) object { return object{{"field", field}, {"value", value}} }
	fields := []object{
		answer(appointletField(-3, "First Name", "", true, true), event.Profile.shown(WithholdNames, v.FirstName)),
		answer(appointletField(-2, "Last Name", "", true, true), event.Profile.shown(WithholdNames, v.LastName)),
		answer(appointletField(-1, "Phone Number", "", false, true), event.Profile.shown(WithholdContact, v.Phone)),
	}
	for _, q := range v.Fields {
		value := event.Profile.shown(WithholdAnswers, strings.Join(q.Values, ","))
		fields = append(fields, answer(appointletField(q.ID, q.Label, q.Help, q.Required, true), value))
	}
	return fields
}

// appointletField is a question; every kind of answer is a text here.
func appointletField(id int64, label, help string, required, visible bool) object {
	rules := object{{"max_length", 100}, {"required", required}, {"label", label}}
	if help != "" {
		rules = append(object{{"help_text", help}}, rules...)
	}
	return object{{"visible", visible}, {"id", id}, {"kind", "CharField"}, {"slug", models.SlugOf(label)}, {"kwargs", rules}}
}

// seconds keep their decimal point in the bytes, as receivers of this dialect have always read it.
type seconds int

// MarshalJSON writes 1800 as 1800.0.
func (s seconds) MarshalJSON() ([]byte, error) { return []byte(strconv.Itoa(int(s)) + ".0"), nil }
