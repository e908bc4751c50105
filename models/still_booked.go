package models

import (
	"fmt"
	"slices"

	"gorm.io/gorm"
)

// StillBooked refuses to delete what appointments ahead need.
type StillBooked struct {
	Name   string
	Visits []Visit // the first twenty: those in line, then the earliest
	Count  Count
}

func (s *StillBooked) Error() string {
	if slices.ContainsFunc(s.Visits, func(v Visit) bool { return v.StartsAt == nil }) {
		return fmt.Sprintf("“%s” has %s in line or ahead. Please serve, move or cancel them first.", s.Name, counted(int(s.Count), "visit", "visits"))
	}
	return fmt.Sprintf("“%s” has %s ahead. Please move or cancel them first.", s.Name, counted(int(s.Count), "appointment", "appointments"))
}

const fewVisits = 20

// refuseBooked is a *StillBooked where open visits that a condition names have not ended.
func refuseBooked(tx *Tx, name, condition string, values ...any) error {
	open := tx.Session(fresh()).Model(&Visit{}).
		Where("state IN ?", []VisitState{StatePending, StateDraft, StateBooked, StateWaiting, StateServing}).
		Where("state <> ? OR pending_expire_time > ?", StatePending, TxNow(tx)).Where(condition, values...)
	var visits []Visit
	if err := open.Session(&gorm.Session{}).Order("starts_at IS NOT NULL, starts_at, id").Limit(fewVisits).Find(&visits).Error; err != nil || len(visits) == 0 {
		return err
	}
	count, err := countUpTo(tx.Session(fresh()), open.Session(&gorm.Session{}))
	if err != nil {
		return err
	}
	return &StillBooked{Name: name, Visits: visits, Count: count}
}

// refuseVisits is for a location that is to go out of use.
func (l *Location) refuseVisits(tx *Tx) error {
	return refuseBooked(tx, l.Name, "location_id = ?", l.ID)
}
