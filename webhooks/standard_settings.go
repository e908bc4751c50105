package webhooks

import "anteroom/models"

// These three are the API's own objects, key by key: a test compares them.

func standardService(s *models.ServiceSnapshot) object {
	return object{
		{"serviceId", s.PublicID},
		{"name", s.Name},
		{"slug", s.Slug},
		{"description", s.Description},
		{"duration", s.Duration},
		{"bufferBefore", s.BufferBefore},
		{"bufferAfter", s.BufferAfter},
		{"minimumNotice", s.MinimumNotice},
		{"maximumNotice", s.MaximumNotice},
		{"cancelNotice", s.CancelNotice},
		{"rescheduleNotice", s.RescheduleNotice},
		{"capacity", s.Capacity},
		{"manualConfirm", s.ManualConfirm},
		{"price", s.Price},
		{"currency", s.Currency},
		{"isPublic", s.IsPublic},
		{"locationIds", publicIDs(s.Locations)},
		{"resourceIds", publicIDs(s.Resources)},
		{"createdAt", s.CreatedAt.Milli()},
	}
}

// standardResource leaves out how to reach somebody where an endpoint wants no such data. What they are called is the house's own.
func (p Profile) standardResource(r *models.ResourceSnapshot) object {
	return object{
		{"resourceId", r.PublicID},
		{"name", r.Name},
		{"kind", r.Kind},
		{"email", p.shown(WithholdContact, r.Email)},
		{"capacity", r.Capacity},
		{"isActive", r.IsActive},
		{"locationIds", publicIDs(r.Locations)},
		{"serviceIds", publicIDs(r.Services)},
		{"hours", append(models.Hours{}, r.Hours...)},
		{"createdAt", r.CreatedAt.Milli()},
	}
}

func standardField(f *models.FieldDefinition) object {
	return object{
		{"fieldId", f.PublicID},
		{"key", f.Key},
		{"label", f.Label},
		{"help", f.Help},
		{"type", f.Type},
		{"purpose", textOrNull(string(f.Purpose))},
		{"choices", append([]string{}, f.Choices...)},
		{"required", f.Required},
		{"onSignup", f.OnSignup},
		{"order", f.Rank},
		{"archived", false},
	}
}
