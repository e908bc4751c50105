package models

import (
	"slices"
	"time"
)

// Stretch is a half-open piece of time.
type Stretch struct{ From, Until Instant }

// DayIn is all of a date in a zone: 23, 24 or 25 hours, or whatever its clocks make of it.
func DayIn(date Date, zone *time.Location) Stretch {
	return Stretch{At(date.In(zone)), At(date.AddDays(1).In(zone))}
}

// OpenOn is when the location is open on a date, in order.
func (l *Location) OpenOn(date Date) []Stretch {
	return openOn(newOpenDays(l.Zone(), l.Opening()), date)
}

// OpenOn is when the resource works at a location on a date: within its own hours and those of the location.
func (r *Resource) OpenOn(l *Location, date Date) []Stretch {
	open := l.OpenOn(date)
	if len(r.Hours) == 0 {
		return open
	}
	var both []Stretch
	for _, own := range openOn(newOpenDays(l.Zone(), OpeningHours{Hours: r.Hours}), date) {
		for _, house := range open {
			if s := own.within(house); s.From.Before(s.Until.Time) {
				both = append(both, s)
			}
		}
	}
	return both
}

func openOn(days *openDays, date Date) []Stretch {
	day := DayIn(date, days.zone)
	var open []Stretch
	for _, s := range days.spans(date.AddDays(-1), date) {
		stretch := Stretch{At(time.Unix(s.from, 0)), At(time.Unix(s.until, 0))}.within(day)
		if stretch.From.Before(stretch.Until.Time) {
			open = append(open, stretch)
		}
	}
	return open
}

func (s Stretch) within(other Stretch) Stretch {
	if other.From.After(s.From.Time) {
		s.From = other.From
	}
	if other.Until.Before(s.Until.Time) {
		s.Until = other.Until
	}
	return s
}

// InTheWay are the appointments that keep any of the resources from taking another, with its buffers, in a stretch of time.
func InTheWay(tx *Tx, now Instant, stretch Stretch, before, after int, resourceIDs []int64, except int64) ([]Visit, error) {
	var near []Visit
	err := tx.Session(fresh()).Where("starts_at < ? AND ends_at > ? AND id <> ?", At(stretch.Until.Add(margin*time.Second)), At(stretch.From.Add(-margin*time.Second)), except).
		Where("state IN ? AND id IN (SELECT visit_id FROM visit_resources WHERE resource_id IN ?)",
			[]VisitState{StatePending, StateDraft, StateBooked, StateWaiting, StateServing}, append(slices.Clone(resourceIDs), 0)).
		Where("state <> ? OR pending_expire_time > ?", StatePending, now).
		Order("starts_at, id").Find(&near).Error
	if err != nil {
		return nil, err
	}
	near = slices.DeleteFunc(near, func(v Visit) bool {
		lead, rest := time.Duration(max(v.BufferAfter, before))*time.Second, time.Duration(max(v.BufferBefore, after))*time.Second
		return !v.EndsAt.Add(lead).After(stretch.From.Time) || !v.StartsAt.Add(-rest).Before(stretch.Until.Time)
	})
	return linkedVisits(tx, near)
}
