package models

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
