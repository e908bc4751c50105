package models

import "gorm.io/gorm"

// EntryStatus is where an entry stands. Waiting and offered are active and have a position.
type EntryStatus string

// The states of an entry.
const (
	Waiting  EntryStatus = "waiting"
	Offered  EntryStatus = "offered"
	Enrolled EntryStatus = "enrolled"
	Removed  EntryStatus = "removed"
	AgedOut  EntryStatus = "agedOut"
	Lapsed   EntryStatus = "lapsed"
)

// Entry is a person's place on a waitlist. It is active until EndedAt.
type Entry struct {
	ID            int64
	PublicID      string
	PersonID      int64
	WaitlistID    int64
	Status        EntryStatus
	PriorityID    *int64  // nil = the person's
	AddedAt       Instant // the effective date, which may be back-dated; CreatedAt never changes
	AddedReason   string  // why it was back-dated
	AddedBy       string  // who back-dated it
	RequestedDate Date
	Position      *int // 1-based and dense over the list's active entries; nil once ended

	SortRank int // the order key, with SortAt, SortID, Tie and ID: see order.go
	SortAt   Instant
	SortID   int64
	Tie      float64

	BorrowedPriorityID *int64 // the loan of an entry placed by hand; BorrowedID is nil where there is none
	BorrowedAt         *Instant
	BorrowedID         *int64
	PlacedAt           *Instant
	PlacedBy           string

	OfferedAt   *Instant
	OfferUntil  *Instant
	ConfirmedAt *Instant
	ConfirmedBy string
	EndedAt     *Instant
	EndedBy     string
	EndReason   string
	LeftAt      *Instant // when an enrolment ended
	Version     int64
	CreatedAt   Instant

	Person   *Person
	Waitlist *Waitlist

	stands bool // it got its place before it was stored
}

func (*Entry) announces() {}

// IsActive holds while the entry has a place in line.
func (e *Entry) IsActive() bool { return e.EndedAt == nil }

// IsPlaced holds while the entry stands where somebody put it by hand.
func (e *Entry) IsPlaced() bool { return e.BorrowedID != nil }

// BeforeCreate fills in what every entry has and touches the person.
func (e *Entry) BeforeCreate(tx *gorm.DB) error {
	now := TxNow(tx)
	if e.PublicID == "" {
		e.PublicID = NewPublicID()
	}
	if e.Status == "" {
		e.Status = Waiting
	}
	if e.AddedAt.IsZero() {
		e.AddedAt = now
	}
	if e.CreatedAt.IsZero() {
		e.CreatedAt = now
	}
	e.Version = 1
	if !e.stands {
		e.SortRank, e.SortAt = NoRank, e.AddedAt
	}
	return Touch(tx, KindPerson, e.PersonID)
}

// AfterCreate finds the entry's place where it has none: its key needs its id.
func (e *Entry) AfterCreate(tx *gorm.DB) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.joined[e.PersonID] = true
	if e.stands {
		return nil
	}
	return e.rekey(tx.Session(fresh()))
}

// BeforeUpdate touches the person and the list that the entry leaves or moves in.
func (e *Entry) BeforeUpdate(tx *gorm.DB) error {
	if err := Touch(tx, KindPerson, e.PersonID); err != nil {
		return err
	}
	tx = tx.Session(fresh())
	e.Version++
	old := new(Entry)
	if err := tx.Take(old, e.ID).Error; err != nil {
		return found(err)
	}
	if old.Status == Offered && (e.Status != Offered || e.WaitlistID != old.WaitlistID) {
		if err := e.letGo(tx); err != nil {
			return err
		}
	}
	if !old.IsActive() {
		return nil
	}
	return markList(tx, old.WaitlistID, old.key())
}

// AfterUpdate finds the entry's new place.
func (e *Entry) AfterUpdate(tx *gorm.DB) error {
	return e.rekey(tx.Session(fresh()))
}

// BeforeDelete touches the person and closes the gap.
func (e *Entry) BeforeDelete(tx *gorm.DB) error {
	if err := Touch(tx, KindPerson, e.PersonID); err != nil {
		return err
	}
	if !e.IsActive() {
		return nil
	}
	if e.Status == Offered {
		if err := e.letGo(tx.Session(fresh())); err != nil {
			return err
		}
	}
	return markList(tx.Session(fresh()), e.WaitlistID, e.key())
}
