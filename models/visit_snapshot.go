package models

import (
	"reflect"
	"time"
)

// VisitSnapshot is a visit at one moment, complete enough to word every payload later, when the rows may be gone. Estimates are in it
// but make no difference.
type VisitSnapshot struct {
	VisitID   int64
	PublicID  string
	ShortID   string
	Location  LocationRef
	PersonID  *int64 // the customer's number
	Customer  string // and their id of 20 letters, empty where they are not known
	FirstName string
	LastName  string
	Phone     string
	Email     string
	Notes     string
	Answers   VisitAnswers
	Fields    []AnswerRef // the answers with their fields, in the account's order
	State     VisitState
	Tags      []string
	PartySize int

	Date     string // wall time, 2026-12-01T10:00; empty for a walk-in
	TimeZone string
	StartsAt *Instant
	EndsAt   *Instant
	Duration int

	Services  []ServiceRef
	Resources []ResourceRef

	Ticket              string
	Position            *int
	OriginalPosition    *int
	LastWaitingPosition *int
	EstWait             *int
	PrevEstWait         *int
	OriginalEstWait     *int
	WaitDuration        *int
	VisitNumber         int

	IsUnconfirmed     bool `json:",omitempty"`
	PendingExpireTime *Instant
	BookingTime       *Instant
	WaitlistTime      *Instant
	AlertedTime       *Instant
	ArrivedTime       *Instant
	ConfirmedTime     *Instant
	DelayedTime       *Instant
	ServeTime         *Instant
	CompletedTime     *Instant
	CancelledTime     *Instant
	CancelReason      string `json:",omitempty"` // in no payload: receivers have no word for it
	NoShowTime        *Instant
	ExpiredTime       *Instant
	DeclinedTime      *Instant

	Source      string
	Locale      string
	RemoteIP    string
	IcsSequence int
	CreatedAt   Instant
	CreatedBy   string
	UpdatedAt   Instant
	UpdatedBy   string
	Erased      bool `json:",omitempty"` // only ids are left: a body about it names nothing else
	WasBooked   bool `json:",omitempty"` // what is left of one that was an appointment
}

// LocationRef is the location of a visit as it was.
type LocationRef struct {
	Ref
	TimeZone string
	Address  string
	Phone    string
}

// ServiceRef is a service of a visit as it was.
type ServiceRef struct {
	Ref
	Slug             string
	Description      string
	Duration         int
	BufferBefore     int
	BufferAfter      int
	MinimumNotice    int
	MaximumNotice    int
	CancelNotice     int
	RescheduleNotice int
	Capacity         int
	ManualConfirm    bool
	Price            string
	Currency         string
}

// AnswerRef is an answer with its field as it was.
type AnswerRef struct {
	Ref      // named by the field's key
	Label    string
	Help     string
	Type     FieldType
	Choices  []string
	Required bool
	Values   []string
}

// ResourceRef is a resource of a visit as it was.
type ResourceRef struct {
	Ref
	Kind  ResourceKind
	Email string
}

// Name is the full name at that moment.
func (s *VisitSnapshot) Name() string { return fullName(s.FirstName, s.LastName) }

// HasTag says whether the visit was marked so.
func (s *VisitSnapshot) HasTag(tag VisitTag) bool {
	return (&Visit{Tags: s.Tags}).HasTag(tag)
}

// Zone is the zone of Date.
func (s *VisitSnapshot) Zone() *time.Location { return zoneNamed(s.TimeZone) }

func (s *VisitSnapshot) publicID() string { return s.PublicID }

func (s *VisitSnapshot) same(other snapshot) bool {
	o := other.(*VisitSnapshot)
	if s.Position != nil && o.Position != nil && *s.Position != *o.Position {
		return false // as of all behind one who leaves the line
	}
	return reflect.DeepEqual(s.comparable(), o.comparable())
}

// comparable leaves out what no event is about: estimates and who touched the row last.
func (s *VisitSnapshot) comparable() VisitSnapshot {
	c := *s
	c.EstWait, c.PrevEstWait, c.OriginalEstWait = nil, nil, nil
	c.UpdatedAt, c.UpdatedBy = Instant{}, ""
	return c
}

// erased keeps ids, and what says which endpoints hear of it.
func (s *VisitSnapshot) erased() *VisitSnapshot {
	return &VisitSnapshot{
		VisitID: s.VisitID, PublicID: s.PublicID, ShortID: s.ShortID, Location: LocationRef{Ref: s.Location.Ref, TimeZone: s.Location.TimeZone},
		PersonID: s.PersonID, Customer: s.Customer, State: s.State, Tags: []string{}, Answers: VisitAnswers{}, Fields: []AnswerRef{}, TimeZone: s.TimeZone,
		Services: []ServiceRef{}, Resources: []ResourceRef{}, CreatedAt: s.CreatedAt, UpdatedAt: s.UpdatedAt, Erased: true,
		WasBooked: s.StartsAt != nil && s.State != StatePending && (s.BookingTime != nil || !s.HasTag(TagExpired)),
	}
}

// VisitBefore is the visit as it was, nil where the event is about none or added it.
func (e *Event) VisitBefore() (*VisitSnapshot, error) { return e.visit(e.before, e.Before) }

// VisitAfter is the visit as it is since, nil where the event is about none or it was deleted for good.
func (e *Event) VisitAfter() (*VisitSnapshot, error) { return e.visit(e.after, e.After) }

func (e *Event) visit(kept snapshot, text string) (*VisitSnapshot, error) {
	if e.SubjectKind != KindVisit {
		return nil, nil
	}
	if visit, ok := kept.(*VisitSnapshot); ok {
		return visit, nil
	}
	return readSnapshot[VisitSnapshot](e, text)
}
