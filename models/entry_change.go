package models

import "gorm.io/gorm/clause"

// longestReason is how many characters a reason may have.
const longestReason = 500

// NewEntry is what may be said when somebody is put on a list. The zero AddedAt is now.
type NewEntry struct {
	RequestedDate Date
	AddedAt       Instant
	Reason        string // why it is back-dated, if it is
	PriorityID    *int64 // nil = the person's
}

// Add puts a person on the list, at the place that their priority and date give. Who is in line there already keeps
// the entry they have: existed. It does not ask whether the list accepts sign-ups: that binds customers, not staff.
func (w *Waitlist) Add(tx *Tx, person *Person, wish NewEntry) (entry *Entry, existed bool, err error) {
	tx = tx.Session(fresh())
	if err := wish.check(tx); err != nil {
		return nil, false, err
	}
	if err := Touch(tx, KindPerson, person.ID); err != nil {
		return nil, false, err
	}
	if err := lockList(tx, w.ID); err != nil {
		return nil, false, err
	}
	if !hasNoPlace(tx, person.ID) {
		if entry, err = activeEntry(tx, w.ID, person.ID); err != nil || entry != nil {
			return entry, entry != nil, err
		}
	}
	entry = &Entry{PersonID: person.ID, WaitlistID: w.ID, RequestedDate: wish.RequestedDate, PriorityID: wish.PriorityID, AddedAt: wish.AddedAt}
	if !wish.AddedAt.IsZero() {
		entry.AddedReason, entry.AddedBy = wish.Reason, TxBy(tx).Name
	}
	if isSettled(tx, w.ID) {
		if err := entry.stand(tx); err != nil {
			return nil, false, err
		}
	}
	return entry, false, tx.Omit(clause.Associations).Create(entry).Error
}

func (n *NewEntry) check(tx *Tx) error {
	invalid := Invalid{}
	if n.AddedAt.After(TxNow(tx).Time) {
		invalid.Add("addedDate", "Please give a day that is not in the future.")
	}
	n.Reason = cleaned(invalid, "reason", CleanLine, n.Reason, longestReason)
	if !n.RequestedDate.IsZero() && !n.RequestedDate.Valid() {
		invalid.Add("requestedDate", "Please give a day of the calendar.")
	}
	if err := checkPriority(tx, invalid, n.PriorityID); err != nil {
		return err
	}
	return invalid.Err()
}

func checkPriority(tx *Tx, invalid Invalid, id *int64) error {
	if id == nil {
		return nil
	}
	var known int64
	if err := tx.Session(fresh()).Model(&Priority{}).Where("id = ?", *id).Count(&known).Error; err != nil {
		return err
	}
	if known == 0 {
		invalid.Add("priority", "Please choose one of the priorities.")
	}
	return nil
}

// activeEntry is the person's place in line on a list, nil where there is none.
func activeEntry(tx *Tx, waitlistID, personID int64) (*Entry, error) {
	var entries []Entry
	err := tx.Session(fresh()).Where("waitlist_id = ? AND person_id = ? AND ended_at IS NULL", waitlistID, personID).Limit(1).Find(&entries).Error
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	return &entries[0], nil
}

// Backdate changes the date that counts for the order, for a form that came on paper. The reason is kept.
func (e *Entry) Backdate(tx *Tx, at Instant, reason string) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	invalid := Invalid{}
	if at.IsZero() || at.After(TxNow(tx).Time) {
		invalid.Add("addedDate", "Please give a day that is not in the future.")
	}
	if reason = cleaned(invalid, "reason", CleanLine, reason, longestReason); reason == "" {
		invalid.Add("reason", "Please say why the date is changed: it is kept with the entry.")
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	e.AddedAt, e.AddedReason, e.AddedBy = at, reason, TxBy(tx).Name
	if err := e.save(tx); err != nil {
		return err
	}
	return e.record(tx, "entry.backdated", map[string]string{"added": at.String(), "reason": reason})
}

// SetPriority gives the entry a priority of its own; nil leaves the person's.
func (e *Entry) SetPriority(tx *Tx, id *int64) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	invalid := Invalid{}
	if err := checkPriority(tx, invalid, id); err != nil {
		return err
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	e.PriorityID = id
	return e.save(tx)
}

// Request changes the day from which a place is wanted; the zero Date is no wish.
func (e *Entry) Request(tx *Tx, date Date) error {
	if err := e.lock(tx); err != nil {
		return err
	}
	if !date.IsZero() && !date.Valid() {
		return Invalid{"requestedDate": "Please give a day of the calendar."}
	}
	e.RequestedDate = date
	return e.save(tx)
}

// record keeps what no difference of the person shows, for their timeline.
func (e *Entry) record(tx *Tx, action string, detail map[string]string) error {
	list := new(Waitlist)
	if err := tx.Session(fresh()).Select("name").Take(list, e.WaitlistID).Error; err != nil {
		return found(err)
	}
	detail["entry"], detail["list"] = e.PublicID, list.Name
	return Record(tx, action, Subject{KindPerson, e.PersonID}, detail)
}
