package webhooks

import "anteroom/models"

// standardLocationMembers are a location's settings, after a change with those before it as well; or how its queue looks.
func standardLocationMembers(event Event) object {
	if event.Change == models.StatusChanged {
		return data(standardLocationStatus(event.status.last()))
	}
	return standardSettings(event, event.location, standardLocation)
}

// standardSettings are a thing of the account's own as the API tells of it, after a change with what it was before as well.
func standardSettings[S any](event Event, subject states[S], word func(*S) object) object {
	members := data(word(subject.last()))
	if event.Change == models.Updated {
		members = append(members, member{"before", word(subject.before)})
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
		{"createdAt", l.CreatedAt.Milli()},
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
