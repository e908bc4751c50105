package models

// ErrQueueClosed keeps customers from a queue that takes nobody at the moment. Its words are for people.
var ErrQueueClosed error = Sentence("The queue is closed at the moment. Please come back when it is open.")

const longestQuote = 24 * 60 * 60

// Join puts somebody in line. Customers are turned away where the queue takes nobody; staff are not.
func (l *Location) Join(tx *Tx, wish NewVisit) (*Visit, error) {
	if err := l.lock(tx); err != nil {
		return nil, err
	}
	if !wish.ForStaff && !l.TakesWalkIns(TxNow(tx).Time) {
		return nil, ErrQueueClosed
	}
	if err := l.inUse(); err != nil {
		return nil, err
	}
	v, err := wish.visit(tx, l)
	if err != nil {
		return nil, err
	}
	if err := checkWorkHere(tx, l.ID, v.ResourceIDs); err != nil {
		return nil, err
	}
	if len(wish.ServiceIDs) == 0 {
		v.Duration = wish.Duration
	}
	if wish.QuotedWait != 0 {
		if wish.QuotedWait < 0 || wish.QuotedWait > longestQuote {
			return nil, Invalid{"quotedWait": "Please give a wait of up to 24 hours."}
		}
		v.QuotedWait = &wish.QuotedWait
	}
	v.QueueOrder = lastInLine(TxNow(tx))
	return v, v.create(tx, l, "join")
}

// Arrive is an appointment's customer coming in: they join the queue, where they stand as if they had joined at their start, or now where
// they are late.
func (v *Visit) Arrive(tx *Tx) error {
	step, err := v.begin(tx, "arrive")
	if err != nil {
		return err
	}
	return v.joinBy(tx, step)
}

func (v *Visit) joinBy(tx *Tx, step Step) error {
	if v.State == StateBooked {
		at := TxNow(tx)
		if v.StartsAt != nil && v.StartsAt.After(at.Time) {
			at = *v.StartsAt
		}
		v.QueueOrder = lastInLine(at)
	}
	v.apply(tx, step)
	return v.save(tx)
}

// Call asks the visit to come forward.
func (v *Visit) Call(tx *Tx) error { return v.simple(tx, "call") }

// Delay marks the visit as running late.
func (v *Visit) Delay(tx *Tx) error { return v.simple(tx, "delay") }

// Serve begins to serve the visit; by names who does it, nil leaves who was chosen.
func (v *Visit) Serve(tx *Tx, by *Resource) error {
	step, err := v.begin(tx, "serve")
	if err != nil {
		return err
	}
	v.apply(tx, step)
	if by != nil {
		if err := checkWorkHere(tx, v.LocationID, []int64{by.ID}); err != nil {
			return err
		}
		if err := v.servedBy(tx, by); err != nil {
			return err
		}
	}
	return v.save(tx)
}

// Complete ends a visit that was served.
func (v *Visit) Complete(tx *Tx) error {
	step, err := v.begin(tx, "complete")
	if err != nil {
		return err
	}
	return v.end(tx, step)
}

// NoShow ends a visit that nobody came for; of an appointment only after its start.
func (v *Visit) NoShow(tx *Tx) error {
	step, err := v.begin(tx, "no-show")
	if err != nil {
		return err
	}
	if v.StartsAt != nil && v.StartsAt.After(TxNow(tx).Time) {
		return Sentence("This appointment has not begun yet, so nobody can have missed it. Please cancel it instead, or wait for its start.")
	}
	return v.end(tx, step)
}

// setResources makes these the visit's resources.
func (v *Visit) setResources(tx *Tx, ids []int64) error {
	if err := Touch(tx, KindVisit, v.ID); err != nil {
		return err
	}
	if err := relink(tx, "visit_resources", "visit_id", "resource_id", v.ID, ids); err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	v.ResourceIDs = unique(ids)
	if kept := w.visits[v.ID]; kept != nil {
		kept.ResourceIDs = v.ResourceIDs
	}
	return nil
}
