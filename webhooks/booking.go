package webhooks

import (
	"slices"

	"anteroom/models"
)

// booking is what happened to an appointment, for dialects that know appointments alone.
type booking string

const (
	bookingRequested   booking = "requested" // and staff have to confirm it
	bookingBooked      booking = "booked"
	bookingConfirmed   booking = "confirmed"
	bookingChanged     booking = "changed"
	bookingRescheduled booking = "rescheduled"
	bookingReassigned  booking = "reassigned"
	bookingCancelled   booking = "cancelled"
	bookingNoShow      booking = "no-show"
	bookingDeleted     booking = "deleted"
)

// bookingsOf says what a change of a visit means for an appointment. Walk-ins are none, nor are holds until somebody keeps them.
// Of an erased one there is nothing to tell but its end.
func bookingsOf(visit states[models.VisitSnapshot]) []booking {
	before, after := visit.before, visit.after
	if last := visit.last(); last != nil && last.Erased {
		if last.WasBooked && after == nil {
			return []booking{bookingDeleted}
		}
		return nil
	}
	switch was, is := isBooking(before), isBooking(after); {
	case !was && !is, was && after != nil && !is, !was && isCancelled(after): // the last is a hold that was given up
		return nil
	case !was:
		return []booking{begun(after)}
	case after == nil:
		return []booking{bookingDeleted}
	case isCancelled(after) && !isCancelled(before):
		return []booking{bookingCancelled}
	case after.HasTag(models.TagNoShow) && !before.HasTag(models.TagNoShow):
		return []booking{bookingNoShow}
	case isCancelled(before) && !isCancelled(after), before.HasTag(models.TagNoShow) && !after.HasTag(models.TagNoShow):
		return []booking{begun(after)}
	case before.State == models.StateDraft && after.State != models.StateDraft:
		return []booking{bookingConfirmed}
	}
	var bookings []booking
	if !before.StartsAt.Equal(after.StartsAt.Time) || !before.EndsAt.Equal(after.EndsAt.Time) {
		bookings = append(bookings, bookingRescheduled)
	}
	same := func(a, b models.ResourceRef) bool { return a.ID == b.ID }
	if !slices.EqualFunc(before.Resources, after.Resources, same) {
		bookings = append(bookings, bookingReassigned)
	}
	if len(bookings) == 0 {
		bookings = append(bookings, bookingChanged)
	}
	return bookings
}

// showsNothing holds for a change that shows in nothing of what a dialect says. Who gets ids alone asks for the rest: there all of it counts.
func showsNothing(event Event, word func(Event, *models.VisitSnapshot) object) (bool, error) {
	if event.Profile == ProfileThin {
		event.Profile = ""
	}
	return saySame(word(event, event.visit.before), word(event, event.visit.after))
}

func begun(v *models.VisitSnapshot) booking {
	if v.State == models.StateDraft {
		return bookingRequested
	}
	return bookingBooked
}

func isBooking(v *models.VisitSnapshot) bool {
	return v != nil && v.StartsAt != nil && v.EndsAt != nil && v.State != models.StatePending && (v.BookingTime != nil || !v.HasTag(models.TagExpired))
}

func isCancelled(v *models.VisitSnapshot) bool {
	return v.HasTag(models.TagCancelled) || v.HasTag(models.TagDeclined) || v.HasTag(models.TagExpired)
}

// servingOf is who serves: the first of the staff, else the room or the equipment, else nobody.
func servingOf(v *models.VisitSnapshot) models.ResourceRef {
	for _, resource := range v.Resources {
		if resource.Kind == models.StaffMember {
			return resource
		}
	}
	if len(v.Resources) > 0 {
		return v.Resources[0]
	}
	return models.ResourceRef{}
}
