package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) deliveries() {
	add(a, operation{
		method: http.MethodGet, path: "/webhooks/{webhookId}/deliveries", id: "list-deliveries", policy: web.AdminScope, tag: "Webhooks",
		summary: "List an endpoint's deliveries, the newest first",
	}, a.listDeliveries)
	add(a, operation{
		method: http.MethodGet, path: "/webhooks/{webhookId}/deliveries/{deliveryId}", id: "get-delivery", policy: web.AdminScope, tag: "Webhooks",
		summary: "Read a delivery with its body and every try",
	}, a.readDelivery)
	add(a, operation{
		method: http.MethodPost, path: "/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver", id: "redeliver", policy: web.AdminScope,
		tag: "Webhooks", status: http.StatusAccepted, summary: "Send a delivery again", refuses: []int{http.StatusConflict},
		text: "With the same webhook-id and the same bytes. One that is still pending is tried at once.",
	}, a.redeliver)
}

type listDeliveriesInput struct {
	Paging
	WebhookID string `path:"webhookId" maxLength:"100"`
	State     string `query:"state" enum:"pending,delivered,failed,skipped"`
	Type      string `query:"type" maxLength:"100" doc:"Of the event."`
}

func (a *api) listDeliveries(ctx context.Context, in *listDeliveriesInput) (*answer[page[DeliveryAnswer]], error) {
	tx := a.DB.Read(ctx)
	endpoint, err := models.FindEndpoint(tx, in.WebhookID)
	if err != nil {
		return nil, err
	}
	before, err := numberCursor(in.Cursor)
	if err != nil {
		return nil, err
	}
	filter := models.DeliveryFilter{State: models.DeliveryState(in.State), Type: in.Type}
	found, err := endpoint.Deliveries(tx, filter, before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := page[DeliveryAnswer]{Items: []DeliveryAnswer{}}
	for i := range found[:min(in.Limit, len(found))] {
		out.Items = append(out.Items, deliveryWords(&found[i]))
	}
	if len(found) > in.Limit {
		out.NextCursor = cursorOrNull(web.EncodeCursor(strconv.FormatInt(found[in.Limit-1].ID, 10)))
	}
	return answering(out, nil)
}

// numberCursor is the number of the last row shown; 0 is the beginning.
func numberCursor(cursor string) (int64, error) {
	keys, err := web.DecodeCursor(cursor, 1)
	if err != nil || keys == nil {
		return 0, err
	}
	number, err := strconv.ParseInt(keys[0], 10, 64)
	if err != nil || number < 1 {
		return 0, models.Invalid{"cursor": "This is not a cursor that we gave. Please start from the first page."}
	}
	return number, nil
}

type deliveryInput struct {
	WebhookID  string `path:"webhookId" maxLength:"100"`
	DeliveryID string `path:"deliveryId" maxLength:"100"`
}

func (in *deliveryInput) find(tx *models.Tx) (*models.Delivery, error) {
	endpoint, err := models.FindEndpoint(tx, in.WebhookID)
	if err != nil {
		return nil, err
	}
	id, err := web.ID(in.DeliveryID)
	if err != nil {
		return nil, err
	}
	return endpoint.FindDelivery(tx, id)
}

func (a *api) readDelivery(ctx context.Context, in *deliveryInput) (*answer[fullDeliveryAnswer], error) {
	tx := a.DB.Read(ctx)
	delivery, err := in.find(tx)
	if err != nil {
		return nil, err
	}
	out := fullDeliveryAnswer{DeliveryAnswer: deliveryWords(delivery), Attempts: []attemptAnswer{}}
	if delivery.Body != nil {
		out.MessageID, out.Body = delivery.Body.MessageID, string(delivery.Body.Bytes)
	}
	attempts, err := delivery.Attempts(tx)
	if err != nil {
		return nil, err
	}
	for _, attempt := range attempts {
		out.Attempts = append(out.Attempts, attemptAnswer{
			Number: attempt.Number, At: attempt.At.Milli(), Status: attempt.Status, Failure: attempt.Failure, TookMs: attempt.TookUs / 1000,
			Headers: headersOf(attempt.Headers), Answer: attempt.Answer, IsLate: attempt.IsLate,
		})
	}
	return answering(out, nil)
}

func headersOf(stored string) map[string]any {
	headers := map[string]any{}
	if err := json.Unmarshal([]byte(stored), &headers); err != nil {
		return map[string]any{}
	}
	return headers
}

func (a *api) redeliver(ctx context.Context, in *deliveryInput) (*answer[DeliveryAnswer], error) {
	var out DeliveryAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		delivery, err := in.find(tx)
		if err != nil {
			return err
		}
		again, err := delivery.Redeliver(tx)
		if err != nil {
			return err
		}
		out = deliveryWords(again)
		return nil
	})
	if err == nil {
		a.Sender.WakeUp()
	}
	return answering(out, err)
}
