package models

// Waitlist is a named list people wait on for a place.
type Waitlist struct {
	ID             int64
	PublicID       string
	Slug           string
	Name           string
	Description    string
	LocationID     *int64
	MinMonths      *int
	MaxMonths      *int
	AgeAt          AgeAt
	CutoffDate     Date
	NextWaitlistID *int64
	Capacity       *int // active entries that the public form accepts; staff may exceed it
	IsPublic       bool
	IsOpen         bool
	ShowPlace      bool // customers are told their place in line
	ConfirmDays    int  // 0 = never asked
	GraceDays      int
	Rank           int
	Version        int64 // raised by whatever changes what the list shows
	CreatedAt      Instant
}

// Range is the ages that the list is for.
func (w *Waitlist) Range() AgeRange {
	return AgeRange{Min: w.MinMonths, Max: w.MaxMonths}
}
