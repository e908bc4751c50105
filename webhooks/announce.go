package webhooks

import (
	"context"
	"errors"
	"time"

	"anteroom/models"
)

// announced is what a Write promised to try at once. A Write that was rolled back leaves one behind; it is dropped after a minute.
type announced struct {
	at      time.Time
	tasks   map[int64][]task // by endpoint
	hasRest bool             // some are for the worker
}

const announcedKept = time.Minute

// Announce is for models.DB: it words the events of a Write and addresses them to the endpoints, in the Write's own transaction.
func (s *Sender) Announce(tx *models.Tx, events []models.Event) error {
	account, err := models.FindAccount(tx)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	endpoints, err := models.LockEndpoints(tx)
	if err != nil {
		return err
	}
	mailing := &mailing{account: account, baseURL: s.config.BaseURL, endpoints: endpoints, parts: map[bodyKey][]int{}}
	if mailing.locations, err = locationsFor(tx, endpoints); err != nil {
		return err
	}
	for _, event := range events {
		if err := mailing.add(event); err != nil {
			return err
		}
	}
	if err := models.CreateBodies(tx, mailing.bodies); err != nil {
		return err
	}
	deliveries := mailing.deliveries()
	firsts, err := s.promise(tx, events, deliveries)
	if err != nil {
		return err
	}
	if err := models.CreateDeliveries(tx, deliveries); err != nil {
		return err
	}
	if err := mailing.saveSequences(tx); err != nil {
		return err
	}
	s.remember(events, mailing, deliveries, firsts)
	return nil
}

func locationsFor(tx *models.Tx, endpoints []models.Endpoint) (map[int64]string, error) {
	for _, endpoint := range endpoints {
		if len(endpoint.LocationIDs) > 0 {
			return models.LocationKeys(tx)
		}
	}
	return nil, nil
}

// promise leases to this process the deliveries whose first try starts right after the commit, and returns their indexes.
func (s *Sender) promise(tx *models.Tx, events []models.Event, deliveries []models.Delivery) ([]int, error) {
	if len(deliveries) == 0 || len(events) > slots || !startsAtOnce(events[0].ByKind) {
		return nil, nil
	}
	candidates := s.candidates(deliveries)
	if len(candidates) == 0 {
		return nil, nil
	}
	subjects := map[models.Kind][]int64{}
	for _, i := range candidates {
		d := &deliveries[i]
		subjects[d.SubjectKind] = append(subjects[d.SubjectKind], d.SubjectID)
	}
	held := map[models.Kind]map[models.HeldSubject]bool{}
	for kind, ids := range subjects {
		var err error
		if held[kind], err = models.HeldBack(tx, kind, ids); err != nil {
			return nil, err
		}
	}
	until, err := models.LeaseEnd(tx)
	if err != nil {
		return nil, err
	}
	var firsts []int
	for _, i := range candidates {
		d := &deliveries[i]
		line := models.HeldSubject{EndpointID: d.EndpointID, SubjectID: d.SubjectID}
		if held[d.SubjectKind][line] {
			continue
		}
		held[d.SubjectKind][line] = true
		d.LeaseBy, d.LeaseUntil = s.boot, &until
		firsts = append(firsts, i)
	}
	return firsts, nil
}

// startsAtOnce says whose changes are tried before the worker comes by: people's and programs', not those of a night or a file.
func startsAtOnce(by models.ByKind) bool {
	return by != models.ByJob && by != models.ByImport
}

// candidates are the deliveries for which a slot is free now.
func (s *Sender) candidates(deliveries []models.Delivery) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.isRunning {
		return nil
	}
	var candidates []int
	promised := map[int64]int{}
	now := s.db.Now()
	for i := range deliveries {
		d := &deliveries[i]
		if d.State != models.Pending || s.inFlight+len(candidates) >= slots {
			continue
		}
		lane, known := s.lanes[d.EndpointID]
		if known && lane.takesFirst(now, promised[d.EndpointID]) || !known && promised[d.EndpointID] < models.DefaultSlots {
			promised[d.EndpointID]++
			candidates = append(candidates, i)
		}
	}
	return candidates
}

// remember keeps what Committed is to start. The key is the first event's id, which no other try of the Write has.
func (s *Sender) remember(events []models.Event, mailing *mailing, deliveries []models.Delivery, firsts []int) {
	if len(deliveries) == 0 {
		return
	}
	promise := announced{at: time.Now(), tasks: map[int64][]task{}, hasRest: len(firsts) < len(deliveries)}
	for _, i := range firsts {
		first := taskOf(&deliveries[i])
		body := mailing.bodies[mailing.bodyOf[i]]
		first.body, first.messageID, first.done = body.Bytes, body.MessageID, make(chan struct{})
		promise.tasks[deliveries[i].EndpointID] = append(promise.tasks[deliveries[i].EndpointID], first)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, old := range s.announced {
		if time.Since(old.at) > announcedKept {
			delete(s.announced, key)
		}
	}
	for i := range mailing.endpoints {
		if len(promise.tasks[mailing.endpoints[i].ID]) > 0 {
			s.laneOf(&mailing.endpoints[i]).endpoint = mailing.endpoints[i]
		}
	}
	s.announced[events[0].PublicID] = promise
}

// Committed is for models.DB: it starts the first tries of what a Write announced, and waits for them a little.
func (s *Sender) Committed(ctx context.Context, events []models.Event) {
	waiting := s.startFirsts(events[0].PublicID)
	if len(waiting) == 0 || s.config.Wait <= 0 {
		return
	}
	late := time.NewTimer(s.config.Wait)
	defer late.Stop()
	for _, done := range waiting {
		select {
		case <-done:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (s *Sender) startFirsts(key string) (waiting []chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	promise, known := s.announced[key]
	if !known {
		return nil
	}
	delete(s.announced, key)
	now := time.Now()
	if promise.hasRest {
		s.WakeUp()
	}
	for endpointID, tasks := range promise.tasks {
		lane := s.lanes[endpointID]
		if !s.isRunning || lane == nil {
			for _, task := range tasks {
				s.released = append(s.released, task.id)
			}
			s.WakeUp()
			continue
		}
		for i := range tasks {
			tasks[i].committed = now
			waiting = append(waiting, tasks[i].done)
		}
		s.add(lane, tasks...)
	}
	s.dispatch()
	return waiting
}
