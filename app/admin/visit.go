package admin

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const visitsPath = "/admin/visits/"

// visitRoutes are the pages of one visit and what can be done with it.
func (p pages) visitRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, visitsPath+"new", web.Staff, p.newVisit),
		web.StaffPage(post, visitsPath+"new", web.Staff, p.bookVisit),
		web.StaffPage(get, visitsPath+":visit", web.Viewer, p.visit),
		web.StaffPage(get, visitsPath+":visit/visit.ics", web.Viewer, p.visitFile),
		web.StaffPage(get, visitsPath+":visit/edit", web.Staff, p.editVisit),
		web.StaffPage(post, visitsPath+":visit/edit", web.Staff, p.changeVisit),
		web.StaffPage(get, visitsPath+":visit/reschedule", web.Staff, p.askVisitTime),
		web.StaffPage(post, visitsPath+":visit/reschedule", web.Staff, p.rescheduleVisit),
		web.StaffPage(get, visitsPath+":visit/reassign", web.Staff, p.askVisitWho),
		web.StaffPage(post, visitsPath+":visit/reassign", web.Staff, p.reassignVisit),
		web.StaffPage(get, visitsPath+":visit/link", web.Staff, p.askForLink),
		web.StaffPage(post, visitsPath+":visit/link", web.Staff, p.makeLink),
		web.StaffPage(get, visitsPath+":visit/delete", web.Staff, p.leaveVisit),
		web.StaffPage(post, visitsPath+":visit/removal", web.Staff, p.removeVisit),
		web.StaffPage(post, visitsPath+":visit/erasure", web.Admin, p.eraseVisit),
		p.visitAct("confirmation", " is confirmed.", (*models.Visit).Confirm),
		p.visitAct("decline", " is declined.", (*models.Visit).Decline),
		p.visitAct("arrival", " has arrived and is in line.", (*models.Visit).Arrive),
		p.visitAct("call", " is called.", (*models.Visit).Call),
		p.visitAct("delay", " needs more time.", (*models.Visit).Delay),
		p.visitAct("service", " is being served.", serveByTheOnly),
		p.visitAct("completion", " is done.", (*models.Visit).Complete),
		p.visitAct("absence", " did not come.", (*models.Visit).NoShow),
		p.visitAct("cancellation", " is cancelled.", func(v *models.Visit, tx *models.Tx) error { return v.Cancel(tx, true) }),
		p.visitAct("undo", " is back as before.", (*models.Visit).Undo),
	}
}

func visitPath(v *models.Visit) string { return visitsPath + v.PublicID }

// visitOf loads the visit of the address inside or outside a write.
func visitOf(c echo.Context, tx *models.Tx) (*models.Visit, error) {
	return models.FindVisit(tx, web.Scope(c), c.Param("visit"))
}

// visit shows all that is known of one coming.
func (p pages) visit(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.showVisit(c, http.StatusOK, visit, nil)
}

// showVisit is the page of a visit, with what went wrong with it on top.
func (p pages) showVisit(c echo.Context, status int, visit *models.Visit, wrong models.Invalid) error {
	view, err := p.visitView(c, visit)
	if err != nil {
		return err
	}
	if view.History, err = visit.History(p.Read(c)); err != nil {
		return err
	}
	if web.Admin.Admits(web.Who(c)) {
		view.Deliveries = "/admin/settings/webhooks/events/"
	}
	place, err := staffOf(p.Read(c), visit)
	if err != nil {
		return err
	}
	view.Errors, view.AsksWho = wrong, place.AsksWho(visit)
	page := p.Page(c, visit.Name(), view.Section())
	page.Invalid = len(wrong) > 0
	return web.Render(c, status, views.Visit(page, view))
}

// visitView is a visit with what its row only names.
func (p pages) visitView(c echo.Context, visit *models.Visit) (*views.VisitView, error) {
	tx := p.Read(c)
	view := &views.VisitView{Visit: visit, Back: backTo(c, ""), MayEdit: web.Staff.Admits(web.Who(c)), MayOverrule: web.Manager.Admits(web.Who(c))}
	snapshots, err := models.VisitSnapshots(tx, *visit)
	if err != nil {
		return nil, err
	}
	view.Now = snapshots[0]
	if view.Clock, view.Country, err = p.clock(tx); err != nil {
		return nil, err
	}
	freed, err := freedBy(tx, visit, models.At(p.Now()))
	if err != nil {
		return nil, err
	}
	view.Freed = freed != nil && view.MayEdit
	if visit.PersonID != nil {
		person, err := models.FindPerson(tx, web.Scope(c), *visit.PersonID)
		if err == nil {
			view.Person = person
		} else if !errors.Is(err, models.ErrNotFound) {
			return nil, err
		}
	}
	return view, nil
}

// staffOf is who works where the visit is, and what they do there.
func staffOf(tx *models.Tx, visit *models.Visit) (*views.TodayPage, error) {
	location, err := models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	if err != nil {
		return nil, err
	}
	place := &views.TodayPage{Location: location}
	return place, fillStaff(tx, place)
}

// serveByTheOnly begins to serve: by whom was chosen, or by the only one who can.
func serveByTheOnly(visit *models.Visit, tx *models.Tx) error {
	place, err := staffOf(tx, visit)
	if err != nil {
		return err
	}
	if staff := place.StartsBy(visit); len(staff) == 1 {
		return visit.Serve(tx, &staff[0])
	}
	return visit.Serve(tx, nil)
}

// visitAct is the route of a step that needs nothing but the visit.
func (p pages) visitAct(noun, said string, step func(*models.Visit, *models.Tx) error) web.Route {
	return web.StaffPage(post, visitsPath+":visit/"+noun, web.Staff, func(c echo.Context) error {
		return p.actOnVisit(c, func(tx *models.Tx, visit *models.Visit, back string) (views.Flash, error) {
			if err := step(visit, tx); err != nil {
				return views.Flash{}, err
			}
			flash := views.Flash{Text: visit.Name() + said}
			if noun != "undo" && noun != "confirmation" {
				flash.Undo = visitUndo(visit, "undo", url.Values{"back": {back}})
			}
			var err error
			flash.Link, err = freedLink(tx, visit)
			return flash, err
		})
	})
}

// actOnVisit runs a verb on the visit of the address as its reader saw it, and leads back. A refusal is the visit's page with its words.
func (p pages) actOnVisit(c echo.Context, do func(tx *models.Tx, visit *models.Visit, back string) (views.Flash, error)) error {
	form := views.VisitAct{Version: c.QueryParam("version")}
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
		flash, err := do(tx, visit, backTo(c, form.Back, visitPath(visit)))
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, flash)
	})
	if err == nil {
		return web.See(c, backTo(c, form.Back, visitPath(visit)))
	}
	return p.refuseAct(c, err)
}

// visitUndo is where a POST takes back what led to this version, and nothing that somebody does after it.
func visitUndo(v *models.Visit, noun string, query url.Values) string {
	query.Set("version", strconv.FormatInt(v.Version, 10))
	return visitPath(v) + "/" + noun + "?" + query.Encode()
}

// refuseAct shows the visit as it is now with the reason why nothing was done.
func (p pages) refuseAct(c echo.Context, err error) error {
	status := http.StatusUnprocessableEntity
	wrong, ok := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrStale):
		status, wrong = http.StatusConflict, models.Invalid{"": staleVisit}
	case errors.Is(err, models.ErrTaken):
		status, wrong = http.StatusConflict, models.Invalid{"": "Its time is taken by somebody else by now, so it stays as it is. Please choose another time."}
	case !ok:
		return err
	}
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.showVisit(c, status, visit, wrong)
}

const staleVisit = "Somebody changed this visit in the meantime, so nothing was saved. Here is how it is now."

// seenVersion is the version a form was made from; 0 expects nothing.
func seenVersion(text string) int64 {
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return version
}
