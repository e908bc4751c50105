package webhooks

import (
	"context"
	"time"

	"anteroom/models"
)

// testTime is all that a test may take, the token included.
const testTime = 8 * time.Second

// Tested is what came of a test, with what was sent.
type Tested struct {
	Answer
	Type string // "test", or the sample's event
	Body []byte
}

// Test sends {"test":true}, or a made-up sample of an event, signed as usual, and returns what came of it.
// It does not count against the endpoint's health; the endpoint's activity shows it as a test.
func (s *Sender) Test(ctx context.Context, endpoint *models.Endpoint, eventType string) (Tested, error) {
	ctx, cancel := context.WithTimeout(ctx, testTime)
	defer cancel()
	at := models.At(s.db.Now())
	message, err := s.sampleFor(ctx, endpoint, eventType)
	if err != nil {
		return Tested{}, err
	}
	secrets, err := s.secretsOf(endpoint, at.Time)
	if err != nil {
		return Tested{Type: message.Type, Body: message.Body, Answer: Answer{Failure: FailedSecret, Err: err}}, nil
	}
	id := "msg_" + models.NewPublicID()
	answer := s.call(ctx, endpoint, Request{
		URL: endpoint.URL, MessageID: id, Event: message.Type, Dialect: endpoint.Dialect, Body: message.Body,
		Secrets: secrets, Attempt: 1, At: at.Time, Version: s.config.Version,
	})
	body := models.Body{
		Dialect: endpoint.Dialect, Profile: endpoint.Profile, MessageID: id, Type: message.Type,
		Bytes: message.Body, Bare: message.Body, CreatedAt: at,
	}
	attempt := models.Attempt{
		Number: 1, At: at, TookUs: answer.Took.Microseconds(), Status: answer.Status, Failure: string(answer.Failure),
		Headers: keepHeaders(answer.Header), Answer: answer.Text,
	}
	err = s.write(context.WithoutCancel(ctx), func(tx *models.Tx) error { return endpoint.KeepTest(tx, body, attempt) })
	return Tested{Answer: answer, Type: message.Type, Body: message.Body}, err
}

// Sample is an event as this endpoint would get it, with made-up data.
func (s *Sender) Sample(tx *models.Tx, endpoint *models.Endpoint, eventType string) ([]Message, error) {
	account, err := models.FindAccount(tx)
	if err != nil {
		return nil, err
	}
	dialect, err := dialectNamed(endpoint.Dialect)
	if err != nil {
		return nil, err
	}
	sample := Sample{Type: eventType, Account: account, Profile: Profile(endpoint.Profile), At: models.At(s.db.Now()), BaseURL: s.config.BaseURL}
	event, err := sample.event()
	if err != nil {
		return nil, err
	}
	return dialect.Encode(event)
}

func (s *Sender) sampleFor(ctx context.Context, endpoint *models.Endpoint, eventType string) (Message, error) {
	if eventType == "" || eventType == "test" {
		return Message{Type: "test", Body: []byte(`{"test":true}`)}, nil
	}
	messages, err := s.Sample(s.db.Read(ctx), endpoint, eventType)
	if err != nil {
		return Message{}, err
	}
	if len(messages) == 0 {
		return Message{Type: "test", Body: []byte(`{"test":true}`)}, nil
	}
	return messages[0], nil
}
