package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// askVisitWho asks who or what else the visit is to be with.
func (p pages) askVisitWho(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.showVisitWho(c, http.StatusOK, visit, views.VisitTimeForm{Version: strconv.FormatInt(visit.Version, 10)}, nil)
}

func (p pages) showVisitWho(c echo.Context, status int, visit *models.Visit, form views.VisitTimeForm, busy []views.BusyTime) error {
	page := views.VisitTimePage{Form: form, Busy: busy}
	var err error
	if page.VisitView, err = p.visitView(c, visit); err != nil {
		return err
	}
	if page.Who, err = whoChoices(p.Read(c), visit.LocationID, visit.ServiceIDs, chosenIDs(form.Resource, visit.ResourceIDs)); err != nil {
		return err
	}
	frame := p.Page(c, "Give to somebody else – "+visit.Name(), "calendar")
	frame.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.VisitWho(frame, page))
}

// reassignVisit gives the visit to others at its own time.
func (p pages) reassignVisit(c echo.Context) error {
	form := views.VisitTimeForm{Resource: c.QueryParams()["resource"], Version: c.QueryParam("version"), AnyHours: c.QueryParam("anyHours")}
	if c.Request().ContentLength != 0 {
		if err := web.Bind(c, &form); err != nil {
			return err
		}
	}
	var visit *models.Visit
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if visit, err = visitOf(c, tx); err != nil {
			return err
		}
		if err := visit.Expect(tx, seenVersion(form.Version)); err != nil {
			return err
		}
		before := withBefore(visit, backTo(c, form.Back, visitPath(visit)))
		reassign := visit.Reassign
		if form.AnyHours != "" && web.Manager.Admits(web.Who(c)) {
			reassign = visit.ReassignAnyHours
		}
		if err := reassign(tx, chosenIDs(form.Resource, nil)); err != nil {
			return err
		}
		with, err := withWhom(tx, visit)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: visit.Name() + with, Undo: visitUndo(visit, "reassign", before)})
	})
	if err == nil {
		return web.See(c, backTo(c, form.Back, visitPath(visit)))
	}
	refused, err := p.refuseTime(c, err, &form)
	if err != nil {
		return err
	}
	if form.Errors["time"] == notFree {
		form.Errors = models.Invalid{"resource": "Whoever you chose is not free at this time. Please choose somebody else, or another time."}
	}
	return p.showVisitWho(c, refused.status, refused.visit, form, refused.busy)
}

// withBefore asks for those who have the visit now.
func withBefore(visit *models.Visit, back string) url.Values {
	query := url.Values{"back": {back}, "anyHours": {"on"}}
	for _, id := range visit.ResourceIDs {
		query.Add("resource", strconv.FormatInt(id, 10))
	}
	return query
}

// withWhom says who has the visit now.
func withWhom(tx *models.Tx, visit *models.Visit) (string, error) {
	snapshots, err := models.VisitSnapshots(tx, *visit)
	if err != nil || len(snapshots[0].Resources) == 0 {
		return " is with nobody in particular now.", err
	}
	return " is with " + views.ResourceNames(snapshots[0].Resources) + " now.", nil
}

// whoChoices are a choice for each kind of resource that services need at a location; without a service everybody there.
func whoChoices(tx *models.Tx, locationID int64, serviceIDs, chosen []int64) ([]views.WhoChoice, error) {
	resources, err := models.Resources(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	services, err := servicesNamed(tx, serviceIDs)
	if err != nil {
		return nil, err
	}
	var choices []views.WhoChoice
	for _, kind := range models.ResourceKinds() {
		choice := views.WhoChoice{Kind: kind}
		for i := range resources {
			r := &resources[i]
			if r.Kind != kind || !r.IsActive || !atLocation(r.LocationIDs, locationID) || !doesAll(r.ID, services) {
				continue
			}
			id := strconv.FormatInt(r.ID, 10)
			choice.Options = append(choice.Options, views.Option{Value: id, Label: r.Name})
			if choice.Value == "" && slices.Contains(chosen, r.ID) {
				choice.Value = id
			}
		}
		if len(choice.Options) > 0 {
			choices = append(choices, choice)
		}
	}
	return choices, nil
}

// atLocation holds for what is linked to the location, and for what is linked to none and so is everywhere.
func atLocation(locationIDs []int64, locationID int64) bool {
	return len(locationIDs) == 0 || slices.Contains(locationIDs, locationID)
}

func doesAll(resourceID int64, services []models.Service) bool {
	return !slices.ContainsFunc(services, func(s models.Service) bool {
		return len(s.ResourceIDs) > 0 && !slices.Contains(s.ResourceIDs, resourceID)
	})
}

// servicesNamed are those of the ids that are in use.
func servicesNamed(tx *models.Tx, ids []int64) ([]models.Service, error) {
	services, err := models.Services(tx, models.Everywhere())
	return slices.DeleteFunc(services, func(s models.Service) bool { return !slices.Contains(ids, s.ID) }), err
}

// chosenIDs are the numbers among what selects sent; where none was sent at all, the others.
func chosenIDs(sent []string, otherwise []int64) []int64 {
	if sent == nil {
		return otherwise
	}
	var ids []int64
	for _, text := range sent {
		if id := filterID(text); id != 0 {
			ids = append(ids, id)
		}
	}
	return ids
}
