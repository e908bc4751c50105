package api

import (
	"strconv"

	"anteroom/models"
	"anteroom/webhooks"
)

// WebhookAnswer is an endpoint as the API tells of it, without any secret.
type WebhookAnswer struct {
	WebhookID      string        `json:"webhookId"`
	URL            string        `json:"url" example:"https://example.com/webhooks"`
	Description    string        `json:"description"`
	OAuth          *oauthAnswer  `json:"oAuth" doc:"How a token is had for each request; null = none is sent."`
	Header         *headerAnswer `json:"header" doc:"What is sent along with each request, without its value; null = nothing."`
	EventTypes     []string      `json:"eventTypes" nullable:"false" doc:"Empty = all."`
	LocationIDs    []string      `json:"locationIds" nullable:"false" doc:"Empty = the whole account."`
	VisitStates    []string      `json:"visitStates" nullable:"false" doc:"Empty = all."`
	IsActive       bool          `json:"isActive"`
	DisabledReason *string       `json:"disabledReason" doc:"staff, gone (it answered 410) or failing (days without success); null while active."`
	Dialect        string        `json:"dialect" example:"standard"`
	Profile        string        `json:"profile" doc:"Which personal data is left out of bodies; empty = none is."`
	Slots          int           `json:"slots" doc:"How many requests may be under way at once." example:"4"`
	OldSecretUntil *string       `json:"oldSecretUntil" doc:"Until then the secret before the last rotation signs as well."`
	LastSequence   int64         `json:"lastSequence" doc:"Of the last event addressed to it."`
	LastSuccessAt  *string       `json:"lastSuccessAt" doc:"The last success, or when it was switched on."`
	LastFailureAt  *string       `json:"lastFailureAt"`
	PausedUntil    *string       `json:"pausedUntil" doc:"While it fails: until then this instance leaves it alone, which costs no tries."`
	CreatedAt      string        `json:"createdAt" format:"date-time"`
}

func (w WebhookAnswer) id() string { return w.WebhookID }

// oauthAnswer is where a token comes from, without the client's secret.
type oauthAnswer struct {
	TokenURL string `json:"tokenUrl"`
	ClientID string `json:"clientId"`
	Scope    string `json:"scope"`
	Audience string `json:"audience"`
}

// headerAnswer is a header of the integrator's choosing, without its value.
type headerAnswer struct {
	Name string `json:"name" example:"X-Api-Key"`
}

// createdWebhookAnswer is the create's answer: it alone has the secret.
type createdWebhookAnswer struct {
	WebhookAnswer
	Secret string `json:"secret" doc:"Signs every request. It is shown here and never again." example:"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"`
}

func (a *api) webhookWords(e *models.Endpoint) (WebhookAnswer, error) {
	draft, err := a.Sender.DraftOf(e)
	if err != nil {
		return WebhookAnswer{}, err
	}
	answer := WebhookAnswer{
		WebhookID: e.PublicID, URL: e.URL, Description: e.Description, EventTypes: texts(e.EventTypes), LocationIDs: texts(e.LocationIDs),
		VisitStates: texts(e.VisitStates), IsActive: e.IsActive, Dialect: e.Dialect, Profile: e.Profile, Slots: e.Slots,
		OldSecretUntil: milliOrNull(e.OldSecretUntil), LastSequence: e.LastSequence, LastSuccessAt: milliOrNull(&e.GoodSince),
		LastFailureAt: milliOrNull(e.LastFailure), CreatedAt: e.CreatedAt.Milli(),
	}
	if until := models.At(a.Sender.BreakerUntil(e)); !until.IsZero() {
		answer.PausedUntil = milliOrNull(&until)
	}
	if draft.Header != nil {
		answer.Header = &headerAnswer{draft.Header.Name}
	}
	if draft.OAuth != nil {
		answer.OAuth = &oauthAnswer{draft.OAuth.TokenURL, draft.OAuth.ClientID, draft.OAuth.Scope, draft.OAuth.Audience}
	}
	if !e.IsActive {
		reason := string(e.DisabledReason)
		answer.DisabledReason = &reason
	}
	return answer, nil
}

func texts(stored models.Texts) []string { return append([]string{}, stored...) }

// DeliveryAnswer is one message on its way to an endpoint.
type DeliveryAnswer struct {
	DeliveryID string  `json:"deliveryId"`
	Type       string  `json:"type" example:"AddPerson"`
	Sequence   int64   `json:"sequence" doc:"Of the event; 0 for a test."`
	Previous   int64   `json:"previous" doc:"Of the event addressed to this endpoint before."`
	SubjectID  string  `json:"subjectId" doc:"The string id of what the event is about."`
	Cause      string  `json:"cause" enum:"event,redelivery,replay,test"`
	State      string  `json:"state" enum:"pending,delivered,failed,skipped"`
	Reason     string  `json:"reason" doc:"Why it was skipped."`
	Tries      int     `json:"tries"`
	NextTryAt  *string `json:"nextTryAt" doc:"While pending."`
	Status     int     `json:"status" doc:"Of the last answer; 0 = none."`
	Failure    string  `json:"failure" doc:"One word for the last failure, such as timeout; empty = none."`
	Message    string  `json:"message" doc:"The same as a sentence." example:"Delivered."`
	Advice     string  `json:"advice" doc:"What to do about it."`
	TookMs     int64   `json:"tookMs"`
	CreatedAt  string  `json:"createdAt" format:"date-time"`
	FinishedAt *string `json:"finishedAt"`
}

func deliveryWords(d *models.Delivery) DeliveryAnswer {
	failure := webhooks.Failure(d.Failure)
	answer := DeliveryAnswer{
		DeliveryID: strconv.FormatInt(d.ID, 10), Type: d.Type, Sequence: d.Sequence, Previous: d.Previous, SubjectID: d.SubjectPublicID,
		Cause: string(d.Cause), State: string(d.State), Reason: string(d.Reason), Tries: d.Tries, Status: d.Status, Failure: d.Failure,
		TookMs: d.TookUs / 1000, CreatedAt: d.CreatedAt.Milli(), FinishedAt: milliOrNull(d.FinishedAt),
	}
	if d.Tries > 0 {
		answer.Message, answer.Advice = failure.Sentence(d.Status), failure.Advice(d.Status)
	}
	if d.State == models.Pending {
		answer.NextTryAt = milliOrNull(&d.DueAt)
	}
	return answer
}

// fullDeliveryAnswer is a delivery with what was sent and every try.
type fullDeliveryAnswer struct {
	DeliveryAnswer
	MessageID string          `json:"messageId" doc:"The webhook-id; empty once the body is no longer kept."`
	Body      string          `json:"body" doc:"The bytes that are sent."`
	Attempts  []attemptAnswer `json:"attempts" nullable:"false"`
}

// attemptAnswer is one try.
type attemptAnswer struct {
	Number  int            `json:"number"`
	At      string         `json:"at" format:"date-time"`
	Status  int            `json:"status"`
	Failure string         `json:"failure"`
	TookMs  int64          `json:"tookMs"`
	Headers map[string]any `json:"headers" doc:"Of the answer."`
	Answer  string         `json:"answer" doc:"At most 4 KiB of it."`
	IsLate  bool           `json:"isLate" doc:"Whether another process had taken the delivery over meanwhile."`
}
