package models

// Attempt is one try of a delivery and what was answered.
type Attempt struct {
	ID         int64
	DeliveryID int64
	Number     int // 1 is the first
	At         Instant
	TookUs     int64
	Status     int    // 0 = no answer
	Failure    string // empty = delivered
	Headers    string // of the answer, as a JSON object
	Answer     string // at most 4 KiB of its text
	IsLate     bool   // another process had taken the delivery over meanwhile
}
