package webhooks

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"anteroom/models"
)

// mailing gathers what one Write sends: each body once per event, dialect and profile, and who gets it.
type mailing struct {
	account   *models.Account
	baseURL   string
	endpoints []models.Endpoint
	locations map[int64]string

	bodies    []models.Body
	parts     map[bodyKey][]int // indexes into bodies
	addressed []models.Delivery
	bodyOf    []int // by delivery
}

type bodyKey struct {
	sequence         int64
	dialect, profile string
}

// add words one event. The standard body is always made: the feed has every event, whether or not anybody is told.
func (m *mailing) add(stored models.Event) error {
	event, err := NewEvent(stored, m.account)
	if err != nil {
		return err
	}
	event.BaseURL = m.baseURL
	if _, err := m.encode(event, standardDialect, ""); err != nil {
		return err
	}
	if event.Quiet {
		return nil
	}
	facts := FactsOf(event, m.locations)
	for i := range m.endpoints {
		endpoint := &m.endpoints[i]
		if !Matches(endpoint, facts) {
			continue
		}
		bodies, err := m.encode(event, endpoint.Dialect, endpoint.Profile)
		if err != nil {
			return err
		}
		m.address(event, endpoint, bodies)
	}
	return nil
}

func (m *mailing) encode(event Event, dialect, profile string) ([]int, error) {
	key := bodyKey{event.Sequence, dialect, profile}
	if known, done := m.parts[key]; done {
		return known, nil
	}
	bodies, err := encode(event, dialect, profile)
	if err != nil {
		return nil, err
	}
	for _, body := range bodies {
		m.parts[key] = append(m.parts[key], len(m.bodies))
		m.bodies = append(m.bodies, body)
	}
	return m.parts[key], nil
}

// encode words an event for one dialect and profile.
func encode(event Event, name, profile string) ([]models.Body, error) {
	dialect, err := dialectNamed(name)
	if err != nil {
		return nil, err
	}
	event.Profile = Profile(profile)
	messages, err := dialect.Encode(event)
	if err != nil {
		return nil, fmt.Errorf("word event %d as %s: %w", event.Sequence, name, err)
	}
	bodies := make([]models.Body, len(messages))
	for part, message := range messages {
		bodies[part] = models.Body{
			Sequence: event.Sequence, Dialect: name, Profile: profile, Part: part, MessageID: messageID(event.PublicID, name, profile, part),
			Type: message.Type, Bytes: message.Body, Bare: message.Bare, CreatedAt: event.At,
		}
	}
	return bodies, nil
}

// messageID is the webhook-id: that of the event, with a mark where a body is not the standard one.
func messageID(event, dialect, profile string, part int) string {
	if dialect == standardDialect && profile == "" && part == 0 {
		return "msg_" + event
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %d", dialect, profile, part))
	return "msg_" + event + "_" + hex.EncodeToString(sum[:4])
}

// address makes the deliveries of an event to an endpoint. One that is switched off is told nothing now, but what it misses is kept.
func (m *mailing) address(event Event, endpoint *models.Endpoint, bodies []int) {
	for _, body := range bodies {
		delivery := models.Delivery{
			EndpointID: endpoint.ID, Sequence: event.Sequence, Previous: endpoint.LastSequence, Type: event.Type,
			SubjectKind: event.SubjectKind, SubjectID: event.SubjectID, SubjectPublicID: event.SubjectPublicID,
			Cause: models.CauseEvent, State: models.Pending, DueAt: event.At, CreatedAt: event.At,
		}
		if !endpoint.IsActive {
			delivery.State, delivery.Reason, delivery.FinishedAt = models.Skipped, models.SkippedDisabled, &event.At
		}
		m.addressed = append(m.addressed, delivery)
		m.bodyOf = append(m.bodyOf, body)
	}
	if len(bodies) > 0 {
		endpoint.LastSequence = event.Sequence
	}
}

// deliveries are ready to be stored once the bodies are.
func (m *mailing) deliveries() []models.Delivery {
	for i := range m.addressed {
		m.addressed[i].BodyID = &m.bodies[m.bodyOf[i]].ID
	}
	return m.addressed
}

func (m *mailing) saveSequences(tx *models.Tx) error {
	last := map[int64]int64{}
	for _, delivery := range m.addressed {
		last[delivery.EndpointID] = delivery.Sequence
	}
	for i := range m.endpoints {
		sequence, addressed := last[m.endpoints[i].ID]
		if !addressed {
			continue
		}
		if err := m.endpoints[i].SaveLastSequence(tx, sequence); err != nil {
			return err
		}
	}
	return nil
}
