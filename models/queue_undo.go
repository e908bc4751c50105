package models

import "slices"

// ErrInLineAgain keeps a place in line from coming back where its customer has another one. Its words are for staff.
var ErrInLineAgain error = Sentence("This customer is in line again already, so this place does not come back. Please end the other one first, if this one is to count.")

// Undo takes back the last step of a visit: the call, the delay, the arrival, the serving or the end. An end before the queue needs its time
// to be free still: ErrTaken where it is not. Nobody comes back into a line that they have joined again since. An expired hold cannot come back.
func (v *Visit) Undo(tx *Tx) error {
	if err := v.lock(tx); err != nil {
		return err
	}
	location := &Location{ID: v.LocationID}
	if err := location.lock(tx); err != nil {
		return err
	}
	back, tag := v.undone()
	if back == "" {
		return v.refusal("undo")
	}
	if err := location.inUse(); err != nil {
		return err
	}
	if v.State == StateComplete && back == StateWaiting {
		if err := v.refuseSecondPlace(tx); err != nil {
			return err
		}
	}
	from := v.State
	v.State = back
	switch {
	case from == back:
		v.mark(tag, nil)
	case from == StateWaiting:
		v.mark(TagArrived, nil)
		v.WaitlistTime, v.Position, v.OriginalPosition, v.LastWaitingPosition = nil, nil, nil, nil
		v.EstWait, v.PrevEstWait, v.OriginalEstWait = nil, nil, nil
	case from == StateServing:
		v.ServeTime, v.WaitDuration, v.Position = nil, nil, nil
		who, err := v.beforeServing(tx)
		if err != nil {
			return err
		}
		if err := v.giveTo(tx, who); err != nil {
			return err
		}
	case from == StateComplete:
		v.CompletedTime, v.CancelReason = nil, ""
		for _, tag := range []VisitTag{TagCancelled, TagNoShow, TagDeclined} {
			if v.HasTag(tag) {
				v.mark(tag, nil)
			}
		}
		if back == StateServing {
			first := 1
			v.Position = &first
		}
		if err := v.keepTicket(tx, location); err != nil {
			return err
		}
		if err := v.retake(tx, location); err != nil {
			return err
		}
	}
	return v.save(tx)
}

// refuseSecondPlace keeps a visit over whose customer is in line again since its end. Who stood there twice before may do so again.
func (v *Visit) refuseSecondPlace(tx *Tx) error {
	if v.PersonID == nil {
		return nil
	}
	var others []int64
	err := tx.Session(fresh()).Raw("SELECT id FROM visits WHERE location_id = ? AND person_id = ? AND state = 'WAITING' AND id <> ?",
		v.LocationID, *v.PersonID, v.ID).Scan(&others).Error
	if err != nil || len(others) == 0 {
		return err
	}
	own, err := staysInLine(tx, v.ID)
	if err != nil {
		return err
	}
	for _, id := range others {
		stays, err := staysInLine(tx, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(own, func(o stay) bool { return slices.ContainsFunc(stays, o.besides) }) {
			return ErrInLineAgain
		}
	}
	return nil
}

// undone is where the visit stood before its last step, "" where there is no way back, and the tag to take away where it stood in the same state.
func (v *Visit) undone() (back VisitState, tag VisitTag) {
	switch tag = v.lastMark(); {
	case tag == TagArrived && v.BookingTime != nil && *v.ArrivedTime == *v.WaitlistTime:
		return StateBooked, tag
	case tag != "":
		return v.State, tag
	case v.State == StateWaiting && v.BookingTime != nil:
		return StateBooked, ""
	case v.State == StateServing && v.WaitlistTime != nil:
		return StateWaiting, ""
	case v.State == StateServing && v.BookingTime != nil:
		return StateBooked, ""
	case v.State != StateComplete || v.HasTag(TagExpired) || v.BookingTime == nil && v.WaitlistTime == nil:
		return "", ""
	case v.ServeTime != nil:
		return StateServing, ""
	case v.WaitlistTime != nil:
		return StateWaiting, ""
	case v.IsUnconfirmed:
		return StateDraft, ""
	}
	return StateBooked, ""
}

// lastMark is the tag of the last step that left a visit in its state: it was called, late, or there.
func (v *Visit) lastMark() (last VisitTag) {
	if v.State != StateWaiting && v.State != StateBooked {
		return ""
	}
	for _, tag := range []VisitTag{TagAlerted, TagDelayed, TagArrived} {
		at := *v.stampOf(tag)
		if v.HasTag(tag) && at != nil && (last == "" || at.After((*v.stampOf(last)).Time)) {
			last = tag
		}
	}
	return last
}
