package models

// errHoldOver is for those who come back too late. The words are for people.
const errHoldOver = Sentence("The time we kept for you is over. Please choose a time again.")

// Extend keeps a hold for as long again, once.
func (v *Visit) Extend(tx *Tx) error {
	if _, err := v.begin(tx, "extend"); err != nil {
		return err
	}
	if v.IsExpired(TxNow(tx).Time) {
		return errHoldOver
	}
	if v.IsOffer() {
		return Sentence("An offer ends when it says. If you need more time, please ask us.")
	}
	if v.IsExtended {
		return Sentence("This time was kept longer once already. Please finish before it ends.")
	}
	v.IsExtended = true
	v.expireLater(tx)
	return v.save(tx)
}

// Keep makes an appointment of a hold: BOOKED, or DRAFT where staff confirm one of its services by hand. What the form said goes into it.
func (v *Visit) Keep(tx *Tx, details VisitDetails, forStaff bool) error {
	if _, err := v.begin(tx, "book"); err != nil {
		return err
	}
	if v.IsExpired(TxNow(tx).Time) {
		return errHoldOver
	}
	details.PartySize = v.PartySize
	if err := v.take(tx, details); err != nil {
		return err
	}
	services, err := servicesByID(tx, v.ServiceIDs)
	if err != nil {
		return err
	}
	verb := "book"
	for _, service := range services {
		if service.ManualConfirm && !forStaff && !v.IsOffer() {
			verb = "request"
		}
	}
	step, _ := stepOf(verb, v.State)
	v.apply(tx, step)
	location, err := locationOf(tx, v.LocationID)
	if err != nil {
		return err
	}
	if err := v.drawTicket(tx, location); err != nil {
		return err
	}
	if err := v.save(tx); err != nil {
		return err
	}
	return v.answered(tx, verb)
}

// LetGo ends a hold that its visitor needs no more. What they booked at the same moment stays, and so does an offer.
func (v *Visit) LetGo(tx *Tx) error {
	if v.State != StatePending || v.IsOffer() {
		return nil
	}
	if err := v.lock(tx); err != nil {
		return err
	}
	if v.State != StatePending || v.IsExpired(TxNow(tx).Time) {
		return nil
	}
	return v.endBy(tx, "cancel")
}

// Expire ends a hold whose time is up, and a request that nobody has answered until its time was over.
func (v *Visit) Expire(tx *Tx) error {
	step, err := v.begin(tx, "expire")
	if err != nil {
		return err
	}
	now := TxNow(tx).Time
	if !v.IsExpired(now) && !v.isUnanswered(now) {
		return nil
	}
	if v.State == StateDraft {
		v.IcsSequence++
	}
	return v.end(tx, step)
}
