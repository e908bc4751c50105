package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

func (a *api) events() {
	add(a, operation{
		method: http.MethodGet, path: "/events", id: "list-events", policy: web.ReadScope, tag: "Events", refuses: []int{http.StatusGone},
		summary: "Pull what happened, in order",
		text: "The same bodies that webhooks of the standard dialect carry, byte for byte, in the order of their sequence, which goes up by one with each event: none is left out. " +
			"Begin with the last sequence that you have. Where events after it are no longer kept: 410 with oldestSequence.",
	}, a.listEvents)
}

type listEventsInput struct {
	After string `query:"after" maxLength:"20" doc:"A sequence; the events behind it. From the oldest kept unless given." example:"1042"`
	Types string `query:"types" maxLength:"1000" doc:"Types of events, joined by commas." example:"AddPerson,UpdatePerson"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
}

// eventBody is the body of a webhook as it was frozen.
type eventBody json.RawMessage

// MarshalJSON writes the bytes as they are.
func (b eventBody) MarshalJSON() ([]byte, error) { return b, nil }

// Schema documents the envelope.
func (eventBody) Schema(huma.Registry) *huma.Schema {
	text, number, inner := &huma.Schema{Type: huma.TypeString}, &huma.Schema{Type: huma.TypeInteger}, &huma.Schema{Type: huma.TypeObject}
	return &huma.Schema{
		Type: huma.TypeObject, Description: "The body of a webhook.", AdditionalProperties: true,
		Properties: map[string]*huma.Schema{
			"id": text, "created": {Type: huma.TypeString, Format: "date-time"}, "accountId": text, "type": text, "sequence": number, "data": inner,
		},
		Required: []string{"id", "created", "accountId", "type", "sequence"},
	}
}

func (a *api) listEvents(ctx context.Context, in *listEventsInput) (*answer[page[eventBody]], error) {
	tx := a.DB.Read(ctx)
	after, isGiven, err := in.start()
	if err != nil {
		return nil, err
	}
	var types []string
	if in.Types != "" {
		types = split(in.Types)
	}
	for _, name := range types {
		if !slices.Contains(webhooks.EventTypes(), name) {
			return nil, models.Invalid{"types": "There is no event called “" + name + "”. GET /schemas/ lists them."}
		}
	}
	items, err := models.Feed(tx, after, types, in.Limit)
	var gone *models.FeedGone
	if errors.As(err, &gone) && !isGiven {
		items, err = models.Feed(tx, gone.Oldest-1, types, in.Limit)
	}
	if errors.As(err, &gone) {
		return nil, &web.Refusal{
			Status: http.StatusGone, Code: "gone", Detail: "Events behind this one are no longer all kept. Please read everything anew and go on from oldestSequence.",
			More: map[string]any{"oldestSequence": gone.Oldest},
		}
	}
	if err != nil {
		return nil, err
	}
	out := page[eventBody]{Items: make([]eventBody, len(items))}
	for i, item := range items {
		out.Items[i] = eventBody(item.Bytes)
		out.NextCursor = cursorOrNull(strconv.FormatInt(item.Sequence, 10))
	}
	return answering(out, nil)
}

func (in *listEventsInput) start() (after int64, isGiven bool, err error) {
	if in.After == "" {
		return 0, false, nil
	}
	after, err = strconv.ParseInt(in.After, 10, 64)
	if err != nil || after < 0 {
		return 0, true, models.Invalid{"after": "Please send a sequence: a number like 1042, or 0 for the beginning."}
	}
	return after, true, nil
}
