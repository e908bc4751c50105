package webhooks

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptrace"
	"time"

	"anteroom/models"
)

// run makes one try and hands what came of it to the writer.
func (s *Sender) run(lane *lane, task task) {
	s.mu.Lock()
	endpoint := lane.endpoint
	s.mu.Unlock()
	out := outcome{endpointID: endpoint.ID, task: task, at: s.db.Now()}
	out.answer = s.send(s.try, &endpoint, task, out.at)
	if task.done != nil {
		close(task.done)
		task.done = nil
	}
	s.metrics.tried(out.answer)
	if out.answer.Failure != FailedStop {
		s.results <- out
	}
	s.settle(lane, task, out.answer)
}

// settle frees the slot and tells the breaker.
func (s *Sender) settle(lane *lane, task task, answer Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	lane.inFlight--
	s.inFlight--
	now := s.db.Now()
	switch {
	case answer.Failure == FailedStop:
		s.giveBack(task)
	case answer.Failure == "":
		lane.breaker.Succeed(now)
	case answer.Failure.IsCounted():
		lane.breaker.Fail(now)
	}
	if lane.breaker.IsOpen(now) {
		s.giveBackAll(lane)
	}
	s.dispatch()
	if len(lane.ready) <= lane.endpoint.Slots {
		s.WakeUp()
	}
}

func (s *Sender) send(ctx context.Context, endpoint *models.Endpoint, task task, at time.Time) Answer {
	if task.body == nil {
		stored, err := models.FindBody(s.db.Read(ctx), task.bodyID)
		if errors.Is(err, models.ErrNotFound) {
			return Answer{Failure: FailedBody, Err: err}
		}
		if err != nil {
			s.complain("read a body", err)
			return Answer{Failure: FailedStop, Err: err}
		}
		task.body, task.messageID = stored.Bytes, stored.MessageID
	}
	secrets, err := s.secretsOf(endpoint, at)
	if err != nil {
		s.complain("read the secret of endpoint "+endpoint.PublicID, err)
		return Answer{Failure: FailedSecret, Err: err}
	}
	return s.call(ctx, endpoint, Request{
		URL: endpoint.URL, MessageID: task.messageID, Event: task.event, Dialect: endpoint.Dialect, Body: task.body, Secrets: secrets,
		Attempt: task.tries + 1, Sequence: task.sequence, Previous: task.previous, At: at, Version: s.config.Version,
		committed: task.committed,
	})
}

// call sends a request, with a header and a token where the endpoint wants them. A kept token that is refused is dropped and replaced once.
func (s *Sender) call(ctx context.Context, endpoint *models.Endpoint, request Request) Answer {
	var err error
	if request.Header, err = s.headerOf(endpoint); err != nil {
		s.complain("read the header of endpoint "+endpoint.PublicID, err)
		return Answer{Failure: FailedSecret, Err: err}
	}
	if endpoint.OAuth == "" {
		return s.do(ctx, request)
	}
	token, isFresh, answer := s.tokens.get(ctx, endpoint)
	if answer.Failure != "" {
		return answer
	}
	request.Token = token
	answer = s.do(ctx, request)
	if answer.Status != http.StatusUnauthorized {
		return answer
	}
	s.tokens.drop(endpoint)
	if isFresh {
		return answer
	}
	token, _, failed := s.tokens.get(ctx, endpoint)
	if failed.Failure != "" {
		return failed
	}
	request.Token = token
	return s.do(ctx, request)
}

func (s *Sender) do(ctx context.Context, request Request) Answer {
	if !request.committed.IsZero() {
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() {
			s.metrics.firstBytes.Observe(time.Since(request.committed).Seconds())
		}})
	}
	req, err := request.HTTP(ctx)
	if err != nil {
		return Answer{Failure: FailedAnswer, Err: err}
	}
	return Try(s.client, req)
}
