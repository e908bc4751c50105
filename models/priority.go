package models

import "gorm.io/gorm"

// Priority is one of the account's ordered ranks. Where Siblings is set it is lent to whoever has an enrolled
// family member, for as long as that member is enrolled.
type Priority struct {
	ID        int64
	PublicID  string
	Name      string
	Rank      int // ascending; the smallest goes first
	Siblings  bool
	Version   int64 // raised by each save
	CreatedAt Instant
}

// NoRank is the rank of an entry without a priority: behind all others.
const NoRank = 1<<31 - 1

// AfterSave has everybody look at the priorities anew.
func (*Priority) AfterSave(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterDelete has everybody look at the priorities anew.
func (*Priority) AfterDelete(tx *gorm.DB) error { return forgetKnown(tx) }
