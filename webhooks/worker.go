package webhooks

import (
	"context"
	"slices"
	"time"

	"anteroom/models"
)

const (
	safetyNet = time.Second           // the longest time between two looks
	breath    = 10 * time.Millisecond // the shortest: many results and commits are answered by one
	lookEvery = time.Minute           // how often staff may have to be told of trouble
)

// work claims what is due: on a signal, when the next delivery comes due, and each second in any case.
func (s *Sender) work(ctx context.Context) {
	var looked time.Time
	for ctx.Err() == nil {
		began := time.Now()
		wait, err := s.claim(ctx)
		s.looks.Add(1)
		s.complain("look for work", err)
		if time.Since(looked) > lookEvery {
			looked = time.Now()
			s.complain("look at the endpoints' health", s.examine(ctx))
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-timer.C:
		}
		timer.Stop()
		time.Sleep(breath - time.Since(began))
	}
}

// claim fills the lanes and says when to look again.
func (s *Sender) claim(ctx context.Context) (time.Duration, error) {
	now := models.At(s.db.Now())
	work, err := models.FindWork(s.db.Read(ctx), now)
	if err != nil {
		return s.look, err
	}
	wanted, released := s.plan(work, now.Time)
	if len(wanted) > 0 || len(released) > 0 {
		err = s.take(ctx, wanted, released)
	}
	wait := s.look
	for _, one := range work {
		if one.NextDue != nil {
			wait = min(wait, max(one.NextDue.Sub(now.Time), time.Millisecond))
		}
	}
	return wait, err
}

// plan brings the lanes up to date and says how many deliveries each may take, and which go back untried.
func (s *Sender) plan(work []models.Work, now time.Time) (wanted map[int64]int, released []int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch() // an opening may be over, or a lease
	wanted = map[int64]int{}
	for i := range work {
		lane := s.laneOf(&work[i].Endpoint)
		lane.endpoint = work[i].Endpoint
		if n := lane.wants(now); n > 0 && work[i].IsDue {
			wanted[lane.endpoint.ID] = n
		}
	}
	for id, lane := range s.lanes {
		if slices.ContainsFunc(work, func(one models.Work) bool { return one.ID == id }) {
			continue
		}
		s.giveBackAll(lane)
		if lane.inFlight == 0 {
			delete(s.lanes, id)
		}
	}
	released, s.released = s.released, nil
	return wanted, released
}

func (s *Sender) take(ctx context.Context, wanted map[int64]int, released []int64) error {
	claimed := map[int64][]models.Delivery{}
	err := s.write(ctx, func(tx *models.Tx) error {
		if len(released) > 0 {
			if err := models.ReleaseDeliveries(tx, s.boot, released); err != nil {
				return err
			}
		}
		for id, n := range wanted {
			deliveries, err := models.ClaimDeliveries(tx, s.boot, id, n)
			if err != nil {
				return err
			}
			claimed[id] = deliveries
		}
		return nil
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.released = append(s.released, released...)
		return err
	}
	for _, id := range released {
		delete(s.held, id)
	}
	for id, deliveries := range claimed {
		lane, known := s.lanes[id]
		for i := range deliveries {
			if !known {
				s.released = append(s.released, deliveries[i].ID)
				continue
			}
			s.add(lane, taskOf(&deliveries[i]))
		}
	}
	s.dispatch()
	return nil
}
