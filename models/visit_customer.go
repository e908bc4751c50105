package models

import "strings"

// MeetOnline finds whom a public form speaks of, by name and contact, or adds them. Nothing that is known of somebody changes, and nothing
// of it is told: a stranger may fill in the form as well.
func MeetOnline(tx *Tx, fields []Field, values Values) (*Person, error) {
	likeness, err := LikenessOf(fields, values)
	if err != nil {
		return nil, err
	}
	if err := oneAtATime(tx, "person "+NormalName(likeness.LastName, likeness.FirstName)); err != nil {
		return nil, err
	}
	alike, err := FindAlike(tx, likeness)
	if err != nil {
		return nil, err
	}
	if len(alike) > 0 {
		return &alike[0], nil
	}
	return CreatePerson(tx, fields, NewPerson{Values: values, Source: "online"})
}

// CancelBy is until when the customer may cancel the appointment.
func (v *Visit) CancelBy(tx *Tx) (Instant, error) {
	return v.noticed(tx, func(s *Service) int { return s.CancelNotice })
}

// RescheduleBy is until when the customer may move the appointment.
func (v *Visit) RescheduleBy(tx *Tx) (Instant, error) {
	return v.noticed(tx, func(s *Service) int { return s.RescheduleNotice })
}

// Services are what the visit is for, archived ones included, one after the other.
func (v *Visit) Services(tx *Tx) ([]Service, error) {
	byID, err := servicesByID(tx, v.ServiceIDs)
	if err != nil {
		return nil, err
	}
	services := make([]Service, len(v.ServiceIDs))
	for i, id := range v.ServiceIDs {
		services[i] = *byID[id]
	}
	return services, nil
}

// StaffNames are who serves, as customers are told: rooms and equipment are the house's own business.
func (v *Visit) StaffNames(tx *Tx) (string, error) {
	byID, err := resourcesByID(tx, v.ResourceIDs)
	if err != nil {
		return "", err
	}
	names := []string{}
	for _, id := range v.ResourceIDs {
		if r := byID[id]; r != nil && r.Kind == StaffMember {
			names = append(names, r.Name)
		}
	}
	return strings.Join(names, ", "), nil
}
