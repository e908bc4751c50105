package models

import (
	"cmp"
	"slices"
	"time"
)

// offer is what a start has room for.
type offer struct {
	picks     []seating
	resources []int64
	spots     int
}

// seating is a place in a lane: a seat in the slot that is there, or a new slot.
type seating struct {
	lane     int64
	slot     int64 // 0 = a new one
	seats    int
	resource int64
}

// place is one way to fill a part of an appointment.
type place struct {
	seating
	room int // people
	load int
}

// offer is nil where the whole party does not fit at a start.
func (s *schedule) offer(start int64) *offer {
	stretch := s.stretch(start)
	if start < s.earliest || start > s.latest || !covered(s.open, stretch) {
		return nil
	}
	all := &offer{spots: -1}
	for i := range s.pools {
		places := s.places(&s.pools[i], stretch)
		picks := s.choose(&s.pools[i], places)
		if picks == nil {
			return nil
		}
		spots := 0
		for _, p := range places {
			spots += p.room
			if p.resource != 0 && !slices.Contains(all.resources, p.resource) {
				all.resources = append(all.resources, p.resource)
			}
		}
		all.picks = append(all.picks, picks...)
		if all.spots < 0 || spots < all.spots {
			all.spots = spots
		}
	}
	if all.spots < 0 {
		all.spots = s.party // nobody is needed and no service says how many have room
	}
	return all
}

// places are all lanes of a pool that are free, or have seats left, at a stretch.
func (s *schedule) places(p *pool, stretch span) []place {
	var places []place
	for i := range p.candidates {
		c := &p.candidates[i]
		if c.open != nil && !covered(c.open, stretch) {
			continue
		}
		var free []place
		for j := range c.lanes {
			lane := &c.lanes[j]
			switch shared, isFree := lane.fit(s, stretch); {
			case shared != nil:
				places = append(places, place{seating: seating{lane.id, shared.slot, 0, c.resource}, room: int(shared.seats - shared.taken), load: s.loads[c.resource]})
			case isFree:
				free = append(free, place{seating: seating{lane.id, 0, 0, c.resource}, room: s.seats, load: s.loads[c.resource]})
			}
		}
		places = append(places, free[:max(0, len(free)-(len(c.lanes)-c.capacity))]...)
	}
	return places
}

// choose takes seats for the whole party, nil where it does not fit: a group stays together in one slot, others take a lane each.
// Who was named takes part in any case.
func (s *schedule) choose(p *pool, places []place) []seating {
	if s.seats > 1 {
		places = slices.DeleteFunc(slices.Clone(places), func(p place) bool { return p.room < s.party })
	}
	if s.loads != nil {
		places = slices.SortedFunc(slices.Values(places), s.preferred)
	}
	seats, wanted := 1, s.party
	if s.seats > 1 {
		seats, wanted = s.party, 1
	}
	var picks, spare []seating
	taken := map[int64]bool{}
	for _, place := range places {
		place.seats = seats
		if p.isNamed && !taken[place.resource] || !p.isNamed && len(picks) < wanted {
			taken[place.resource] = true
			picks = append(picks, place.seating)
		} else {
			spare = append(spare, place.seating)
		}
	}
	if p.isNamed && len(taken) < len(p.candidates) {
		return nil
	}
	if more := wanted - len(picks); more > 0 {
		if len(spare) < more {
			return nil
		}
		picks = append(picks, spare[:more]...)
	}
	return picks
}

// preferred fills what has begun to fill, then takes the least loaded, then the one with the lowest number.
func (s *schedule) preferred(a, b place) int {
	begun := func(p place) int {
		if p.slot != 0 {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(begun(a), begun(b)), cmp.Compare(a.load, b.load), cmp.Compare(a.resource, b.resource), cmp.Compare(a.lane, b.lane))
}

// weigh counts each candidate's appointments on the local day of a start. Only a write asks: a page needs no choice.
func (s *schedule) weigh(start int64) {
	date := DateIn(time.Unix(start, 0), s.zone)
	day := span{date.In(s.zone).Unix(), date.AddDays(1).In(s.zone).Unix()}
	s.loads = map[int64]int{}
	for i := range s.pools {
		for _, c := range s.pools[i].candidates {
			for _, lane := range c.lanes {
				for _, b := range lane.busy {
					if b.from >= day.from && b.from < day.until {
						s.loads[c.resource] += int(b.taken)
					}
				}
			}
		}
	}
}
