package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

func (a *api) webhooks() {
	add(a, operation{
		method: http.MethodPost, path: "/webhooks", id: "create-webhook",
		example: `{"url":"https://example.com/webhooks","eventTypes":["AddPerson","UpdatePerson"]}`, policy: web.AdminScope, tag: "Webhooks", status: http.StatusCreated,
		summary: "Register an endpoint", text: "This answer alone has the secret. Five endpoints per location and five for the whole account.",
		refuses: []int{http.StatusConflict},
	}, a.createWebhook)
	add(a, operation{
		method: http.MethodGet, path: "/webhooks", id: "list-webhooks", policy: web.AdminScope, tag: "Webhooks", summary: "List the endpoints, oldest first",
	}, a.listWebhooks)
	add(a, operation{
		method: http.MethodGet, path: "/webhooks/{webhookId}", id: "get-webhook", policy: web.AdminScope, tag: "Webhooks", summary: "Read an endpoint",
	}, a.readWebhook)
	add(a, operation{
		method: http.MethodPatch, path: "/webhooks/{webhookId}", id: "change-webhook",
		example: `{"isActive":false}`, policy: web.AdminScope, tag: "Webhooks",
		summary: "Change an endpoint", text: "The secret stays: see rotate-secret. What was pending when it is switched off is kept and can be replayed.",
	}, a.changeWebhook)
	add(a, operation{
		method: http.MethodDelete, path: "/webhooks/{webhookId}", id: "delete-webhook", policy: web.AdminScope, tag: "Webhooks", summary: "Delete an endpoint",
	}, a.deleteWebhook)
	a.webhookActions()
	a.deliveries()
}

type createWebhookInput struct {
	OnceKey
	Body struct {
		WebhookBody
		Secret string `json:"secret,omitempty" maxLength:"200" doc:"Yours, of 16 characters or more; one is made unless given."`
	} `nameHint:"NewWebhook"`
}

func (a *api) createWebhook(ctx context.Context, in *createWebhookInput) (*created[createdWebhookAnswer], error) {
	draft := webhooks.Draft{IsActive: true, Secret: in.Body.Secret}
	if err := a.check(ctx, &in.Body.WebhookBody, &draft); err != nil {
		return nil, err
	}
	return createSealed(ctx, a, in.OnceKey, a.Keyring, func(tx *models.Tx) (createdWebhookAnswer, error) {
		endpoint, secret, err := a.Sender.Create(tx, draft)
		if err != nil {
			return createdWebhookAnswer{}, err
		}
		answer, err := a.webhookWords(endpoint)
		return createdWebhookAnswer{answer, secret}, err
	})
}

// check reads a body and asks what can be asked before the transaction: where the URL leads.
func (a *api) check(ctx context.Context, body *WebhookBody, draft *webhooks.Draft) error {
	if err := body.write(draft).Err(); err != nil {
		return err
	}
	return a.Sender.Check(ctx, *draft)
}

func (a *api) listWebhooks(ctx context.Context, in *struct{ Paging }) (*answer[page[WebhookAnswer]], error) {
	endpoints, err := models.Endpoints(a.DB.Read(ctx))
	if err != nil {
		return nil, err
	}
	items := make([]WebhookAnswer, len(endpoints))
	for i := range endpoints {
		if items[i], err = a.webhookWords(&endpoints[i]); err != nil {
			return nil, err
		}
	}
	return answering(pageOf(items, in.Paging, WebhookAnswer.id))
}

type webhookInput struct {
	WebhookID string `path:"webhookId" maxLength:"100"`
}

func (a *api) readWebhook(ctx context.Context, in *webhookInput) (*answer[WebhookAnswer], error) {
	endpoint, err := models.FindEndpoint(a.DB.Read(ctx), in.WebhookID)
	if err != nil {
		return nil, err
	}
	return answering(a.webhookWords(endpoint))
}

type changeWebhookInput struct {
	WebhookID string `path:"webhookId" maxLength:"100"`
	Body      WebhookBody
}

func (a *api) changeWebhook(ctx context.Context, in *changeWebhookInput) (*answer[WebhookAnswer], error) {
	endpoint, err := models.FindEndpoint(a.DB.Read(ctx), in.WebhookID)
	if err != nil {
		return nil, err
	}
	draft, err := a.Sender.DraftOf(endpoint)
	if err != nil {
		return nil, err
	}
	if err := a.check(ctx, &in.Body, &draft); err != nil {
		return nil, err
	}
	var out WebhookAnswer
	err = a.DB.Write(ctx, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, in.WebhookID)
		if err != nil {
			return err
		}
		draft, err := a.Sender.DraftOf(endpoint)
		if err != nil {
			return err
		}
		if err := in.Body.write(&draft).Err(); err != nil {
			return err
		}
		if err := a.Sender.Change(tx, endpoint, draft); err != nil {
			return err
		}
		out, err = a.webhookWords(endpoint)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteWebhook(ctx context.Context, in *webhookInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		endpoint, err := models.FindEndpoint(tx, in.WebhookID)
		if err != nil {
			return err
		}
		return endpoint.Delete(tx)
	})
}
