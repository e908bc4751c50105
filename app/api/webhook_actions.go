package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

func (a *api) webhookActions() {
	add(a, operation{
		method: http.MethodPost, path: "/webhooks/{webhookId}/rotate-secret", id: "rotate-secret",
		example: `{"endOld":false}`, policy: web.AdminScope, tag: "Webhooks",
		summary: "Give an endpoint a new secret", text: "It is shown here and never again. The one before signs as well for 24 hours, unless endOld is true.",
	}, a.rotateSecret)
	add(a, operation{
		method: http.MethodPost, path: "/webhooks/{webhookId}/test", id: "test-webhook",
		example: `{"type":"AddPerson"}`, policy: web.AdminScope, tag: "Webhooks",
		summary: "Send a test and see what comes back", text: `{"test":true}, or a made-up sample of an event. It does not count against the endpoint's health.`,
	}, a.testWebhook)
	add(a, operation{
		method: http.MethodPost, path: "/webhooks/{webhookId}/replay", id: "replay-webhook",
		example: `{"after":"2026-06-25T00:00:00Z","before":"2026-06-26T00:00:00Z"}`, policy: web.AdminScope, tag: "Webhooks",
		status: http.StatusAccepted, summary: "Send a span of time again", text: "Every event from after, up to but without before, in order; what was sent before goes with the same ids and bytes. At most 10,000 messages, ten a second; for more, send shorter spans one after the other.",
		refuses: []int{http.StatusConflict},
	}, a.replayWebhook)
}

type rotateSecretInput struct {
	WebhookID string `path:"webhookId" maxLength:"100"`
	Body      *struct {
		Secret string `json:"secret,omitempty" maxLength:"200" doc:"Yours, of 16 characters or more; one is made unless given."`
		EndOld bool   `json:"endOld,omitempty" doc:"Ends the secret before at once."`
	} `nameHint:"SecretRotation"`
}

// rotatedAnswer has the new secret, once.
type rotatedAnswer struct {
	Secret         string  `json:"secret"`
	OldSecretUntil *string `json:"oldSecretUntil"`
}

func (a *api) rotateSecret(ctx context.Context, in *rotateSecretInput) (*answer[rotatedAnswer], error) {
	chosen, endOld := "", false
	if in.Body != nil {
		chosen, endOld = in.Body.Secret, in.Body.EndOld
	}
	var out rotatedAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, in.WebhookID)
		if err != nil {
			return err
		}
		if out.Secret, err = a.Sender.Rotate(tx, endpoint, chosen); err != nil {
			return err
		}
		if endOld {
			err = endpoint.EndOldSecret(tx)
		}
		out.OldSecretUntil = milliOrNull(endpoint.OldSecretUntil)
		return err
	})
	return answering(out, err)
}

type testWebhookInput struct {
	WebhookID string `path:"webhookId" maxLength:"100"`
	Body      *struct {
		Type string `json:"type,omitempty" maxLength:"100" doc:"The event to make a sample of." example:"AddPerson"`
	} `nameHint:"WebhookTest"`
}

// testedAnswer is what came of a test.
type testedAnswer struct {
	Delivered bool   `json:"delivered"`
	Type      string `json:"type" example:"test"`
	Status    int    `json:"status" doc:"Of the answer; 0 = none." example:"200"`
	Failure   string `json:"failure" doc:"One word, such as timeout; empty = none."`
	Message   string `json:"message" example:"Delivered."`
	Advice    string `json:"advice" doc:"What to do about it."`
	TookMs    int64  `json:"tookMs"`
	Body      string `json:"body" doc:"What was sent." example:"{\"test\":true}"`
	Answer    string `json:"answer" doc:"At most 4 KiB of what came back."`
}

func (a *api) testWebhook(ctx context.Context, in *testWebhookInput) (*answer[testedAnswer], error) {
	endpoint, err := models.FindEndpoint(a.DB.Read(ctx), in.WebhookID)
	if err != nil {
		return nil, err
	}
	eventType := ""
	if in.Body != nil {
		eventType = in.Body.Type
	}
	if eventType != "" && eventType != "test" && !slices.Contains(webhooks.EventTypes(), eventType) {
		return nil, models.Invalid{"type": "There is no event of this name. GET /schemas/ lists them."}
	}
	tested, err := a.Sender.Test(ctx, endpoint, eventType)
	return answering(testedAnswer{
		Delivered: tested.Failure == "", Type: tested.Type, Status: tested.Status, Failure: string(tested.Failure),
		Message: tested.Failure.Sentence(tested.Status), Advice: adviceFor(tested.Failure, tested.Status),
		TookMs: tested.Took.Milliseconds(), Body: string(tested.Body), Answer: tested.Text,
	}, err)
}

func adviceFor(failure webhooks.Failure, status int) string {
	if failure == "" {
		return ""
	}
	return failure.Advice(status)
}

type replayWebhookInput struct {
	WebhookID string `path:"webhookId" maxLength:"100"`
	Body      struct {
		After  string `json:"after" maxLength:"40" doc:"RFC 3339; events from this instant on." example:"2026-06-25T00:00:00Z"`
		Before string `json:"before" maxLength:"40" doc:"RFC 3339; events before this instant." example:"2026-06-26T00:00:00Z"`
	} `nameHint:"Replay"`
}

// replayedAnswer counts what is on its way.
type replayedAnswer struct {
	Count int `json:"count" doc:"How many messages are on their way."`
}

func (a *api) replayWebhook(ctx context.Context, in *replayWebhookInput) (*answer[replayedAnswer], error) {
	invalid := models.Invalid{}
	after, before := rfcInstant(invalid, "after", in.Body.After), rfcInstant(invalid, "before", in.Body.Before)
	if len(invalid) == 0 && !after.Before(before.Time) {
		invalid.Add("before", "Please give an end that is later than the beginning.")
	}
	if err := invalid.Err(); err != nil {
		return nil, err
	}
	count, err := a.Sender.Replay(ctx, in.WebhookID, after, before)
	return answering(replayedAnswer{count}, err)
}

func rfcInstant(invalid models.Invalid, name, text string) models.Instant {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil || at.Year() < 1 || at.Year() > 9998 {
		invalid.Add(name, "Please send an instant as 2026-06-25T14:07:35Z.")
	}
	return models.At(at)
}
