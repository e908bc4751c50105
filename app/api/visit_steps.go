package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) visitSteps() {
	for _, step := range []struct {
		name, summary, text string
		take                func(v *models.Visit, tx *models.Tx) error
	}{
		{"call", "Call the next one in", "The visit keeps waiting and is marked ALERTED.", (*models.Visit).Call},
		{"complete", "End a visit that was served", "", (*models.Visit).Complete},
		{"no-show", "Mark that nobody came", "An appointment after its start alone.", (*models.Visit).NoShow},
		{"confirm", "Confirm a request, or keep a hold", "Of an appointment that stands: the customer says that they come.", func(v *models.Visit, tx *models.Tx) error { return confirm(tx, v) }},
		{"decline", "Decline a request", "", (*models.Visit).Decline},
		{"arrive", "Let somebody arrive", "An appointment joins the queue and stays the same visit.", (*models.Visit).Arrive},
		{"delay", "Mark that somebody is late", "", (*models.Visit).Delay},
		{"hold", "Hold a time longer", "Once, by five minutes.", (*models.Visit).Extend},
		{"undo", "Take back the last step", "", (*models.Visit).Undo},
	} {
		addStep(a, step.name, step.summary, step.text, "", func(ctx context.Context, in *VisitPath) (*answer[visitAnswer], error) {
			return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error { return step.take(visit, tx) })
		})
	}
	addStep(a, "serve", "Serve somebody", "resourceId says by whom.", `{}`, a.serveVisit)
	addStep(a, "move", "Move somebody in line", "", `{"position":1}`, a.moveVisit)
	addStep(a, "cancel", "Cancel a visit", "Within the notice of its services, unless asStaff.", `{}`, a.cancelVisit)
	addStep(a, "reschedule", "Move an appointment to another time", "It stays the same visit with the same link. A time that is taken: 409 with the code slot-taken and alternatives.", `{"date":"2026-12-01T11:00"}`, a.rescheduleVisit)
	addStep(a, "reassign", "Give a visit to others", "Their time has to be free.", `{"resourceIds":["VxHj2cQ8sLkP0aYt7RnB"]}`, a.reassignVisit)
}

// addStep adds the operation of one step.
func addStep[I any](a *api, name, summary, text, example string, take func(ctx context.Context, in *I) (*answer[visitAnswer], error)) {
	add(a, operation{
		method: http.MethodPost, path: visitPath + "/" + name, id: name + "-visit", policy: web.WriteScope, tag: "Visits",
		summary: summary, text: text, example: example, refuses: []int{http.StatusConflict},
	}, take)
}

// onVisit changes a visit in a Write and tells how it is then.
func (a *api) onVisit(ctx context.Context, visitID string, change func(tx *models.Tx, visit *models.Visit) error) (*answer[visitAnswer], error) {
	var out visitAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		visit, err := models.FindVisit(tx, scope(ctx), visitID)
		if err != nil {
			return err
		}
		if err := change(tx, visit); err != nil {
			return err
		}
		out, err = visitNow(tx, visit)
		return err
	})
	return answering(out, a.wordTaken(ctx, err))
}

type serveVisitInput struct {
	VisitPath
	Body *struct {
		ResourceID string `json:"resourceId,omitempty" maxLength:"100"`
	} `nameHint:"Serving"`
}

func (a *api) serveVisit(ctx context.Context, in *serveVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error {
		if in.Body == nil || in.Body.ResourceID == "" {
			return visit.Serve(tx, nil)
		}
		invalid := models.Invalid{}
		by, err := models.FindResource(tx, scope(ctx), in.Body.ResourceID)
		if err := unlessMissing(invalid, "resourceId", "There is no such resource.", err); err != nil {
			return err
		}
		if err := invalid.Err(); err != nil {
			return err
		}
		return visit.Serve(tx, by)
	})
}

type moveVisitInput struct {
	VisitPath
	Body struct {
		Position int `json:"position" minimum:"1" maximum:"100000" doc:"1 is the first in line."`
	} `nameHint:"PlaceInLine"`
}

func (a *api) moveVisit(ctx context.Context, in *moveVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error { return visit.MoveTo(tx, in.Body.Position) })
}

type cancelVisitInput struct {
	VisitPath
	Body *struct {
		AsStaff bool   `json:"asStaff,omitempty" doc:"Notices bind customers alone."`
		Reason  string `json:"reason,omitempty" maxLength:"500" doc:"Shown on the visit's pages to staff and to the customer; no event tells it." example:"Ill since yesterday."`
	} `nameHint:"Cancelling"`
}

func (a *api) cancelVisit(ctx context.Context, in *cancelVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error {
		if in.Body == nil {
			return visit.Cancel(tx, false)
		}
		return visit.CancelBecause(tx, in.Body.Reason, in.Body.AsStaff)
	})
}

type rescheduleVisitInput struct {
	VisitPath
	Body struct {
		Date        string   `json:"date,omitempty" maxLength:"40" doc:"On the location's wall clock; as it was unless given." example:"2026-12-01T11:00"`
		Duration    int      `json:"duration,omitempty" minimum:"0" maximum:"86400"`
		PartySize   int      `json:"partySize,omitempty" minimum:"0" maximum:"1000"`
		ResourceIDs []string `json:"resourceIds,omitempty" maxItems:"20" doc:"Those it has unless given."`
		AnyResource bool     `json:"anyResource,omitempty" doc:"Lets whoever is free do it."`
		AsStaff     bool     `json:"asStaff,omitempty" doc:"Notices bind customers alone."`
	} `nameHint:"Rescheduling"`
}

func (a *api) rescheduleVisit(ctx context.Context, in *rescheduleVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error {
		resources, err := resourcesNamed(ctx, tx, in.Body.ResourceIDs)
		if err != nil {
			return err
		}
		return visit.Reschedule(tx, models.Rescheduling{
			Date: in.Body.Date, Duration: in.Body.Duration, PartySize: in.Body.PartySize, ResourceIDs: resources,
			AnyResource: in.Body.AnyResource, ForStaff: in.Body.AsStaff,
		})
	})
}

type reassignVisitInput struct {
	VisitPath
	Body struct {
		ResourceIDs []string `json:"resourceIds" minItems:"1" maxItems:"20" nullable:"false"`
	} `nameHint:"Reassigning"`
}

func (a *api) reassignVisit(ctx context.Context, in *reassignVisitInput) (*answer[visitAnswer], error) {
	return a.onVisit(ctx, in.VisitID, func(tx *models.Tx, visit *models.Visit) error {
		resources, err := resourcesNamed(ctx, tx, in.Body.ResourceIDs)
		if err != nil {
			return err
		}
		return visit.Reassign(tx, resources)
	})
}

// resourcesNamed are those of a step, where nothing else may be wrong.
func resourcesNamed(ctx context.Context, tx *models.Tx, names []string) ([]int64, error) {
	find := finder{ctx, tx, models.Invalid{}}
	ids, err := find.resources(names)
	if err != nil {
		return nil, err
	}
	return ids, find.invalid.Err()
}
