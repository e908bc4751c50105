package models

// Offer says that a place is held for the person until an answer comes, or until then. They keep their place in line.
func (e *Entry) Offer(tx *Tx, until Instant) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	if err := e.refuseHeld(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	if !until.After(now.Time) {
		return Invalid{"offerUntil": "Please give a time in the future to answer by."}
	}
	e.Status, e.OfferedAt, e.OfferUntil = Offered, &now, &until
	return e.save(tx)
}

// WithdrawOffer takes the offer back, or notes that it was declined: the person waits on at the same place.
func (e *Entry) WithdrawOffer(tx *Tx) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	e.clearOffer()
	return e.save(tx)
}

func (e *Entry) clearOffer() {
	e.OfferedAt, e.OfferUntil = nil, nil
	if e.Status == Offered {
		e.Status = Waiting
	}
}

// Confirm notes that the place is still wanted.
func (e *Entry) Confirm(tx *Tx) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	e.ConfirmedAt, e.ConfirmedBy = &now, TxBy(tx).Name
	return e.save(tx)
}

// Enrol says that the person got the place. It is history for the list, and lends a priority to the family.
func (e *Entry) Enrol(tx *Tx) error { return e.enrol(tx, "") }

func (e *Entry) enrol(tx *Tx, reason string) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	if err := e.end(tx, Enrolled, reason); err != nil {
		return err
	}
	return rerankFamily(tx.Session(fresh()), e.PersonID)
}

// EndEnrolment says that the person left the place they had: what they lent to the family ends with it.
func (e *Entry) EndEnrolment(tx *Tx) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	if e.Status != Enrolled || e.LeftAt != nil {
		return Sentence("This person is not enrolled from this list any more. Please reload the page.")
	}
	now := TxNow(tx)
	e.LeftAt = &now
	if err := e.save(tx); err != nil {
		return err
	}
	return rerankFamily(tx.Session(fresh()), e.PersonID)
}

// Remove takes the person off the list.
func (e *Entry) Remove(tx *Tx, reason string) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	invalid := Invalid{}
	reason = cleaned(invalid, "reason", CleanLine, reason, longestReason)
	if err := invalid.Err(); err != nil {
		return err
	}
	return e.end(tx, Removed, reason)
}

// Lapse takes off the list whoever did not confirm in time.
func (e *Entry) Lapse(tx *Tx) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	return e.end(tx, Lapsed, "Not confirmed in time")
}

func (e *Entry) end(tx *Tx, status EntryStatus, reason string) error {
	now := TxNow(tx)
	e.Status, e.EndedAt, e.EndedBy, e.EndReason = status, &now, TxBy(tx).Name, reason
	return e.save(tx)
}

// Restore puts an ended entry back in line where it stood: with its original added date and the place given by hand, if any.
func (e *Entry) Restore(tx *Tx) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	if e.IsActive() {
		return Sentence("This person is in line on this list already.")
	}
	active, err := activeEntry(tx, e.WaitlistID, e.PersonID)
	if err != nil {
		return err
	}
	if active != nil {
		return Sentence("This person has a newer place on this list. Please remove that one first if the older should count.")
	}
	list := new(Waitlist)
	if err := tx.Session(fresh()).Take(list, e.WaitlistID).Error; err != nil {
		return found(err)
	}
	if list.ArchivedAt != nil {
		return Sentence("This list was deleted. Please add the person to another one.")
	}
	lent := e.Status == Enrolled && e.LeftAt == nil
	e.Status, e.EndedAt, e.EndedBy, e.EndReason, e.LeftAt = Waiting, nil, "", "", nil
	e.clearOffer()
	if err := e.save(tx); err != nil || !lent {
		return err
	}
	return rerankFamily(tx.Session(fresh()), e.PersonID)
}
