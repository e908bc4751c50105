package webhooks

import "anteroom/models"

// standardLocationMembers are a location's settings, after a change with those before it as well; or how its queue looks.
func standardLocationMembers(event Event) object {
	if event.Change == models.StatusChanged {
		return data(standardLocationStatus(event.status.last()))
	}
	members := data(standardLocation(event.location.last()))
	if event.Change == models.Updated {
		members = append(members, member{"before", standardLocation(event.location.before)})
	}
	return members
}

func standardLocation(l *models.LocationSnapshot) object {
	return object{
		{"locationId", l.PublicID},
		{"slug", l.Slug},
		{"name", l.Name},
		{"timeZone", l.TimeZone},
		{"address", l.Address},
		{"phone", l.Phone},
		{"isQueueOpen", l.IsQueueOpen},
		{"isQueuePaused", l.IsQueuePaused},
		{"isPublic", l.IsPublic},
		{"hours", append(models.Hours{}, l.Hours...)},
		{"breaks", append(models.Hours{}, l.Breaks...)},
		{"overrides", append(models.Overrides{}, l.Overrides...)},
		{"created", l.CreatedAt.Milli()},
	}
}

func standardLocationStatus(s *models.LocationStatus) object {
	return object{
		{"locationId", s.PublicID},
		{"isWaitlistOpen", s.IsOpen},
		{"numWaiting", s.NumWaiting},
		{"numServing", s.NumServing},
		{"estWaitDuration", s.EstWait},
		{"availableServices", publicIDs(s.Services)},
		{"availableResources", publicIDs(s.Resources)},
		{"updated", s.Updated.Milli()},
	}
}

func publicIDs(refs []models.Ref) []string {
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.PublicID
	}
	return ids
}
