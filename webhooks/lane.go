package webhooks

import (
	"time"

	"anteroom/models"
)

const (
	readyPerSlot = 16               // how many claimed deliveries wait in memory for each slot
	leaseMargin  = 20 * time.Second // what a lease must have left for a try to begin
)

// task is a delivery that this process has taken.
type task struct {
	id        int64
	bodyID    int64
	tries     int
	sequence  int64
	previous  int64
	event     string
	taken     time.Time     // when the lease began, by this machine's own clock
	committed time.Time     // of a first try: when the change was
	body      []byte        // of a first try; others are read when their turn comes
	messageID string        // likewise
	done      chan struct{} // closed when a first try has ended; nil for others
}

// lane is one endpoint's way out: what is ready, what is under way, and its breaker.
type lane struct {
	endpoint models.Endpoint
	breaker  *Breaker
	ready    []task
	inFlight int
}

func (l *lane) room(now time.Time) int {
	return l.breaker.Room(now, l.endpoint.Slots)
}

// wants is how many more deliveries to claim: plenty while it runs smoothly, and no more than may start at once otherwise.
func (l *lane) wants(now time.Time) int {
	room := l.room(now)
	if room == l.endpoint.Slots {
		room *= readyPerSlot
	}
	return room - len(l.ready) - l.inFlight
}

// takesFirst says whether another first try may start beside n that are promised already.
func (l *lane) takesFirst(now time.Time, n int) bool {
	return l.breaker.Until().IsZero() && l.inFlight+len(l.ready)+n < l.room(now)
}

// laneOf is the endpoint's lane, made at its first mention. The caller holds the lock.
func (s *Sender) laneOf(endpoint *models.Endpoint) *lane {
	found, known := s.lanes[endpoint.ID]
	if !known {
		found = &lane{endpoint: *endpoint, breaker: NewBreaker(s.config.Schedule)}
		s.lanes[endpoint.ID] = found
	}
	return found
}

// dispatch starts what may start, one from each lane in turn, so that no endpoint takes all slots. The caller holds the lock.
func (s *Sender) dispatch() {
	if !s.isRunning {
		return
	}
	order := s.laneOrder()
	for started := true; started && s.inFlight < slots; {
		started = false
		for i := range order {
			lane := order[(s.turn+i)%len(order)]
			if s.inFlight < slots && s.startNext(lane) {
				started = true
			}
		}
	}
	s.turn++
}

func (s *Sender) startNext(lane *lane) bool {
	for len(lane.ready) > 0 && lane.inFlight < lane.room(s.db.Now()) {
		next := lane.ready[0]
		lane.ready = lane.ready[1:]
		if time.Since(next.taken) > models.LeaseTime-leaseMargin {
			s.giveBack(next)
			continue
		}
		lane.inFlight++
		s.inFlight++
		s.tries.Go(func() { s.run(lane, next) })
		return true
	}
	return false
}

// add puts tasks into a lane, but for those that are in this process's hands already: their lease ran out meanwhile, and taking
// them again has renewed it. The caller holds the lock.
func (s *Sender) add(lane *lane, tasks ...task) {
	for _, task := range tasks {
		if tries, held := s.held[task.id]; held && tries == task.tries {
			continue
		}
		s.held[task.id] = task.tries
		if lane.breaker.IsOpen(s.db.Now()) {
			s.giveBack(task)
			continue
		}
		lane.ready = append(lane.ready, task)
	}
}

// forget lets go of a delivery once its result is stored. The caller holds the lock.
func (s *Sender) forget(task task) {
	if s.held[task.id] == task.tries {
		delete(s.held, task.id)
	}
}

// giveBack returns a delivery untried: it waited too long, or its endpoint is not to be called. The caller holds the lock.
func (s *Sender) giveBack(task task) {
	s.released = append(s.released, task.id)
	if task.done != nil {
		close(task.done)
	}
}

func (s *Sender) giveBackAll(lane *lane) {
	for _, task := range lane.ready {
		s.giveBack(task)
	}
	lane.ready = nil
}

func taskOf(delivery *models.Delivery) task {
	task := task{
		id: delivery.ID, tries: delivery.Tries, sequence: delivery.Sequence, previous: delivery.Previous,
		event: delivery.Type, taken: time.Now(),
	}
	if delivery.BodyID != nil {
		task.bodyID = *delivery.BodyID
	}
	return task
}
