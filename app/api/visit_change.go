package api

import (
	"context"
	"maps"

	"anteroom/models"
)

type changeVisitInput struct {
	VisitID string `path:"visitId" maxLength:"100"`
	Body    struct {
		Version   int64              `json:"version,omitempty" minimum:"0" doc:"The version you read; another one by now is refused."`
		FirstName optional[string]   `json:"firstName,omitempty" maxLength:"100"`
		LastName  optional[string]   `json:"lastName,omitempty" maxLength:"100"`
		Phone     optional[string]   `json:"phone,omitempty" maxLength:"100"`
		Email     optional[string]   `json:"email,omitempty" maxLength:"254"`
		Fields    map[string]any     `json:"fields,omitempty" doc:"The answers to change, by the fields' keys."`
		PartySize optional[int]      `json:"partySize,omitempty" minimum:"1" maximum:"1000" doc:"Of a walk-in; an appointment is rescheduled."`
		Notes     optional[string]   `json:"notes,omitempty" maxLength:"4000"`
		Tags      optional[[]string] `json:"tags,omitempty" maxItems:"20" doc:"The free ones; those that steps set stay."`
		State     string             `json:"state,omitempty" maxLength:"20" doc:"The step that leads there is taken: BOOKED keeps a hold or confirms, WAITING arrives, SERVING serves, COMPLETE completes."`
	} `nameHint:"VisitChange"`
}

func (a *api) changeVisit(ctx context.Context, in *changeVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error {
		if err := visit.Expect(tx, in.Body.Version); err != nil {
			return err
		}
		details, err := in.details(finder{ctx, tx, models.Invalid{}}, visit)
		if err != nil {
			return err
		}
		if err := visit.Change(tx, details); err != nil {
			return err
		}
		return leadTo(tx, visit, in.Body.State)
	})
}

func (in *changeVisitInput) details(find finder, visit *models.Visit) (models.VisitDetails, error) {
	details := visit.Details()
	for target, given := range map[*string]optional[string]{
		&details.FirstName: in.Body.FirstName, &details.LastName: in.Body.LastName, &details.Phone: in.Body.Phone,
		&details.Email: in.Body.Email, &details.Notes: in.Body.Notes,
	} {
		given.into(target)
	}
	if phone := in.Body.Phone; phone.Given && phone.Value != "" && phone.Value != visit.Phone {
		if err := find.invalid.Check("phone", models.CheckPhone(phone.Value)); err != nil {
			return details, err
		}
	}
	in.Body.PartySize.intoOr(&details.PartySize, 1)
	in.Body.Tags.into(&details.Tags)
	changed, err := find.answers(in.Body.Fields)
	if err != nil {
		return details, err
	}
	answers := models.VisitAnswers{}
	maps.Copy(answers, details.Answers)
	maps.Copy(answers, changed)
	maps.DeleteFunc(answers, func(_ string, values []string) bool { return len(values) == 0 })
	details.Answers = answers
	return details, find.invalid.Err()
}

// leadTo takes the step that leads to a state.
func leadTo(tx *models.Tx, visit *models.Visit, wanted string) error {
	if wanted == "" {
		return nil
	}
	state, known := models.ParseVisitState(wanted)
	switch {
	case known && state == visit.State:
		return nil
	case state == models.StateBooked:
		return confirm(tx, visit)
	case state == models.StateWaiting:
		return visit.Arrive(tx)
	case state == models.StateServing:
		return visit.Serve(tx, nil)
	case state == models.StateComplete:
		return visit.Complete(tx)
	}
	return models.Invalid{"state": "Please name BOOKED, WAITING, SERVING or COMPLETE, or take another step by its own address."}
}

// confirm keeps a hold, or accepts a request.
func confirm(tx *models.Tx, visit *models.Visit) error {
	if visit.State == models.StatePending {
		return visit.Keep(tx, visit.Details(), false)
	}
	return visit.Confirm(tx)
}
