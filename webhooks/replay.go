package webhooks

import (
	"context"

	"anteroom/models"
)

const (
	replayMost = 200 // how many events go into one transaction

	// MostReplayed is how many messages one replay may be: a quarter of an hour's worth, at ten a second.
	MostReplayed = 10_000
)

// Replay addresses to an endpoint, again or for the first time, every event of a half-open span of time that its filters let
// through, in order, and returns how many messages that are. What was sent before goes with the same bytes and ids. More than MostReplayed
// are refused.
func (s *Sender) Replay(ctx context.Context, publicID string, from, to models.Instant) (int, error) {
	if err := s.refuseMany(s.db.Read(ctx), publicID, from, to); err != nil {
		return 0, err
	}
	count := 0
	for after := int64(0); ; {
		var batch int
		var last int64
		err := s.db.Write(ctx, func(tx *models.Tx) (err error) {
			batch, last, err = s.replayBatch(tx, publicID, from, to, after, count)
			return err
		})
		if err != nil {
			return count, err
		}
		count += batch
		s.WakeUp()
		if last == 0 {
			return count, nil
		}
		after = last
	}
}

func (s *Sender) refuseMany(tx *models.Tx, publicID string, from, to models.Instant) error {
	endpoint, err := models.FindEndpoint(tx, publicID)
	if err != nil {
		return err
	}
	count, err := s.CountReplay(tx, endpoint, from, to, MostReplayed)
	if err == nil && count > MostReplayed {
		return models.Sentence("That may be more than 10,000 deliveries. Please choose a shorter time, and the rest after it.")
	}
	return err
}

// replayBatch returns the last event it looked at, 0 where there was none. What was sent before says how late the next ones fall due.
func (s *Sender) replayBatch(tx *models.Tx, publicID string, from, to models.Instant, after int64, sent int) (count int, last int64, err error) {
	endpoint, err := models.FindEndpoint(tx, publicID)
	if err != nil {
		return 0, 0, err
	}
	if !endpoint.IsActive {
		return 0, 0, models.Sentence("This endpoint is switched off. Switch it on first.")
	}
	if after == 0 {
		if err := endpoint.RecordReplay(tx, from, to); err != nil {
			return 0, 0, err
		}
	}
	events, err := models.EventsBetween(tx, from, to, after, replayMost)
	if err != nil || len(events) == 0 {
		return 0, 0, err
	}
	count, err = s.replay(tx, endpoint, events, sent)
	return count, events[len(events)-1].Sequence, err
}

// CountReplay is how many messages Replay would send. Beyond most, or five times as many events to look through, it stops counting
// and says more than most.
func (s *Sender) CountReplay(tx *models.Tx, endpoint *models.Endpoint, from, to models.Instant, most int) (int, error) {
	count, after := 0, int64(0)
	for looked := 0; count <= most; looked += replayMost {
		if looked > max(5*most, replayMost) {
			return most + 1, nil
		}
		events, err := models.EventsBetween(tx, from, to, after, replayMost)
		if err != nil || len(events) == 0 {
			return count, err
		}
		wanted, err := s.wanted(tx, endpoint, events)
		if err != nil {
			return 0, err
		}
		for _, event := range wanted {
			bodies, err := encode(event, endpoint.Dialect, endpoint.Profile)
			if err != nil {
				return 0, err
			}
			count += len(bodies)
		}
		after = events[len(events)-1].Sequence
	}
	return count, nil
}

// wanted are those of some events that an endpoint's filters let through.
func (s *Sender) wanted(tx *models.Tx, endpoint *models.Endpoint, stored []models.Event) ([]Event, error) {
	account, err := models.FindAccount(tx)
	if err != nil {
		return nil, err
	}
	locations, err := locationsFor(tx, []models.Endpoint{*endpoint})
	if err != nil {
		return nil, err
	}
	var wanted []Event
	for _, one := range stored {
		event, err := NewEvent(one, account)
		if err != nil {
			return nil, err
		}
		if event.BaseURL = s.config.BaseURL; Matches(endpoint, FactsOf(event, locations)) {
			wanted = append(wanted, event)
		}
	}
	return wanted, nil
}

func (s *Sender) replay(tx *models.Tx, endpoint *models.Endpoint, stored []models.Event, sent int) (int, error) {
	events, err := s.wanted(tx, endpoint, stored)
	if err != nil {
		return 0, err
	}
	var deliveries []models.Delivery
	for _, event := range events {
		bodies, err := bodiesOf(tx, event, endpoint)
		if err != nil {
			return 0, err
		}
		previous, err := models.PreviousFor(tx, endpoint.ID, event.Sequence)
		if err != nil {
			return 0, err
		}
		for i := range bodies {
			deliveries = append(deliveries, models.Delivery{
				EndpointID: endpoint.ID, BodyID: &bodies[i].ID, Sequence: event.Sequence, Previous: previous, Type: event.Type,
				SubjectKind: event.SubjectKind, SubjectID: event.SubjectID, SubjectPublicID: event.SubjectPublicID,
				Cause: models.CauseReplay, State: models.Pending, DueAt: models.ResendDue(tx, sent+len(deliveries)), CreatedAt: models.TxNow(tx),
			})
		}
	}
	return len(deliveries), models.CreateDeliveries(tx, deliveries)
}

// bodiesOf are the event's frozen bytes as this endpoint gets them; they are made where nobody has needed them yet.
func bodiesOf(tx *models.Tx, event Event, endpoint *models.Endpoint) ([]models.Body, error) {
	bodies, err := models.BodiesOf(tx, event.Sequence, endpoint.Dialect, endpoint.Profile)
	if err != nil || len(bodies) > 0 {
		return bodies, err
	}
	if bodies, err = encode(event, endpoint.Dialect, endpoint.Profile); err != nil {
		return nil, err
	}
	return bodies, models.CreateBodies(tx, bodies)
}
