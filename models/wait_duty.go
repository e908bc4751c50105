package models

import (
	"slices"
	"time"
)

// week are the open stretches of the coming week by the location's clocks, and those of yesterday, which may reach into it.
func (l *Location) week(open OpeningHours, now time.Time) []span {
	today := DateIn(now, l.Zone())
	return newOpenDays(l.Zone(), open).spans(today.AddDays(-1), today.AddDays(7))
}

// overlap is what two rows of stretches, each in order, have in common.
func overlap(a, b []span) []span {
	both := []span{}
	for len(a) > 0 && len(b) > 0 {
		if s := (span{max(a[0].from, b[0].from), min(a[0].until, b[0].until)}); s.from < s.until {
			both = append(both, s)
		}
		if a[0].until < b[0].until {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

func endsAfter(spans []span, now time.Time) bool {
	return len(spans) > 0 && spans[len(spans)-1].until > now.Unix()
}

// among are those of some resources who serve here.
func (q *queueNow) among(ids []int64) []int64 {
	var servers []int64
	for i := range q.servers {
		if slices.Contains(ids, q.servers[i].id) {
			servers = append(servers, q.servers[i].id)
		}
	}
	return servers
}

// able are who serves here and does every one of some services; none where a service needs nobody in particular, or nobody in sight does it.
func (q *queueNow) able(serviceIDs []int64) []int64 {
	var able []int64
	for _, id := range serviceIDs {
		does := q.among(q.known.service[id].ResourceIDs)
		switch {
		case len(does) == 0:
		case able == nil:
			able = does
		default:
			able = slices.DeleteFunc(able, func(id int64) bool { return !slices.Contains(does, id) })
		}
	}
	return able
}

// room is how many people services have room for at once, the smallest counts.
func (q *queueNow) room(serviceIDs []int64) int {
	room := 0
	for _, id := range serviceIDs {
		if capacity := q.known.service[id].Capacity; room == 0 || capacity < room {
			room = capacity
		}
	}
	return room
}
