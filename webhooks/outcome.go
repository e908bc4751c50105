package webhooks

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"time"

	"anteroom/models"
)

const (
	gatherTime  = 20 * time.Millisecond // how long results wait for company: each commit holds up the writer
	gatherMost  = 100
	keptHeaders = 2 << 10
)

// outcome is a try that has ended.
type outcome struct {
	endpointID int64
	task       task
	at         time.Time // when it began, by the clock of the business
	answer     Answer
}

// gather collects outcomes and writes them together until the channel is closed.
func (s *Sender) gather(ctx context.Context) {
	for first := range s.results {
		batch := []outcome{first}
		late := time.After(gatherTime)
	company:
		for len(batch) < gatherMost {
			select {
			case next, open := <-s.results:
				if !open {
					break company
				}
				batch = append(batch, next)
			case <-late:
				break company
			}
		}
		s.storeAll(ctx, batch)
	}
}

// storeAll writes a batch, however long the database stays busy; only a stop gives up, and then the lease brings it again.
func (s *Sender) storeAll(ctx context.Context, batch []outcome) {
	for wait := 10 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		err := s.store(ctx, batch)
		if err == nil {
			s.forgetAll(batch)
			s.WakeUp()
			return
		}
		s.complain("store results", err)
		s.mu.Lock()
		isRunning := s.isRunning
		s.mu.Unlock()
		if !isRunning && wait >= time.Second {
			s.forgetAll(batch)
			return
		}
		time.Sleep(wait)
	}
}

func (s *Sender) forgetAll(batch []outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range batch {
		s.forget(one.task)
	}
}

func (s *Sender) store(ctx context.Context, batch []outcome) error {
	var news []notice
	var results []models.Result
	err := s.write(ctx, func(tx *models.Tx) (err error) {
		results, news, err = s.storeBatch(tx, batch)
		return err
	})
	if err != nil {
		return err
	}
	s.metrics.stored(results)
	s.tell(ctx, news)
	return nil
}

func (s *Sender) storeBatch(tx *models.Tx, batch []outcome) (results []models.Result, news []notice, err error) {
	endpoints, err := lockEndpointsOf(tx, batch)
	if err != nil {
		return nil, nil, err
	}
	results = make([]models.Result, len(batch))
	for i := range batch {
		results[i] = s.resultOf(batch[i])
	}
	if err := models.StoreResults(tx, s.boot, results); err != nil {
		return nil, nil, err
	}
	var counted []outcome
	for i := range results {
		if !results[i].IsLate {
			counted = append(counted, batch[i])
		}
	}
	news, err = judge(tx, endpoints, counted)
	return results, news, err
}

func lockEndpointsOf(tx *models.Tx, batch []outcome) ([]models.Endpoint, error) {
	var ids []int64
	for _, one := range batch {
		ids = append(ids, one.endpointID)
	}
	return models.LockEndpoints(tx, ids...)
}

// resultOf decides what becomes of a delivery after a try.
func (s *Sender) resultOf(one outcome) models.Result {
	answer := one.answer
	ended := one.at.Add(answer.Took)
	result := models.Result{State: models.Delivered, Attempt: models.Attempt{
		DeliveryID: one.task.id, Number: one.task.tries + 1, At: models.At(one.at), TookUs: answer.Took.Microseconds(),
		Status: answer.Status, Failure: string(answer.Failure), Headers: keepHeaders(answer.Header), Answer: answer.Text,
	}}
	if answer.Failure == "" {
		return result
	}
	result.State = models.Failed
	if wait, again := s.config.Schedule.Next(one.task.tries+1, answer, ended, rand.Float64()); again {
		result.State, result.DueAt = models.Pending, models.At(ended.Add(wait))
	}
	return result
}

// keepHeaders makes an answer's headers storable, as far as they are short.
func keepHeaders(header http.Header) string {
	kept := map[string]string{}
	room := keptHeaders
	for name := range header {
		value := keepText([]byte(header.Get(name)))
		if room -= len(name) + len(value); room > 0 {
			kept[name] = value
		}
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return "{}"
	}
	return string(text)
}
