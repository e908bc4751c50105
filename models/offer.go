package models

import (
	"errors"
	"time"
)

// TimeOffer is a time that staff offer to somebody who waits.
type TimeOffer struct {
	ServiceIDs  []int64
	ResourceIDs []int64 // none = any that fits
	Date        string  // wall time at the location
	Duration    int     // seconds, where staff take another time than the services say
	PartySize   int     // 0 = 1
	Until       Instant // by when the answer has to be there; zero = UsualAnswer
	AnyHours    bool    // who may overrule them offers closed hours, too
}

// usualAnswer is how long an offer stands, where its time is not nearer.
const usualAnswer = 48 * time.Hour

// UsualAnswer is by when an offer has to be answered unless staff say otherwise: in two days, or at the longest minimum notice before the
// start. Where that has passed it is the start itself.
func UsualAnswer(now, start Instant, services []Service) Instant {
	notice := 0
	for i := range services {
		notice = max(notice, services[i].MinimumNotice)
	}
	until := At(start.Add(-time.Duration(notice) * time.Second))
	if !until.After(now.Time) {
		return start
	}
	if usual := At(now.Add(usualAnswer)); usual.Before(until.Time) {
		return usual
	}
	return until
}

// OfferTime holds a time for somebody in line until they answer or the offer ends by the clock. They keep their place meanwhile. The visit
// that is returned has the token of the link to answer by. A *TakenError names the nearest free times.
func (l *Location) OfferTime(tx *Tx, e *Entry, offer TimeOffer) (*Visit, error) {
	if err := e.readyFor(tx, l); err != nil {
		return nil, err
	}
	v, err := l.appoint(tx, NewVisit{
		PersonID: &e.PersonID, ServiceIDs: offer.ServiceIDs, ResourceIDs: offer.ResourceIDs, Date: offer.Date, Duration: offer.Duration,
		PartySize: offer.PartySize, Source: "STAFF", ForStaff: true, AnyHours: offer.AnyHours, heldFor: &heldFor{e.ID, offer.Until},
	}, func([]Service) string { return "hold" })
	if err != nil {
		return nil, err
	}
	now := TxNow(tx)
	e.Status, e.OfferedAt, e.OfferUntil = Offered, &now, v.PendingExpireTime
	if err := e.save(tx); err != nil {
		return nil, err
	}
	return v, v.recordOffer(tx, e, "made")
}

// readyFor locks the entry and refuses who has an offer already, or waits for another location.
func (e *Entry) readyFor(tx *Tx, l *Location) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	if err := e.refuseHeld(tx); err != nil {
		return err
	}
	if e.Status == Offered && e.OfferUntil != nil && e.OfferUntil.After(TxNow(tx).Time) {
		return Sentence("This person has an open offer on this list already. Please take that one back first.")
	}
	list := new(Waitlist)
	if err := tx.Session(fresh()).Take(list, e.WaitlistID).Error; err != nil {
		return found(err)
	}
	if list.LocationID != nil && *list.LocationID != l.ID {
		return Invalid{"entry": "This person waits for a place at another location. Please choose somebody else."}
	}
	return nil
}

// refuseHeld refuses who has an open offer of a time. One whose time is up ends here.
func (e *Entry) refuseHeld(tx *Tx) error {
	held, err := e.HeldTime(tx)
	if err != nil || held == nil {
		return err
	}
	if !held.IsExpired(TxNow(tx).Time) {
		return Sentence("A time is held for this person until they answer. Please take that offer back first.")
	}
	if err := held.Expire(tx); err != nil {
		return err
	}
	return e.lockActive(tx)
}

// HeldTime is the visit that is held for the entry, nil where no time is offered to it.
func (e *Entry) HeldTime(tx *Tx) (*Visit, error) {
	visit, err := oneVisit(tx, "entry_id = ? AND state = ?", e.ID, StatePending)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return visit, err
}

// heldFor says for which entry a time is held, and until when.
type heldFor struct {
	entryID int64
	until   Instant // zero = as usual
}

// hold says when a hold ends: that of a form in a few minutes, that of an offer at the time to answer by, which never is after the start.
func (v *Visit) hold(tx *Tx, offer *heldFor, services []Service) error {
	if offer == nil {
		v.expireLater(tx)
		return nil
	}
	now, until := TxNow(tx), offer.until
	if until.IsZero() {
		until = UsualAnswer(now, *v.StartsAt, services)
	}
	switch {
	case !until.After(now.Time):
		return Invalid{"offerUntil": "Please give a time in the future to answer by."}
	case until.After(v.StartsAt.Time):
		return Invalid{"offerUntil": "Please let the answer be due before the time that is offered begins."}
	}
	v.EntryID, v.PendingExpireTime = &offer.entryID, &until
	return nil
}
