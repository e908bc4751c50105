package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
)

// visitAnswer is a visit as the standard dialect of webhooks words it, so that pulled and heard ones read alike, and its version.
type visitAnswer struct {
	visitID string
	object  json.RawMessage
}

func (v visitAnswer) id() string { return v.visitID }

// MarshalJSON is the dialect's object.
func (v visitAnswer) MarshalJSON() ([]byte, error) { return v.object, nil }

// UnmarshalJSON reads an answer that was kept.
func (v *visitAnswer) UnmarshalJSON(data []byte) error {
	var named struct{ ID string }
	if err := json.Unmarshal(data, &named); err != nil {
		return err
	}
	v.visitID, v.object = named.ID, append(json.RawMessage{}, data...)
	return nil
}

// Schema names the members that programs look at first; the schema of webhooks has them all.
func (visitAnswer) Schema(huma.Registry) *huma.Schema {
	states := []any{}
	for _, state := range models.VisitStates() {
		states = append(states, string(state))
	}
	text := func(about string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: about} }
	return &huma.Schema{
		Type: huma.TypeObject, Description: "The visit as in the standard dialect of webhooks, with its version.", AdditionalProperties: true,
		Properties: map[string]*huma.Schema{
			"id": text("The visitId."), "publicId": text("Six letters to read out loud."), "locationId": text(""),
			"state": {Type: huma.TypeString, Enum: states}, "date": text("The wall time of an appointment."),
			"position": {Type: huma.TypeInteger, Nullable: true, Description: "In line, from 1."},
			"tags":     {Type: huma.TypeArray, Items: text("")},
			"version":  {Type: huma.TypeInteger, Description: "Raised by each change but of the place in line; send it with PATCH to be sure that nobody else changed the visit meanwhile."},
		},
	}
}

func visitWords(tx *models.Tx, visits ...models.Visit) ([]visitAnswer, error) {
	account, err := models.FindAccount(tx)
	if err != nil {
		return nil, err
	}
	snapshots, err := models.VisitSnapshots(tx, visits...)
	if err != nil {
		return nil, err
	}
	answers := make([]visitAnswer, len(snapshots))
	for i, snapshot := range snapshots {
		object, err := json.Marshal(webhooks.VisitObject(snapshot, account))
		if err != nil {
			return nil, err
		}
		answers[i] = visitAnswer{snapshot.PublicID, withVersion(object, visits[i].Version)}
	}
	return answers, nil
}

// withVersion adds to the dialect's object what only those who answer need: the version that a PATCH may name.
func withVersion(object []byte, version int64) json.RawMessage {
	return fmt.Appendf(object[:len(object)-1], `,"version":%d}`, version)
}

// visitNow is the visit after all that this Write did.
func visitNow(tx *models.Tx, visit *models.Visit) (visitAnswer, error) {
	visit, err := visit.Settled(tx)
	if err != nil {
		return visitAnswer{}, err
	}
	words, err := visitWords(tx, *visit)
	if err != nil {
		return visitAnswer{}, err
	}
	return words[0], nil
}

// wordTaken says of a taken time which others are free. Programs take turns at searching with the visitors of the pages.
func (a *api) wordTaken(ctx context.Context, err error) error {
	if !errors.Is(err, models.ErrTaken) {
		return err
	}
	alternatives := []freeTimeWord{}
	if taken := new(models.TakenError); errors.As(err, &taken) {
		wrong := a.search(ctx, func() error {
			tx := a.DB.Read(ctx)
			times, err := taken.Nearest(tx)
			if err != nil {
				return err
			}
			keys, err := findKeys(tx)
			if err != nil {
				return err
			}
			alternatives = keys.freeTimes(times)
			return nil
		})
		if wrong != nil {
			return wrong
		}
	}
	return &web.Refusal{
		Status: http.StatusConflict, Code: "slot-taken", Detail: models.ErrTaken.Error(), More: map[string]any{"alternatives": alternatives},
	}
}
