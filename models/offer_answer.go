package models

import (
	"errors"
)

// errOfferOver is for those who answer too late. The words are for people.
const errOfferOver = Sentence("This offer has ended, and the time may have gone to somebody else. You still have your place in line.")

// errAnswered is for staff who take an offer back too late. The words are for people.
const errAnswered = Sentence("This offer was answered or has ended, so it cannot be taken back any more.")

// IsOffer holds for a visit whose time was offered to somebody in line, however it was answered.
func (v *Visit) IsOffer() bool { return v.EntryID != nil }

// Accept makes an appointment of the time that was offered: staff chose it, so nobody has to confirm it again. The place in line ends.
func (v *Visit) Accept(tx *Tx) error {
	if !v.IsOffer() {
		return ErrNotFound
	}
	if err := v.lock(tx); err != nil {
		return err
	}
	if v.IsExpired(TxNow(tx).Time) {
		return errOfferOver
	}
	return v.Keep(tx, v.Details(), true)
}

// Withdraw takes an offer back before it is answered. What was accepted at the same moment stays.
func (v *Visit) Withdraw(tx *Tx) error {
	if !v.IsOffer() {
		return ErrNotFound
	}
	if err := v.lock(tx); err != nil {
		return err
	}
	if v.State != StatePending {
		return errAnswered
	}
	return v.endBy(tx, "cancel")
}

// lockEntry locks the place in line of an open offer before its location: whoever begins with that place does so, too, and two who went
// opposite ways would wait for each other.
func (v *Visit) lockEntry(tx *Tx) error {
	if !v.IsOffer() || v.State != StatePending {
		return nil
	}
	e := new(Entry)
	err := found(tx.Session(fresh()).Take(e, *v.EntryID).Error)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return e.lock(tx)
}

// answered tells the entry that the time was offered to: who accepted has got their place, everybody else waits on where they stood.
func (v *Visit) answered(tx *Tx, verb string) error {
	if !v.IsOffer() || v.isLetGo {
		return nil
	}
	e := new(Entry)
	err := found(tx.Session(fresh()).Take(e, *v.EntryID).Error)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := e.lock(tx); err != nil || e.Status != Offered {
		return err
	}
	switch verb {
	case "book", "request":
		if err := v.recordOffer(tx, e, "accepted"); err != nil {
			return err
		}
		return e.enrol(tx, "Accepted "+v.Date[:10]+", "+v.Date[11:])
	case "decline":
		err = v.recordOffer(tx, e, "declined")
	case "expire":
		err = v.recordOffer(tx, e, "expired")
	default:
		err = v.recordOffer(tx, e, "withdrawn")
	}
	if err != nil {
		return err
	}
	return e.WithdrawOffer(tx)
}

// letGo gives back the time that is held for an entry whose offer ends by what becomes of the entry.
func (e *Entry) letGo(tx *Tx) error {
	held, err := e.HeldTime(tx)
	if err != nil || held == nil {
		return err
	}
	verb, word := "cancel", "withdrawn"
	if held.IsExpired(TxNow(tx).Time) {
		verb, word = "expire", "expired"
	}
	step, err := held.begin(tx, verb)
	if err != nil {
		return err
	}
	held.isLetGo = true
	if err := held.end(tx, step); err != nil {
		return err
	}
	return held.recordOffer(tx, e, word)
}

// wasOffered gives an entry back the offer it had, but for that of a time: the time went back when the entry changed.
func (e *Entry) wasOffered(tx *Tx, status EntryStatus, at, until *Instant) error {
	e.Status, e.OfferedAt, e.OfferUntil = status, at, until
	if status != Offered || at == nil {
		return nil
	}
	var times int64
	err := tx.Session(fresh()).Model(&Visit{}).Where("entry_id = ? AND created_at = ?", e.ID, *at).Count(&times).Error
	if times > 0 {
		e.clearOffer()
	}
	return err
}

// withoutTime leaves out those who are asked whether they take a time: no night takes their place before they answer.
const withoutTime = "NOT EXISTS (SELECT 1 FROM visits WHERE visits.entry_id = entries.id AND visits.state = 'PENDING')"

// recordOffer writes what became of an offer into the history of the person.
func (v *Visit) recordOffer(tx *Tx, e *Entry, word string) error {
	detail := map[string]string{"visit": v.PublicID, "time": v.Date, "zone": v.TimeZone}
	if v.PendingExpireTime != nil {
		detail["until"] = v.PendingExpireTime.String()
	}
	return e.record(tx, "offer."+word, detail)
}
