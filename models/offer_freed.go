package models

import (
	"errors"
	"slices"
)

// FreedTime is the time of a visit that was called off and that nobody has taken since.
type FreedTime struct {
	Visit    Visit
	Services []Service // those of its services that are still there
}

// freedTried is how many visits are looked at for one answer.
const freedTried = 40

// Freed are times ahead until an instant that were given back and are free still, the earliest first, at most so many. Of several visits that
// had the same time with the same people one is named.
func (l *Location) Freed(tx *Tx, now, until Instant, most int) ([]FreedTime, error) {
	var visits []Visit
	err := tx.Session(fresh()).Where("location_id = ? AND starts_at > ? AND starts_at < ? AND state = 'COMPLETE'", l.ID, now, until).
		Where("cancelled_time IS NOT NULL OR declined_time IS NOT NULL OR expired_time IS NOT NULL AND entry_id IS NOT NULL").
		Where("booking_time IS NOT NULL OR entry_id IS NOT NULL"). // not the few minutes of a form
		Order("starts_at, id").Limit(freedTried).Find(&visits).Error
	if err != nil {
		return nil, err
	}
	if visits, err = linkedVisits(tx, visits); err != nil {
		return nil, err
	}
	var freed []FreedTime
	for i := range visits {
		v := &visits[i]
		if len(freed) == most {
			break
		}
		if slices.ContainsFunc(freed, func(f FreedTime) bool {
			return f.Visit.StartsAt.Equal(v.StartsAt.Time) && slices.Equal(f.Visit.ResourceIDs, v.ResourceIDs)
		}) {
			continue
		}
		services, isFree, err := l.isFree(tx, v, now)
		if err != nil {
			return nil, err
		}
		if isFree {
			freed = append(freed, FreedTime{*v, services})
		}
	}
	return freed, nil
}

// FreedBy is the time that a visit gave back, nil where it is over, taken again or was none.
func (l *Location) FreedBy(tx *Tx, v *Visit, now Instant) (*FreedTime, error) {
	if v.State != StateComplete || !v.IsAppointment() || !v.StartsAt.After(now.Time) || v.CancelledTime == nil && v.DeclinedTime == nil && v.ExpiredTime == nil {
		return nil, nil
	}
	services, isFree, err := l.isFree(tx, v, now)
	if err != nil || !isFree {
		return nil, err
	}
	return &FreedTime{*v, services}, nil
}

// isFree asks for the time of a visit again, as staff do.
func (l *Location) isFree(tx *Tx, v *Visit, now Instant) ([]Service, bool, error) {
	services, err := v.Services(tx)
	if err != nil {
		return nil, false, err
	}
	query := AvailabilityQuery{
		Location: l, Services: services, ResourceIDs: v.ResourceIDs, From: v.StartsAt.Time, Until: v.EndsAt.Time, PartySize: v.PartySize,
		Duration: v.Duration, ForStaff: true, Now: now,
	}
	s, err := newSchedule(tx, query)
	var gone Invalid
	if errors.As(err, &gone) {
		return nil, false, nil // its service or its people are not there any more
	}
	if err != nil {
		return nil, false, err
	}
	return services, s.refuse(v.StartsAt.Unix()) == nil && s.offer(v.StartsAt.Unix()) != nil, nil
}
