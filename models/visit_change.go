package models

// VisitDetails are what may be said about a visit that is there, whatever its state. Steps change the rest.
type VisitDetails struct {
	PersonID  *int64 // the customer, where they are known
	FirstName string
	LastName  string
	Phone     string
	Email     string
	Notes     string
	Answers   VisitAnswers
	Tags      []string // free ones; those of steps stay
	PartySize int      // of a walk-in alone: an appointment is rescheduled
	AsSaid    bool     // as in NewVisit
}

// Details are the visit's own, to be changed and given back to Change.
func (v *Visit) Details() VisitDetails {
	return VisitDetails{
		PersonID: v.PersonID, FirstName: v.FirstName, LastName: v.LastName, Phone: v.Phone, Email: v.Email, Notes: v.Notes,
		Answers: v.Answers, Tags: v.Tags, PartySize: v.PartySize,
	}
}

// Change keeps the details, or says what is wrong with them.
func (v *Visit) Change(tx *Tx, d VisitDetails) error {
	read := v.Version
	if err := v.lock(tx); err != nil {
		return err
	}
	if v.Version != read { // the details are whole, and would take back what was said meanwhile
		return errOvertaken
	}
	if err := v.take(tx, d); err != nil {
		return err
	}
	return v.save(tx)
}

// take writes the details into the row, or says what is wrong with them.
func (v *Visit) take(tx *Tx, d VisitDetails) error {
	invalid := Invalid{}
	n := NewVisit{FirstName: d.FirstName, LastName: d.LastName, Phone: d.Phone, Email: d.Email, AsSaid: d.AsSaid}
	v.Email = ""
	if v.IsOffer() && v.State == StatePending && !sameID(v.PersonID, d.PersonID) {
		invalid.Add("customerId", "This time is held for somebody in line. Please take the offer back before you give it to somebody else.")
	}
	if !sameID(v.PersonID, d.PersonID) {
		v.PersonID, n.PersonID = d.PersonID, d.PersonID
	}
	if err := n.customer(tx, v, invalid); err != nil {
		return err
	}
	v.Notes = cleaned(invalid, "notes", CleanText, d.Notes, longestArea)
	v.Tags = cleanTags(invalid, d.Tags, v.Tags)
	if len(d.Answers) > mostAnswers {
		invalid.Add("fields", "Please answer at most 200 fields.")
	}
	v.Answers = d.Answers
	if d.PartySize != v.PartySize && v.IsAppointment() || d.PartySize < 1 || d.PartySize > mostCapacity {
		invalid.Add("partySize", "The size of a party of an appointment changes with its time: please choose a new one.")
	}
	v.PartySize = d.PartySize
	return invalid.Err()
}

// Delete removes the visit for good; the events keep what it was.
func (v *Visit) Delete(tx *Tx) error {
	if v.IsOffer() {
		if err := v.lock(tx); err != nil {
			return err
		}
		if v.State == StatePending {
			if err := v.endBy(tx, "cancel"); err != nil {
				return err
			}
		}
	}
	return tx.Session(fresh()).Delete(&Visit{ID: v.ID, LocationID: v.LocationID}).Error
}
