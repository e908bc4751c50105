package models

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// Visit is one coming of somebody to a location: a walk-in in the queue, or an appointment, which is a visit with a start. One that was
// booked and then joins the queue stays the same visit.
type Visit struct {
	ID         int64
	PublicID   string
	ShortID    string  // the publicId of payloads: six letters, no secret
	TokenHash  *string // of the token in the customer's link
	LocationID int64
	PersonID   *int64 // the customer, where they are known
	EntryID    *int64 // the place in line that the time was offered to
	FirstName  string
	LastName   string
	Phone      string
	Email      string
	Notes      string
	Answers    VisitAnswers
	State      VisitState
	Tags       Texts
	PartySize  int

	Date         string // the wall time of an appointment, 2026-12-01T10:00; empty for a walk-in
	TimeZone     string // the location's when it was booked
	StartsAt     *Instant
	EndsAt       *Instant
	Duration     int // seconds, of an appointment or as estimated
	BufferBefore int
	BufferAfter  int

	TicketDay    Date // the local day on which the number was drawn
	TicketNumber *int

	QueueOrder          float64
	Position            *int
	OriginalPosition    *int
	LastWaitingPosition *int
	EstWait             *int // seconds until served, as of the last change of the queue
	PrevEstWait         *int
	OriginalEstWait     *int
	QuotedWait          *int // seconds, where staff told the customer another wait than the estimate
	WaitDuration        *int // seconds it really took
	VisitNumber         int  // of the customer's visits

	PendingExpireTime *Instant // when a hold ends
	HeldFrom          string   // the hash of the visitor's network, while it is a hold
	IsExtended        bool     // a hold is extended once
	IsUnconfirmed     bool     // a request that nobody has confirmed
	BookingTime       *Instant
	WaitlistTime      *Instant
	AlertedTime       *Instant
	ArrivedTime       *Instant
	ConfirmedTime     *Instant
	DelayedTime       *Instant
	ServeTime         *Instant
	CompletedTime     *Instant
	CancelledTime     *Instant
	CancelReason      string // of whoever cancelled it, where they gave one
	NoShowTime        *Instant
	ExpiredTime       *Instant
	DeclinedTime      *Instant

	Source      string // STAFF, ONLINE, KIOSK, PORTAL, API
	Locale      string
	RemoteIP    string `gorm:"column:remote_ip"`
	IcsSequence int    // grows with each change that a calendar has to hear of
	Version     int64
	CreatedAt   Instant
	CreatedBy   string
	UpdatedAt   Instant
	UpdatedBy   string

	ServiceIDs  []int64 `gorm:"-"`
	ResourceIDs []int64 `gorm:"-"`
	Token       string  `gorm:"-"` // of a new visit alone: only its hash is stored

	isLetGo bool // its entry ends the offer itself
}

func (*Visit) announces() {}

// VisitAnswers are what was said to the account's fields for this visit alone: the field's public id to values.
type VisitAnswers map[string][]string

// GormDataType is a text on both engines.
func (VisitAnswers) GormDataType() string { return "text" }

// Value writes a JSON object.
func (a VisitAnswers) Value() (driver.Value, error) {
	if a == nil {
		return "{}", nil
	}
	return storeJSON(map[string][]string(a))
}

// Scan reads a JSON object.
func (a *VisitAnswers) Scan(value any) error { return scanJSON(value, (*map[string][]string)(a)) }

// Name is the full name, or a word where there is none.
func (v *Visit) Name() string { return fullName(v.FirstName, v.LastName) }

// Zone is that of the location when the visit was made.
func (v *Visit) Zone() *time.Location { return zoneNamed(v.TimeZone) }

// Start is the wall time of an appointment with its offset; the zero WallTime for a walk-in.
func (v *Visit) Start() WallTime {
	if v.StartsAt == nil {
		return WallTime{}
	}
	return WallOf(v.StartsAt.Time, v.Zone())
}

// IsAppointment holds where a time was agreed on.
func (v *Visit) IsAppointment() bool { return v.StartsAt != nil }

// IsOpen holds until the visit is over.
func (v *Visit) IsOpen() bool { return v.State != StateComplete }

// IsExpired holds for a hold whose time is up, whether or not anybody has noticed.
func (v *Visit) IsExpired(now time.Time) bool {
	return v.State == StatePending && v.PendingExpireTime != nil && !v.PendingExpireTime.After(now)
}

// isUnanswered holds for a request that staff neither confirmed nor declined until its time was over.
func (v *Visit) isUnanswered(now time.Time) bool {
	return v.State == StateDraft && v.EndsAt != nil && !v.EndsAt.After(now)
}

// HasTag says whether the visit is marked so.
func (v *Visit) HasTag(tag VisitTag) bool { return slices.Contains(v.Tags, string(tag)) }

// ticketLetterSize is how many numbers go with each letter; after Z999 comes A001 again.
const (
	ticketLetterSize = 999
	lastTicket       = 26 * ticketLetterSize
)

// Ticket is a letter and three digits, A001, or nothing where none was drawn yet.
func (v *Visit) Ticket() string {
	if v.TicketNumber == nil {
		return ""
	}
	n := *v.TicketNumber - 1
	return fmt.Sprintf("%c%03d", 'A'+rune(n/ticketLetterSize), n%ticketLetterSize+1)
}

// BeforeCreate fills in what every visit has.
func (v *Visit) BeforeCreate(tx *gorm.DB) error {
	now, by := TxNow(tx), TxBy(tx)
	if err := v.numberItself(tx.Session(fresh())); err != nil {
		return err
	}
	if err := v.nameItself(tx.Session(fresh())); err != nil {
		return err
	}
	v.Token = NewToken()
	hash := HashToken(v.Token)
	v.TokenHash = &hash
	v.PartySize = max(v.PartySize, 1)
	v.VisitNumber = max(v.VisitNumber, 1)
	v.CreatedAt, v.UpdatedAt, v.CreatedBy, v.UpdatedBy = now, now, by.Name, by.Name
	v.Version = 1
	return nil
}

// numberItself takes a number that no visit had before: events are kept by it, and SQLite would give the last one again after its visit
// was deleted.
func (v *Visit) numberItself(tx *Tx) error {
	w, err := writingOf(tx)
	if err != nil || tx.Name() == "postgres" || v.ID != 0 {
		return err
	}
	var last int64
	// The kind is no parameter: SQLite would prepare the statement anew each time, to see whether an index of some kinds alone will do.
	err = tx.Raw("SELECT MAX(COALESCE((SELECT MAX(id) FROM visits), 0), COALESCE((SELECT MAX(subject_id) FROM events WHERE subject_kind = 'visit'), 0))").Find(&last).Error
	w.lastVisit = max(last, w.lastVisit) + 1
	v.ID = w.lastVisit
	return err
}

// nameItself finds ids that no other visit has: of six letters there are not so many.
func (v *Visit) nameItself(tx *Tx) error {
	for {
		v.PublicID = NewPublicID()
		v.ShortID = v.PublicID[:6]
		var taken bool
		err := tx.Raw("SELECT EXISTS (SELECT 1 FROM visits WHERE short_id = ?)", v.ShortID).Find(&taken).Error
		if err != nil || !taken {
			return err
		}
	}
}

// AfterCreate marks the visit as new and the queue as changed.
func (v *Visit) AfterCreate(tx *gorm.DB) error {
	if err := markCreated(tx, KindVisit, v.ID); err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.keepVisit(v)
	return markLocation(tx, v.LocationID, true)
}

// BeforeUpdate touches the visit.
func (v *Visit) BeforeUpdate(tx *gorm.DB) error {
	v.Version++
	v.UpdatedAt, v.UpdatedBy = TxNow(tx), TxBy(tx).Name
	return Touch(tx, KindVisit, v.ID)
}

// AfterUpdate marks the queue as changed.
func (v *Visit) AfterUpdate(tx *gorm.DB) error {
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.keepSaved(v)
	return markLocation(tx, v.LocationID, true)
}

// BeforeDelete touches the visit, frees its time and marks the queue as changed.
func (v *Visit) BeforeDelete(tx *gorm.DB) error {
	if err := markLocation(tx, v.LocationID, true); err != nil {
		return err
	}
	if err := Touch(tx, KindVisit, v.ID); err != nil {
		return err
	}
	return v.release(tx)
}

// AfterDelete makes the Write forget the row.
func (v *Visit) AfterDelete(tx *gorm.DB) error {
	w, err := writingOf(tx)
	if err == nil {
		delete(w.visits, v.ID)
	}
	return err
}
