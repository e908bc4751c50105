package models

import (
	"slices"

	"gorm.io/gorm"
)

// Priority is one of the account's ordered ranks. Where Siblings is set it is lent to whoever has an enrolled
// family member, for as long as that member is enrolled.
type Priority struct {
	ID        int64
	PublicID  string
	Name      string
	Rank      int // ascending; the smallest goes first
	Siblings  bool
	CreatedAt Instant
}

// NoRank is the rank of an entry without a priority: behind all others.
const NoRank = 1<<31 - 1

// AfterSave has the current Write look at the priorities anew.
func (*Priority) AfterSave(tx *gorm.DB) error { return forgetPriorities(tx) }

// AfterDelete has the current Write look at the priorities anew.
func (*Priority) AfterDelete(tx *gorm.DB) error { return forgetPriorities(tx) }

func forgetPriorities(tx *Tx) error {
	if w, err := writingOf(tx); err == nil {
		w.priorities = nil
	}
	return nil
}

// Priorities returns the account's priorities in order. A Write loads them once.
func Priorities(tx *Tx) ([]Priority, error) {
	w, err := writingOf(tx)
	if err == nil && w.priorities != nil {
		return slices.Clone(w.priorities), nil
	}
	priorities := []Priority{}
	if err := tx.Order("rank, id").Find(&priorities).Error; err != nil {
		return nil, err
	}
	if w != nil {
		w.priorities = slices.Clone(priorities)
	}
	return priorities, nil
}
