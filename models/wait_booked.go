package models

import "time"

// bookedAhead is how far ahead appointments count for the estimates of a queue.
const bookedAhead = 24 * time.Hour

// loadBooked finds when those on duty have appointments, here or elsewhere: nobody in line is served by them then.
func (q *queueNow) loadBooked(tx *Tx, now time.Time) error {
	places := map[int64]*server{}
	ids := []int64{}
	for i := range q.servers {
		if id := q.servers[i].id; id != 0 {
			places[id], ids = &q.servers[i], append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var booked []struct {
		ResourceID                int64
		StartsAt, EndsAt          Instant
		BufferBefore, BufferAfter int64
	}
	err := tx.Raw("SELECT vr.resource_id, v.starts_at, v.ends_at, v.buffer_before, v.buffer_after FROM visits v JOIN visit_resources vr ON vr.visit_id = v.id"+
		" WHERE v.state = 'BOOKED' AND v.starts_at > ? AND v.starts_at < ? AND vr.resource_id IN ? ORDER BY v.starts_at, v.id",
		At(now), At(now.Add(bookedAhead)), ids).Find(&booked).Error
	for _, b := range booked {
		s := places[b.ResourceID]
		s.booked = append(s.booked, span{b.StartsAt.Unix() - b.BufferBefore, b.EndsAt.Unix() + b.BufferAfter})
	}
	return err
}

// start is when the server can begin with somebody who takes so many seconds: not while they are busy or off duty or the location is closed,
// nor where an appointment begins before it would be over.
func (s *server) start(seconds int, open []span) int64 {
	if s.duty != nil {
		open = s.duty
	}
	start := opens(open, s.free)
	for _, b := range s.booked {
		if start < b.until && b.from < start+int64(seconds) {
			start = opens(open, b.until)
		}
	}
	return start
}
