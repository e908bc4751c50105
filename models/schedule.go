package models

import (
	"slices"
	"time"
)

// schedule is everything that decides whether an appointment fits at a start. Page, API and the write itself ask the same one.
type schedule struct {
	query    *AvailabilityQuery
	zone     *time.Location
	days     *openDays
	open     []span // the location's
	duration int
	before   int
	after    int
	seats    int   // how many people share one appointment
	group    int64 // the service whose appointments are shared; 0 = none
	party    int
	earliest int64
	latest   int64
	pools    []pool
	loads    map[int64]int // appointments of each resource that day, where a choice is made
}

// pool is who and what can fill one part of an appointment: "one of these members of staff", or all of them where they were named.
type pool struct {
	candidates []candidate
	isNamed    bool
}

// candidate is a resource with its lanes, or the one lane of a service that needs nobody.
type candidate struct {
	resource int64
	open     []span // its own hours; nil = the location's
	capacity int    // how many of the lanes it takes at once: it may have had more before
	lanes    []lane
}

// margin is how far around the asked stretch slots can matter: the longest appointment and the longest buffer.
const margin = 2 * longestDuration

func newSchedule(tx *Tx, query AvailabilityQuery) (*schedule, error) {
	zone := query.Location.Zone()
	s := &schedule{
		query: &query, zone: zone, days: newOpenDays(zone, query.Location.Opening()), party: max(query.PartySize, 1),
		earliest: query.Now.Unix(), latest: 1 << 60,
	}
	if err := s.need(); err != nil {
		return nil, err
	}
	first, last := DateIn(query.From, zone).AddDays(-2), DateIn(query.Until, zone).AddDays(2)
	s.open = s.days.spans(first, last)
	if query.AnyHours || query.keepsTime {
		s.open = []span{{first.In(zone).Unix(), last.In(zone).Unix()}}
	}
	if err := s.gather(tx, first, last); err != nil {
		return nil, err
	}
	return s, s.load(tx)
}

// need adds up what the services ask for.
func (s *schedule) need() error {
	invalid := Invalid{}
	s.seats = 1
	for i := range s.query.Services {
		service := &s.query.Services[i]
		if service.ArchivedAt != nil || len(service.LocationIDs) > 0 && !slices.Contains(service.LocationIDs, s.query.Location.ID) {
			invalid.Add("serviceIds", notOffered)
		}
		s.duration += service.Duration
		s.before, s.after = max(s.before, service.BufferBefore), max(s.after, service.BufferAfter)
		if !s.query.ForStaff {
			s.earliest = max(s.earliest, s.query.Now.Unix()+int64(service.MinimumNotice))
			if service.MaximumNotice > 0 {
				s.latest = min(s.latest, s.query.Now.Unix()+int64(service.MaximumNotice))
			}
		}
		if service.IsGroup() && len(s.query.Services) == 1 {
			s.seats, s.group = service.Capacity, service.ID
		}
	}
	if s.query.Duration > 0 && (s.query.ForStaff || len(s.query.Services) == 0) {
		s.duration = s.query.Duration
	}
	if s.query.ForStaff {
		s.earliest -= int64(s.duration) - 1
	}
	if s.duration < 60 || s.duration > longestDuration {
		invalid.Add("duration", "Please give how long it takes, from 1 minute to 24 hours.")
	}
	if s.query.PartySize < 0 || s.party > mostCapacity {
		invalid.Add("partySize", "Please give how many people come, from 1 to 1,000.")
	}
	return invalid.Err()
}

// gather finds who and what can do it: of each kind of resource that the services name one, and each that was asked for by name.
func (s *schedule) gather(tx *Tx, first, last Date) error {
	able, needs := s.able()
	resources, err := resourcesByID(tx, append(slices.Clone(needs), s.query.ResourceIDs...))
	if err != nil {
		return err
	}
	kinds := map[ResourceKind]*pool{}
	for _, id := range needs {
		r := resources[id]
		if r == nil || r.ArchivedAt != nil || !s.isHere(r) {
			continue
		}
		if kinds[r.Kind] == nil {
			kinds[r.Kind] = &pool{}
		}
		if r.IsActive && slices.Contains(able, id) {
			kinds[r.Kind].candidates = append(kinds[r.Kind].candidates, s.candidate(r, first, last))
		}
	}
	for _, id := range s.query.ResourceIDs {
		r := resources[id]
		isAble := r != nil && r.IsActive && (len(needs) == 0 || slices.Contains(able, id))
		if r == nil || r.ArchivedAt != nil || !s.isHere(r) || !isAble && !s.query.keepsWho {
			return Invalid{"resourceIds": "Who or what you chose does not do this here. Please choose another."}
		}
		if kinds[r.Kind] == nil || !kinds[r.Kind].isNamed {
			kinds[r.Kind] = &pool{isNamed: true}
		}
		kinds[r.Kind].candidates = append(kinds[r.Kind].candidates, s.candidate(r, first, last))
	}
	for _, kind := range ResourceKinds() {
		if pool := kinds[kind]; pool != nil {
			s.pools = append(s.pools, *pool)
		}
	}
	switch {
	case len(s.pools) > 0:
		return nil
	case len(needs) > 0: // all who did it are gone, or work elsewhere: it does not happen without them
		s.pools = []pool{{}}
		return nil
	}
	return s.lanesOfServices(tx)
}

// able are the resources that do every service, needs those that do any.
func (s *schedule) able() (able, needs []int64) {
	for i := range s.query.Services {
		ids := s.query.Services[i].ResourceIDs
		if len(ids) == 0 {
			continue
		}
		if needs == nil {
			able = slices.Clone(ids)
		} else {
			able = slices.DeleteFunc(able, func(id int64) bool { return !slices.Contains(ids, id) })
		}
		needs = append(needs, ids...)
	}
	slices.Sort(needs)
	return able, slices.Compact(needs)
}

func (s *schedule) isHere(r *Resource) bool {
	return len(r.LocationIDs) == 0 || slices.Contains(r.LocationIDs, s.query.Location.ID)
}

func (s *schedule) candidate(r *Resource, first, last Date) candidate {
	c := candidate{resource: r.ID, capacity: r.Capacity}
	if len(r.Hours) > 0 && !s.query.AnyHours {
		c.open = newOpenDays(s.zone, OpeningHours{Hours: r.Hours}).spans(first, last)
	}
	for _, id := range r.lanes {
		c.lanes = append(c.lanes, lane{id: id})
	}
	return c
}

// stretch is the time of an appointment without its buffers.
func (s *schedule) stretch(start int64) span { return span{start, start + int64(s.duration)} }
