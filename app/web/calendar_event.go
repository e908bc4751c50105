package web

import (
	"strings"

	"anteroom/models"
)

// StaffEvent is an appointment as the calendars of staff show it: who comes, what for, with whom. Link is the staff's page of the visit.
func StaffEvent(visit *models.VisitSnapshot, link string) CalendarEvent {
	event := CalendarEvent{
		UID: CalendarUID(&models.Visit{PublicID: visit.PublicID}), Sequence: visit.IcsSequence, Changed: visit.UpdatedAt.Time, Summary: visit.Name(),
		Place: strings.Trim(visit.Location.Name+", "+visit.Location.Address, ", "), Link: link, State: visit.State,
		Cancelled: visit.HasTag(models.TagCancelled) || visit.HasTag(models.TagDeclined) || visit.HasTag(models.TagExpired),
	}
	if visit.StartsAt != nil && visit.EndsAt != nil {
		event.Start, event.End = visit.StartsAt.Time, visit.EndsAt.Time
	}
	var services, with []string
	for _, service := range visit.Services {
		services = append(services, service.Name)
	}
	for _, resource := range visit.Resources {
		with = append(with, resource.Name)
	}
	if len(services) > 0 {
		event.Summary += ": " + strings.Join(services, ", ")
	}
	event.Description = strings.Join(with, ", ")
	return event
}
