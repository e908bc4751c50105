package admin

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// editVisit asks for what may be said about a visit whatever its state.
func (p pages) editVisit(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	view := &views.VisitView{Visit: visit}
	return p.askVisitDetails(c, http.StatusOK, visit, views.VisitForm{
		FirstName: visit.FirstName, LastName: visit.LastName, Phone: visit.Phone, Email: visit.Email, Notes: visit.Notes,
		Tags: strings.Join(view.FreeTags(), ", "), PartySize: strconv.Itoa(visit.PartySize), Version: strconv.FormatInt(visit.Version, 10),
	})
}

func (p pages) askVisitDetails(c echo.Context, status int, visit *models.Visit, form views.VisitForm) error {
	view, err := p.visitView(c, visit)
	if err != nil {
		return err
	}
	page := p.Page(c, "Edit "+visit.Name(), view.Section())
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.EditVisit(page, view, form))
}

// changeVisit keeps them, unless somebody else changed the visit in the meantime.
func (p pages) changeVisit(c echo.Context) error {
	var form views.VisitForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	var visit *models.Visit
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if visit, err = visitOf(c, tx); err != nil {
			return err
		}
		if err := visit.Expect(tx, seenVersion(form.Version)); err != nil {
			return err
		}
		wrong, details := models.Invalid{}, visit.Details()
		details.FirstName, details.LastName, details.Phone, details.Email = form.FirstName, form.LastName, form.Phone, form.Email
		details.Notes, details.Tags = form.Notes, strings.Split(form.Tags, ",")
		if !visit.IsAppointment() {
			details.PartySize = max(1, typedParty(wrong, form.PartySize))
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		if err := visit.Change(tx, details); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "The visit of " + visit.Name() + " is saved."})
	})
	if err == nil {
		return web.See(c, backTo(c, form.Back, visitPath(visit)))
	}
	status := http.StatusUnprocessableEntity
	wrong, ok := invalidOf(err)
	if errors.Is(err, models.ErrStale) {
		status, wrong, ok = http.StatusConflict, models.Invalid{"": "Somebody changed this visit in the meantime, so nothing was saved. What you typed is still here: please save once more, or cancel to see how it is now."}, true
	}
	if !ok {
		return err
	}
	if visit, err = visitOf(c, p.Read(c)); err != nil {
		return err
	}
	form.Errors, form.Version = wrong, strconv.FormatInt(visit.Version, 10)
	return p.askVisitDetails(c, status, visit, form)
}
