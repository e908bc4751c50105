package api

import (
	"context"
	"net/http"
	"strings"

	"anteroom/app/web"
	"anteroom/models"
)

const visitPath = "/visits/{visitId}"

func (a *api) visits() {
	add(a, operation{
		method: http.MethodPost, path: "/visits", id: "create-visit",
		example: `{"locationId":"linden-house-north","serviceIds":["first-visit"],"date":"2026-12-01T10:00","firstName":"Mila","lastName":"Brandt"}`, policy: web.WriteScope, tag: "Visits",
		status: http.StatusCreated, summary: "Book an appointment, hold a time, or put a walk-in in line", refuses: []int{http.StatusConflict},
		text: "With a date it is an appointment, without one a walk-in. A time that is taken: 409 with the code slot-taken and the nearest free times in alternatives.",
	}, a.createVisit)
	add(a, operation{
		method: http.MethodGet, path: "/visits", id: "list-visits", policy: web.ReadScope, tag: "Visits", summary: "List visits, the newest first",
	}, a.listVisits)
	add(a, operation{
		method: http.MethodGet, path: visitPath, id: "get-visit", policy: web.ReadScope, tag: "Visits", summary: "Read a visit",
	}, a.readVisit)
	add(a, operation{
		method: http.MethodPatch, path: visitPath, id: "change-visit",
		example: `{"notes":"Comes by bicycle.","tags":["first time"]}`, policy: web.WriteScope, tag: "Visits", refuses: []int{http.StatusConflict},
		summary: "Change who comes", text: "State and time change by the steps below. A version that is no longer the visit's is refused with 409 and the code stale.",
	}, a.changeVisit)
	add(a, operation{
		method: http.MethodDelete, path: visitPath, id: "delete-visit", policy: web.WriteScope, tag: "Visits",
		summary: "Delete a visit for good", text: "As if it had never been; to end one that was, cancel it. With erase=true, which needs the scope admin, " +
			"history and deliveries lose what they say of it as well, and visit.removed carries the ids alone. A visit that was deleted before can be erased later by its id.",
	}, a.deleteVisit)
}

type listVisitsInput struct {
	Paging
	LocationID string `query:"locationId" maxLength:"100"`
	CustomerID string `query:"customerId" maxLength:"100"`
	ServiceID  string `query:"serviceId" maxLength:"100"`
	ResourceID string `query:"resourceId" maxLength:"100"`
	State      string `query:"state" maxLength:"100" doc:"One or several, parted by commas." example:"WAITING,SERVING"`
	Tag        string `query:"tag" maxLength:"40" example:"NO-SHOW"`
	From       string `query:"from" maxLength:"40" doc:"Of the start, for a walk-in of its creation: an instant, or a day."`
	To         string `query:"to" maxLength:"40" doc:"An instant, or a day, which is meant whole."`
}

func (a *api) listVisits(ctx context.Context, in *listVisitsInput) (*answer[page[visitAnswer]], error) {
	tx := a.DB.Read(ctx)
	filter, err := in.filter(finder{ctx, tx, models.Invalid{}})
	if err != nil {
		return nil, err
	}
	found, err := models.ListVisits(tx, filter)
	if err != nil {
		return nil, err
	}
	items, err := visitWords(tx, found.Visits...)
	return answering(page[visitAnswer]{Items: items, NextCursor: cursorOrNull(found.Next)}, err)
}

func (in *listVisitsInput) filter(find finder) (models.VisitsFilter, error) {
	filter := models.VisitsFilter{Scope: scope(find.ctx), Tag: in.Tag, Cursor: in.Cursor, Limit: in.Limit}
	account, err := models.FindAccount(find.tx)
	if err != nil {
		return filter, err
	}
	zone := account.Zone()
	if in.LocationID != "" {
		location, err := find.location(in.LocationID)
		if err != nil {
			return filter, err
		}
		filter.LocationID, zone = location.ID, location.Zone()
	}
	customer, err := find.customer(in.CustomerID)
	if err != nil {
		return filter, err
	}
	if customer != nil {
		filter.PersonID = *customer
	}
	services, err := find.services(split(in.ServiceID))
	if err != nil {
		return filter, err
	}
	resources, err := find.resources(split(in.ResourceID))
	if err != nil {
		return filter, err
	}
	filter.ServiceID, filter.ResourceID = only(find.invalid, "serviceId", services), only(find.invalid, "resourceId", resources)
	for _, word := range split(in.State) {
		state, known := models.ParseVisitState(word)
		if !known {
			find.invalid.Add("state", "Please name states such as WAITING, SERVING, BOOKED or COMPLETE.")
		}
		filter.States = append(filter.States, state)
	}
	filter.From = readInstant(find.invalid, "from", in.From, zone).Time
	if strings.TrimSpace(in.To) != "" {
		filter.Until = readEnd(find.invalid, "to", in.To, zone)
		checkOrder(find.invalid, in.From, filter.From, filter.Until)
	}
	return filter, find.invalid.Err()
}

// only is the one that a filter names, 0 where it names none.
func only(invalid models.Invalid, name string, ids []int64) int64 {
	switch len(ids) {
	case 0:
		return 0
	case 1:
		return ids[0]
	}
	invalid.Add(name, "Please name one at a time.")
	return 0
}

// VisitPath names a visit.
type VisitPath struct {
	VisitID string `path:"visitId" maxLength:"100" doc:"The visit's id or publicId."`
}

func (a *api) readVisit(ctx context.Context, in *VisitPath) (*answer[visitAnswer], error) {
	tx := a.DB.Read(ctx)
	visit, err := models.FindVisit(tx, scope(ctx), in.VisitID)
	if err != nil {
		return nil, err
	}
	words, err := visitWords(tx, *visit)
	if err != nil {
		return nil, err
	}
	return answering(words[0], nil)
}

type deleteVisitInput struct {
	VisitPath
	Erase bool `query:"erase" doc:"Erases instead: needs the scope admin."`
}

func (a *api) deleteVisit(ctx context.Context, in *deleteVisitInput) (*done, error) {
	if err := mayErase(ctx, in.Erase); err != nil {
		return nil, err
	}
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		if in.Erase {
			return models.EraseVisit(tx, scope(ctx), in.VisitID)
		}
		visit, err := models.FindVisit(tx, scope(ctx), in.VisitID)
		if err != nil {
			return err
		}
		return visit.Delete(tx)
	})
}
