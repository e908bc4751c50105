package models

import (
	"fmt"
	"slices"
)

// begin locks the visit and finds the transition, or refuses in words.
func (v *Visit) begin(tx *Tx, verb string) (Step, error) {
	if err := v.lock(tx); err != nil {
		return Step{}, err
	}
	step, lawful := stepOf(verb, v.State)
	if !lawful {
		return step, v.refusal(verb)
	}
	return step, nil
}

// refusal says why a verb is not possible now.
func (v *Visit) refusal(verb string) error {
	is := map[VisitState]string{
		StatePending: "only held", StateDraft: "still to be confirmed", StateBooked: "booked", StateWaiting: "waiting", StateServing: "being served",
		StateComplete: "over",
	}[v.State]
	what := map[string]string{
		"extend": "hold it longer", "book": "book it", "request": "book it", "expire": "end it", "cancel": "cancel it", "confirm": "confirm it",
		"decline": "decline it", "reschedule": "move it to another time", "reassign": "give it to somebody else", "arrive": "let it arrive",
		"due": "let it join the queue", "delay": "mark it as late", "move": "move it in line", "call": "call it", "serve": "serve it",
		"complete": "complete it", "no-show": "mark it as not having come", "undo": "take back the last step",
	}[verb]
	return Sentence(fmt.Sprintf("This visit is %s, so nobody can %s. Please reload the page.", is, what))
}

// apply makes the transition: state, tag and time stamps.
func (v *Visit) apply(tx *Tx, step Step) {
	now := TxNow(tx)
	if step.Tag != "" {
		v.mark(step.Tag, &now)
	}
	if step.To == v.State && step.From != "" {
		return
	}
	v.State = step.To
	if v.State != StatePending {
		v.HeldFrom = ""
	}
	switch step.To {
	case StateDraft, StateBooked:
		if v.BookingTime == nil {
			v.BookingTime = &now
		}
		v.PendingExpireTime, v.IsUnconfirmed = nil, step.To == StateDraft
	case StateWaiting:
		if v.WaitlistTime == nil {
			v.WaitlistTime = &now
		}
	case StateServing:
		v.ServeTime = &now
		first := 1
		v.Position, v.EstWait, v.PrevEstWait = &first, nil, nil
		v.WaitDuration = nil
		if v.WaitlistTime != nil {
			waited := int(now.Sub(v.WaitlistTime.Time).Seconds())
			v.WaitDuration = &waited
		}
	case StateComplete:
		v.CompletedTime = &now
		v.Position, v.EstWait, v.PrevEstWait, v.PendingExpireTime = nil, nil, nil, nil
	}
}

// mark adds a tag with its time stamp, or takes it away where there is no time.
func (v *Visit) mark(tag VisitTag, at *Instant) {
	v.Tags = slices.DeleteFunc(slices.Clone(v.Tags), func(t string) bool { return t == string(tag) })
	if at != nil {
		v.Tags = append(v.Tags, string(tag))
	}
	*v.stampOf(tag) = at
}

func (v *Visit) stampOf(tag VisitTag) **Instant {
	switch tag {
	case TagArrived:
		return &v.ArrivedTime
	case TagConfirmed:
		return &v.ConfirmedTime
	case TagDelayed:
		return &v.DelayedTime
	case TagCancelled:
		return &v.CancelledTime
	case TagNoShow:
		return &v.NoShowTime
	case TagExpired:
		return &v.ExpiredTime
	case TagDeclined:
		return &v.DeclinedTime
	}
	return &v.AlertedTime
}

// simple makes a transition that needs no more than the table says, and saves it.
func (v *Visit) simple(tx *Tx, verb string) error {
	step, err := v.begin(tx, verb)
	if err != nil {
		return err
	}
	v.apply(tx, step)
	return v.save(tx)
}

// end makes a transition that ends the visit and gives its time back.
func (v *Visit) end(tx *Tx, step Step) error {
	v.apply(tx, step)
	if err := v.release(tx); err != nil {
		return err
	}
	if err := v.save(tx); err != nil || step.From != StatePending {
		return err
	}
	return v.answered(tx, step.Verb)
}

// lock waits for other writers of the location, then of the visit, and reads it again: what a verb saves is whole.
func (v *Visit) lock(tx *Tx) error {
	if err := v.lockEntry(tx); err != nil {
		return err
	}
	if err := markLocation(tx, v.LocationID, true); err != nil {
		return err
	}
	if err := Touch(tx, KindVisit, v.ID); err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	kept, err := w.keptVisits(tx, []int64{v.ID})
	if err != nil {
		return err
	}
	if len(kept) == 0 {
		return ErrNotFound
	}
	token := v.Token
	*v = kept[0].copied()
	v.Token = token
	return nil
}

func (v *Visit) save(tx *Tx) error {
	return tx.Session(fresh()).Save(v).Error
}

// Expect refuses with ErrStale where the visit is no longer the version that its reader saw; 0 expects nothing.
func (v *Visit) Expect(tx *Tx, version int64) error {
	if version == 0 {
		return nil
	}
	if err := v.lock(tx); err != nil {
		return err
	}
	if v.Version != version {
		return ErrStale
	}
	return nil
}
