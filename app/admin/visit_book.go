package admin

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// bookVisit makes the appointment, once; its buttons that only look show the same page with more on it.
func (p pages) bookVisit(c echo.Context) error {
	form := views.NewVisitForm{Errors: models.Invalid{}}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	if form.Show == "other" {
		form.Person = ""
	}
	page, err := p.visitToBook(c, &form)
	if err != nil {
		return err
	}
	if page.Location == nil {
		return models.ErrNotFound
	}
	if form.Show != "" {
		return p.renderNewVisit(c, http.StatusOK, page)
	}
	if form.Start != "" {
		page.Form.Day, page.Form.Time = splitWall(form.Start)
	}
	wish, err := wishOf(page, form)
	if err != nil {
		return p.refuseNewVisit(c, page, err)
	}
	wish.AnyHours = form.AnyHours != "" && page.MayOverrule
	path, err := p.Once(c, form.Once, func(tx *models.Tx) (string, error) {
		location, err := models.FindLocation(tx, web.Scope(c), page.Location.ID)
		if err != nil {
			return "", err
		}
		visit, err := location.Book(tx, wish)
		if err != nil {
			return "", err
		}
		note, err := outsideNotice(tx, visit)
		if err != nil {
			return "", err
		}
		path := visitPath(visit)
		flash := views.Flash{
			Text: visit.Name() + " is booked for " + views.VisitDay(visit) + ", " + views.VisitHours(visit) + "." + note,
			Undo: visitUndo(visit, "cancellation", url.Values{"back": {calendarOf(visit)}}), Link: views.Link{Label: "Open", Href: path},
		}
		return backTo(c, form.Back, calendarOf(visit)), web.SetFlash(c, tx, flash)
	})
	if err != nil {
		return p.refuseNewVisit(c, page, err)
	}
	return web.See(c, path)
}

// wishOf reads who, what and when. A contact that belongs to somebody known is asked about first.
func wishOf(page *views.NewVisitPage, form views.NewVisitForm) (models.NewVisit, error) {
	wrong := models.Invalid{}
	wish := models.NewVisit{
		FirstName: form.FirstName, LastName: form.LastName, Phone: form.Phone, Email: form.Email, Notes: form.Notes,
		ServiceIDs: chosenIDs([]string{form.Service}, nil), ResourceIDs: chosenIDs(form.Resource, nil), Date: form.Start, Source: "STAFF", ForStaff: true,
		Duration: typedMinutes(wrong, form.Minutes), PartySize: typedParty(wrong, form.PartySize),
	}
	if wish.Date == "" {
		wish.Date = typedWall(wrong, form.Day, form.Time)
	}
	switch {
	case page.Person != nil:
		wish.PersonID = &page.Person.ID
	case len(page.Matches) > 0 && form.Person == "":
		wrong.Add("person", "This contact belongs to somebody we know. Please say whether it is them.")
	case form.FirstName == "" && form.LastName == "":
		wrong.Add("firstName", "Please give a name.")
	}
	if len(wish.ServiceIDs) == 0 && wish.Duration == 0 {
		wrong.Add("serviceIds", "Please choose a service, or give how long it takes.")
	}
	return wish, wrong.Err()
}

// refuseNewVisit shows the form again with what was typed: what is wrong with it, or which times are free instead.
func (p pages) refuseNewVisit(c echo.Context, page *views.NewVisitPage, err error) error {
	status := http.StatusUnprocessableEntity
	wrong, ok := invalidOf(err)
	isTaken := errors.Is(err, models.ErrTaken)
	switch {
	case isTaken:
		status, wrong, page.Nearest, page.Later = http.StatusConflict, models.Invalid{"date": notFree}, true, false
		if page.Free, err = p.nearTimes(c, err); err != nil {
			return err
		}
		page.Busy, err = busyAt(c, p.Read(c), p.newVisitQuery(page, &page.Form), page.Form.Day+"T"+page.Form.Time)
		if err != nil {
			return err
		}
	case !ok:
		return err
	}
	page.Form.Errors, page.Form.Once = timeInputs(wrong), web.NewOnceKey()
	return p.renderNewVisit(c, status, page)
}
