package admin

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) personRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(http.MethodGet, "/admin/people/new", web.Staff, p.newPerson),
		web.StaffPage(http.MethodPost, "/admin/people/new", web.Staff, p.addPerson),
		web.StaffPage(http.MethodGet, "/admin/people/known", web.Staff, p.knownContact),
		web.StaffPage(http.MethodGet, "/admin/people/:id", web.Viewer, p.person),
		web.StaffPage(http.MethodPost, "/admin/people/:id/export.json", web.Viewer, p.exportPerson),
		web.StaffPage(http.MethodGet, "/admin/people/:id/edit", web.Staff, p.editPerson),
		web.StaffPage(http.MethodPost, "/admin/people/:id/edit", web.Staff, p.changePerson),
		web.StaffPage(http.MethodPost, "/admin/people/:id/entries", web.Staff, p.joinList),
		web.StaffPage(http.MethodGet, "/admin/people/:id/family", web.Staff, p.familyOf),
		web.StaffPage(http.MethodPost, "/admin/people/:id/family", web.Staff, p.moveFamily),
		web.StaffPage(http.MethodGet, "/admin/people/:id/delete", web.Staff, p.leavePerson),
		web.StaffPage(http.MethodPost, "/admin/people/:id/removal", web.Staff, p.removePerson),
		web.StaffPage(http.MethodPost, "/admin/people/:id/erasure", web.Admin, p.erasePerson),
	}
}

// person shows somebody with notes and history.
func (p pages) person(c echo.Context) error {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return err
	}
	return p.showPerson(c, id, http.StatusOK, views.PersonView{
		Filter: models.TimelineFilter(c.QueryParam("history")), From: c.QueryParam("from"), Join: views.PlaceForm{List: c.QueryParam("list")},
	})
}

// showPerson fills in what the page shows beside the forms that view brings.
func (p pages) showPerson(c echo.Context, id int64, status int, view views.PersonView) (err error) {
	tx, scope := p.Read(c), web.Scope(c)
	if view.PersonPage, err = models.FindPersonPage(tx, scope, id); err != nil {
		return err
	}
	if view.History, err = models.Timeline(tx, scope, id, view.Filter, view.From); err != nil {
		return err
	}
	if err := visitsOf(c, tx, &view); err != nil {
		return err
	}
	if view.Lists, err = models.Waitlists(tx, scope); err != nil {
		return err
	}
	if view.Priorities, err = models.Priorities(tx); err != nil {
		return err
	}
	if view.Clock, view.Country, err = p.clock(tx); err != nil {
		return err
	}
	if view.Alike, err = models.Doubles(tx, scope, view.Person); err != nil {
		return err
	}
	if view.Merge, err = models.LastMerge(tx, id, models.At(p.Now())); err != nil {
		return err
	}
	if view.Merge != nil {
		if view.MergedName, err = view.Merge.Name(); err != nil {
			return err
		}
	}
	view.MayEdit = web.Staff.Admits(web.Who(c))
	view.MayMerge = view.MayEdit && mayMerge(c) == nil
	if web.Admin.Admits(web.Who(c)) {
		view.Deliveries = "/admin/settings/webhooks/events/"
	}
	if view.Note.Once == "" {
		view.Note.Once = web.NewOnceKey()
	}
	page := p.Page(c, view.Person.Name(), "people")
	page.Invalid = status == http.StatusUnprocessableEntity
	return web.Render(c, status, views.Person(page, &view))
}

// exportPerson hands out everything kept about somebody.
func (p pages) exportPerson(c echo.Context) error {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return err
	}
	file, err := models.FilePerson(p.Read(c), web.Scope(c), id)
	if err != nil {
		return err
	}
	p.noteExport(c, "person.exported", models.Subject{Kind: models.KindPerson, ID: id})
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="person-`+strconv.FormatInt(id, 10)+`.json"`)
	return c.JSONPretty(http.StatusOK, file, "  ")
}

// personOf loads the person of the address inside or outside a write.
func personOf(c echo.Context, tx *models.Tx) (*models.Person, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindPerson(tx, web.Scope(c), id)
}

func personPath(id int64) string { return "/admin/people/" + strconv.FormatInt(id, 10) }

// joinList puts the person on a list.
func (p pages) joinList(c echo.Context) error {
	form := views.PlaceForm{Errors: models.Invalid{}}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	person, err := personOf(c, p.Read(c))
	if err != nil {
		return err
	}
	wish, err := p.entryWish(p.Read(c), &form)
	if err != nil {
		return err
	}
	list, err := models.FindWaitlist(p.Read(c), web.Scope(c), form.List)
	if errors.Is(err, models.ErrNotFound) {
		form.Errors.Add("list", "Please choose a list.")
	} else if err != nil {
		return err
	}
	if len(form.Errors) > 0 {
		return p.showPerson(c, person.ID, http.StatusUnprocessableEntity, views.PersonView{Join: form})
	}
	err = p.Write(c, func(tx *models.Tx) error {
		_, existed, err := list.Add(tx, person, wish)
		if err != nil {
			return err
		}
		said := person.Name() + " is on " + list.Name + "."
		if existed {
			said = person.Name() + " was on " + list.Name + " already. The place stays as it was."
		}
		return web.SetFlash(c, tx, views.Flash{Text: said})
	})
	if invalid, ok := invalidOf(err); ok {
		form.Errors = entryInputs(invalid)
		return p.showPerson(c, person.ID, http.StatusUnprocessableEntity, views.PersonView{Join: form})
	}
	if err != nil {
		return err
	}
	return web.See(c, personPath(person.ID))
}

// entryWish reads dates and priority of a place as typed; what is wrong goes to the form.
func (p pages) entryWish(tx *models.Tx, form *views.PlaceForm) (wish models.NewEntry, err error) {
	clock, _, err := p.clock(tx)
	if err != nil {
		return wish, err
	}
	const noDay = "Please give a day of the calendar."
	if wish.RequestedDate, err = models.ParseDate(form.Requested); err != nil {
		form.Errors.Add("requested", noDay)
	}
	added, err := models.ParseDate(form.Added)
	if err != nil {
		form.Errors.Add("added", noDay)
	}
	if !added.IsZero() && added != clock.Today() {
		wish.AddedAt, wish.Reason = models.At(added.In(clock.Zone)), form.Reason
		if form.Reason == "" {
			form.Errors.Add("reason", "Please say why that day: it is kept with the place.")
		}
	}
	if id := filterID(form.Rank); id != 0 {
		wish.PriorityID = &id
	}
	return wish, nil
}

// entryInputs gives the sentences of the verbs the names of the inputs.
func entryInputs(invalid models.Invalid) models.Invalid {
	inputs := map[string]string{"text": "note", "addedDate": "added", "requestedDate": "requested", "priority": "rank"}
	named := models.Invalid{}
	for name, sentence := range invalid {
		if input := inputs[name]; input != "" {
			name = input
		}
		named.Add(name, sentence)
	}
	return named
}
