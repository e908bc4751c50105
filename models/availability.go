package models

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// AvailabilityQuery asks when somebody could come. The same question is asked for a page, for the API and when an appointment is stored.
type AvailabilityQuery struct {
	Location    *Location
	Services    []Service // as Services and FindService load them; one after the other without a gap
	ResourceIDs []int64   // wanted by name; none = any that fits
	From        time.Time // of the start, included
	Until       time.Time // of the start, not included
	PartySize   int
	Duration    int  // seconds, where there is no service to say it, or staff take longer
	ForStaff    bool // notices bind customers alone
	AnyHours    bool // closed hours bind nobody who may overrule them
	AsOffered   bool // of starts between those that are listed none will do: customers choose among what they are shown
	Except      int64
	Now         Instant
	Limit       int // 0 = all

	keepsTime bool // it was agreed on before: closed hours of the location are no reason any more
	keepsWho  bool // they were chosen before: that they do not work at the moment is no reason any more
	isReady   bool // the holds whose time is up have ended, in this Write
}

// FreeTime is a time at which the whole party fits.
type FreeTime struct {
	Wall        WallTime
	Start       Instant
	End         Instant
	Duration    int
	ResourceIDs []int64 // who and what is free then
	Spots       int     // how many people fit
}

// longestAsked is how many days one question may span.
const longestAsked = 92

// Availability lists the free times, the earliest first, on the grid that openings begin: every half hour, or as often as a shorter service or
// a group begins. A time that the clocks show twice is offered once, the first.
func Availability(tx *Tx, query AvailabilityQuery) ([]FreeTime, error) {
	if query.Until.Sub(query.From) > (longestAsked+1)*24*time.Hour {
		return nil, Invalid{"to": "Please ask for at most 92 days at once."}
	}
	s, err := newSchedule(tx, query)
	if err != nil {
		return nil, err
	}
	return s.free(), nil
}

// Nearest are the free times next to an instant, at most three of the fortnight around it, the nearest first.
func Nearest(tx *Tx, query AvailabilityQuery, to Instant) ([]FreeTime, error) {
	const day = 24 * time.Hour
	var times []FreeTime
	for _, around := range []time.Duration{day, 7 * day} { // whoever is refused in a rush finds the next one near by
		query.From, query.Until, query.Limit = to.Add(-around), to.Add(around), 0
		var err error
		if times, err = Availability(tx, query); err != nil {
			return nil, err
		}
		if len(times) >= mostAlternatives {
			break
		}
	}
	slices.SortStableFunc(times, func(a, b FreeTime) int {
		return cmp.Compare(a.Start.Sub(to.Time).Abs(), b.Start.Sub(to.Time).Abs())
	})
	return times[:min(len(times), mostAlternatives)], nil
}

// free walks the grid.
func (s *schedule) free() []FreeTime {
	var times []FreeTime
	from, until := max(s.query.From.Unix(), s.earliest), min(s.query.Until.Unix(), s.latest+1)
	step := s.step()
	last := DateIn(s.query.Until, s.zone)
	for date := DateIn(time.Unix(from, 0), s.zone); !date.After(last); date = date.AddDays(1) {
		wall := newWallDay(date, s.zone)
		for _, open := range s.days.on(date) {
			for after := open.from; after < open.until; after += step {
				start, exists := wall.exists(after)
				if !exists || start < from || start >= until {
					continue
				}
				offer := s.offer(start)
				if offer == nil {
					continue
				}
				times = append(times, s.freeTime(start, offer))
				if s.query.Limit > 0 && len(times) == s.query.Limit {
					return times
				}
			}
		}
	}
	return times
}

func (s *schedule) freeTime(start int64, offer *offer) FreeTime {
	at := time.Unix(start, 0)
	return FreeTime{
		Wall: WallOf(at, s.zone), Start: At(at), End: At(at.Add(time.Duration(s.duration) * time.Second)), Duration: s.duration,
		ResourceIDs: offer.resources, Spots: offer.spots,
	}
}

// step is how far starts lie apart: groups follow one another with their free time between them, others begin at least every half hour.
func (s *schedule) step() time.Duration {
	if s.seats > 1 {
		return time.Duration(s.duration+max(s.before, s.after)) * time.Second
	}
	return min(time.Duration(s.duration)*time.Second, 30*time.Minute)
}

// lists says whether a start is on the grid.
func (s *schedule) lists(start int64) bool {
	local, step := time.Unix(start, 0).In(s.zone), s.step()
	after := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute + time.Duration(local.Second())*time.Second
	return slices.ContainsFunc(s.days.on(DateIn(local, s.zone)), func(open clockSpan) bool {
		return open.from <= after && after < open.until && (after-open.from)%step == 0
	})
}

// refuse says why a start is none, or nothing where only a taken place can be the reason.
func (s *schedule) refuse(start int64) error {
	switch {
	case start < s.earliest && start < s.query.Now.Unix():
		return Invalid{"date": "This time has passed. Please choose a later one."}
	case start < s.earliest:
		return Invalid{"date": "This is too soon: there has to be time to prepare. Please choose a later time."}
	case start > s.latest:
		return Invalid{"date": "This is too far ahead to book yet. Please choose an earlier time."}
	case !covered(s.open, s.stretch(start)):
		return Invalid{"date": "We are closed at this time, or close before it would end. Please choose another time."}
	case s.query.AsOffered && !s.lists(start):
		return Invalid{"date": "Nothing begins at this time. Please choose one of the times that are offered."}
	}
	for i := range s.pools {
		if len(s.pools[i].candidates) == 0 {
			return Invalid{"resourceIds": "Nobody who does this is at work at the moment. Please choose something else."}
		}
		if most := s.most(&s.pools[i]); s.party > most {
			return Invalid{"partySize": fmt.Sprintf("At most %d can come at once. Please come in smaller parties.", most)}
		}
	}
	return nil
}

// most is how many of one party a pool takes at its emptiest: the seats of a group, or a place for each.
func (s *schedule) most(p *pool) int {
	if s.seats > 1 {
		return s.seats
	}
	most := 0
	for i := range p.candidates {
		most += p.candidates[i].capacity
	}
	return most
}

// mostAlternatives is how many times a refusal names, the nearest to the one that is taken.
const mostAlternatives = 3

// TakenError refuses a time that somebody else has. It is found by errors.Is(err, ErrTaken) as well.
type TakenError struct {
	query AvailabilityQuery
	at    Instant
}

// Nearest are the free times next to the one that is taken. They are looked for when the Write is over: nobody who writes waits for a search.
func (e *TakenError) Nearest(tx *Tx) ([]FreeTime, error) {
	times, err := Nearest(tx, e.query, e.at)
	var invalid Invalid
	if errors.As(err, &invalid) {
		return nil, nil
	}
	return times, err
}

func (e *TakenError) Error() string { return ErrTaken.Error() }

// Is makes a TakenError an ErrTaken.
func (e *TakenError) Is(target error) bool { return target == ErrTaken }

// ErrTaken is a place that somebody else was quicker to take. Its words are for people.
var ErrTaken error = Sentence("Somebody else has just taken this time. Please choose another one.")
