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

// entryRoutes are the pages of one place in line.
func (p pages) entryRoutes() []web.Route {
	routes := []web.Route{
		web.StaffPage(get, "/admin/entries/:entry", web.Viewer, p.showEntry("")),
		web.StaffPage(post, "/admin/entries/:entry/position", web.Staff, p.placeEntry),
		web.StaffPage(post, "/admin/entries/:entry/list", web.Staff, p.listEntry),
		web.StaffPage(post, "/admin/entries/:entry/date", web.Staff, p.dateEntry),
		web.StaffPage(post, "/admin/entries/:entry/priority", web.Staff, p.rankEntry),
		web.StaffPage(post, "/admin/entries/:entry/offer", web.Staff, p.offerEntry),
		web.StaffPage(post, "/admin/entries/:entry/enrolment", web.Staff, p.enrolEntry),
		web.StaffPage(post, "/admin/entries/:entry/confirmation", web.Staff, p.confirmEntry),
		web.StaffPage(post, "/admin/entries/:entry/removal", web.Staff, p.removeEntry),
		web.StaffPage(post, "/admin/entries/:entry/restoration", web.Staff, p.restoreEntry),
	}
	for _, action := range []string{"position", "list", "date", "priority", "offer", "removal"} {
		routes = append(routes, web.StaffPage(get, "/admin/entries/:entry/"+action, web.Staff, p.showEntry(action)))
	}
	return routes
}

// mostInLine bounds the people offered to be placed behind; a place farther down is a number.
const mostInLine = 200

// showEntry is the page of one action; none is the page of all that is known.
func (p pages) showEntry(action string) echo.HandlerFunc {
	return func(c echo.Context) error {
		entry, err := models.SeekEntry(p.Read(c), web.Scope(c), c.Param("entry"))
		if err != nil {
			return err
		}
		page, err := p.entryPage(c, entry, action)
		if err != nil {
			return err
		}
		form := &page.Form
		form.Where, form.Version = "place", strconv.FormatInt(entry.Waitlist.Version, 10)
		form.AddedDate, form.RequestedDate = models.DateIn(entry.AddedAt.Time, page.Zone).String(), entry.RequestedDate.String()
		if entry.PriorityID != nil {
			form.Priority = strconv.FormatInt(*entry.PriorityID, 10)
		}
		form.OfferUntil = usualAnswer(page.WaitlistView)
		if entry.OfferUntil != nil {
			form.OfferUntil = entry.OfferUntil.In(page.Zone).Format(localMinute)
		}
		return p.renderEntry(c, http.StatusOK, page)
	}
}

func (p pages) renderEntry(c echo.Context, status int, page *views.EntryPage) error {
	frame := p.Page(c, page.Row.Person.Name()+" – "+page.List.Name, "waitlists")
	frame.Invalid = len(page.Form.Errors) > 0
	return web.Render(c, status, views.Entry(frame, *page))
}

// entryPage loads what the page of an action shows.
func (p pages) entryPage(c echo.Context, entry *models.Entry, action string) (*views.EntryPage, error) {
	tx := p.Read(c)
	list := entry.Waitlist
	view, err := p.waitlistView(tx, list)
	if err != nil {
		return nil, err
	}
	page := &views.EntryPage{WaitlistView: view, Action: action}
	page.Form.Back = backTo(c, "")
	if page.Active, err = list.Active(tx); err != nil {
		return nil, err
	}
	explained, err := models.Explain(tx, list, []models.Entry{*entry}, view.Now)
	if err != nil {
		return nil, err
	}
	rows, err := withDays(tx, explained)
	if err != nil {
		return nil, err
	}
	page.Row = rows[0]
	switch action {
	case "position":
		if page.Line, err = models.LineOf(tx, list.ID, mostInLine); err != nil {
			return nil, err
		}
	case "list":
		if page.Lists, err = listOptions(c, tx, list.ID); err != nil {
			return nil, err
		}
	case "priority":
		priorities, err := models.Priorities(tx)
		if err != nil {
			return nil, err
		}
		page.Priorities, page.OwnRank = views.PriorityOptions(priorities), "none"
		for i := range priorities {
			if own := entry.Person.PriorityID; own != nil && *own == priorities[i].ID {
				page.OwnRank = priorities[i].Name
			}
		}
	}
	return page, nil
}

// listOptions are the lists somebody may be moved to.
func listOptions(c echo.Context, tx *models.Tx, not int64) ([]views.Option, error) {
	lists, err := models.Waitlists(tx, web.Scope(c))
	options := []views.Option{}
	for i := range lists {
		if lists[i].ID != not {
			options = append(options, views.Option{Value: strconv.FormatInt(lists[i].ID, 10), Label: lists[i].Name + " (" + lists[i].Range().String() + ")"})
		}
	}
	return options, err
}

// act runs a verb on the entry that the address names in one Write, tells what happened and leads back.
// Words for people become the action's page again; a stale version becomes the list as it is now.
func (p pages) act(c echo.Context, action string, do func(tx *models.Tx, entry *models.Entry, form *views.EntryForm) (views.Flash, error)) error {
	var form views.EntryForm
	if c.Request().ContentLength != 0 {
		if err := web.Bind(c, &form); err != nil {
			return err
		}
	}
	var entry *models.Entry
	err := p.Write(c, func(tx *models.Tx) error {
		var err error
		if entry, err = models.SeekEntry(tx, web.Scope(c), c.Param("entry")); err != nil {
			return err
		}
		flash, err := do(tx, entry, &form)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, flash)
	})
	if errors.Is(err, models.ErrStale) {
		return p.showStale(c, entry, form.Back)
	}
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		return p.refuseEntry(c, action, form, wrong)
	}
	return web.See(c, backTo(c, form.Back, waitlistPath(entry.Waitlist)))
}

func (p pages) refuseEntry(c echo.Context, action string, form views.EntryForm, wrong models.Invalid) error {
	entry, err := models.SeekEntry(p.Read(c), web.Scope(c), c.Param("entry"))
	if err != nil {
		return err
	}
	page, err := p.entryPage(c, entry, action)
	if err != nil {
		return err
	}
	form.Back, form.Errors = backTo(c, form.Back), wrong
	page.Form = form
	return p.renderEntry(c, http.StatusUnprocessableEntity, page)
}

// showStale answers a change that somebody else overtook with the list as it is now, in the state that the user had it in.
func (p pages) showStale(c echo.Context, entry *models.Entry, back string) error {
	list, err := models.FindWaitlist(p.Read(c), web.Scope(c), strconv.FormatInt(entry.WaitlistID, 10))
	if err != nil {
		return err
	}
	query := url.Values{}
	if from, err := url.Parse(backTo(c, back)); err == nil {
		query = from.Query()
	}
	return p.renderWaitlist(c, http.StatusConflict, list, views.NewWaitlistFilter(waitlistPath(list), query))
}

// refusal takes out of an error what is meant for whoever typed; anything else stays an error.
func refusal(err error) (models.Invalid, error) {
	var wrong models.Invalid
	var sentence models.Sentence
	switch {
	case errors.As(err, &wrong):
		return wrong, nil
	case errors.As(err, &sentence):
		return models.Invalid{"": string(sentence)}, nil
	}
	return nil, err
}

// backTo is the page to return to: the form's, or else the address's, or else the first of the others.
func backTo(c echo.Context, form string, others ...string) string {
	for _, path := range append([]string{form, c.QueryParam("back")}, others...) {
		if path != "" {
			return web.LocalPath(path, "/admin/waitlists")
		}
	}
	return ""
}
