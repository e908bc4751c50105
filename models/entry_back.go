package models

import "errors"

// Standing is all that a move to another list takes from an entry: enough to undo it.
type Standing struct {
	WaitlistID         int64
	BorrowedPriorityID *int64
	BorrowedAt         *Instant
	BorrowedID         *int64
	Tie                float64
	PlacedAt           *Instant
	PlacedBy           string
	Status             EntryStatus
	OfferedAt          *Instant
	OfferUntil         *Instant
	Version            int64 // of the entry right after the move: later changes are not undone
}

// Standing is where the entry stands. Set its Version once the entry has moved.
func (e *Entry) Standing() Standing {
	return Standing{
		WaitlistID: e.WaitlistID, BorrowedPriorityID: e.BorrowedPriorityID, BorrowedAt: e.BorrowedAt, BorrowedID: e.BorrowedID, Tie: e.Tie,
		PlacedAt: e.PlacedAt, PlacedBy: e.PlacedBy, Status: e.Status, OfferedAt: e.OfferedAt, OfferUntil: e.OfferUntil,
	}
}

// MoveBack undoes a move to another list: the place given by hand and the offer are as they were. A Sentence refuses it where the entry was
// changed since, or the person got another place on the old list.
func (e *Entry) MoveBack(tx *Tx, was Standing) error {
	if err := e.lockActive(tx); err != nil {
		return err
	}
	if e.Version != was.Version {
		return Sentence("This place was changed after the move, so the move is not undone. Please move the person again.")
	}
	list := new(Waitlist)
	if err := tx.Session(fresh()).Take(list, was.WaitlistID).Error; err != nil {
		return found(err)
	}
	if list.ArchivedAt != nil {
		return Sentence("The list that this person came from was deleted. Please choose another one.")
	}
	if err := lockList(tx, list.ID); err != nil {
		return err
	}
	if there, err := activeEntry(tx, list.ID, e.PersonID); err != nil {
		return err
	} else if there != nil {
		return Sentence("This person has a newer place on " + list.Name + ". Please remove that one first if the older should count.")
	}
	e.WaitlistID = was.WaitlistID
	if err := e.wasOffered(tx, was.Status, was.OfferedAt, was.OfferUntil); err != nil {
		return err
	}
	e.BorrowedAt, e.BorrowedID, e.Tie, e.PlacedAt, e.PlacedBy = was.BorrowedAt, was.BorrowedID, was.Tie, was.PlacedAt, was.PlacedBy
	e.BorrowedPriorityID = was.BorrowedPriorityID
	if err := checkLoan(tx, was.BorrowedPriorityID); errors.Is(err, ErrNotFound) {
		e.clearLoan()
	} else if err != nil {
		return err
	}
	return e.save(tx)
}

// checkLoan is ErrNotFound where a borrowed priority was deleted: the loan is void then.
func checkLoan(tx *Tx, priorityID *int64) error {
	if priorityID == nil {
		return nil
	}
	_, err := FindPriority(tx.Session(fresh()), *priorityID)
	return err
}
