package models

import (
	"time"
)

// LeftOutside are appointments ahead that a change of hours would leave outside of them.
type LeftOutside struct {
	Visits []Visit // the first twenty, earliest first
	Count  int
}

// WouldLeaveOutside finds the appointments ahead that lie in the location's hours as they are and not in others.
func (l *Location) WouldLeaveOutside(tx *Tx, others OpeningHours) (LeftOutside, error) {
	return l.leftBy(tx, newOpenDays(l.Zone(), others))
}

// ZoneWouldLeaveOutside finds those that lie in the hours on the wall of the location and not on that of another zone.
func (l *Location) ZoneWouldLeaveOutside(tx *Tx, zone string) (LeftOutside, error) {
	if zone == l.TimeZone || wrongZone(zone) != "" {
		return LeftOutside{}, nil
	}
	return l.leftBy(tx, newOpenDays(zoneNamed(zone), l.Opening()))
}

func (l *Location) leftBy(tx *Tx, would *openDays) (LeftOutside, error) {
	is := newOpenDays(l.Zone(), l.Opening())
	return leftOutside(tx, "location_id = ?", l.ID, func(_ *Visit, from, until time.Time) bool {
		return is.holds(from, until) && !would.holds(from, until)
	})
}

// WouldLeaveOutside finds the appointments ahead that lie in the resource's own hours as they are and not in others. None = always.
func (r *Resource) WouldLeaveOutside(tx *Tx, others Hours) (LeftOutside, error) {
	days := map[string][2]*openDays{}
	return leftOutside(tx, "id IN (SELECT visit_id FROM visit_resources WHERE resource_id = ?)", r.ID, func(v *Visit, from, until time.Time) bool {
		pair, known := days[v.TimeZone]
		if !known {
			pair = [2]*openDays{newOpenDays(v.Zone(), OpeningHours{Hours: r.Hours}), newOpenDays(v.Zone(), OpeningHours{Hours: others})}
			days[v.TimeZone] = pair
		}
		return pair[0].holds(from, until) && !pair[1].holds(from, until)
	})
}

// holds says whether the hours are open all the while.
func (d *openDays) holds(from, until time.Time) bool {
	spans := d.spans(DateIn(from, d.zone).AddDays(-1), DateIn(until, d.zone))
	return covered(spans, span{from.Unix(), until.Unix()})
}

func leftOutside(tx *Tx, condition string, value any, left func(v *Visit, from, until time.Time) bool) (LeftOutside, error) {
	var out LeftOutside
	const batch = 500
	now := TxNow(tx)
	var last Visit
	for {
		query := tx.Session(fresh()).Where("state IN ?", []VisitState{StatePending, StateDraft, StateBooked}).
			Where("state <> ? OR pending_expire_time > ?", StatePending, now).Where("starts_at > ?", now).Where(condition, value)
		if last.StartsAt != nil {
			query = query.Where("starts_at > ? OR starts_at = ? AND id > ?", *last.StartsAt, *last.StartsAt, last.ID)
		}
		var visits []Visit
		if err := query.Order("starts_at, id").Limit(batch).Find(&visits).Error; err != nil {
			return out, err
		}
		for i := range visits {
			v := &visits[i]
			if !left(v, v.StartsAt.Time, v.EndsAt.Time) {
				continue
			}
			if out.Count++; out.Count <= fewVisits {
				out.Visits = append(out.Visits, *v)
			}
		}
		if len(visits) < batch {
			return out, nil
		}
		last = visits[len(visits)-1]
	}
}
