package admin

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// leaveVisit says what deleting and erasing do before either happens.
func (p pages) leaveVisit(c echo.Context) error {
	visit, err := visitOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askToLeaveVisit(c, http.StatusOK, visit, views.LeavingVisit{})
}

func (p pages) askToLeaveVisit(c echo.Context, status int, visit *models.Visit, leaving views.LeavingVisit) error {
	view, err := p.visitView(c, visit)
	if err != nil {
		return err
	}
	leaving.VisitView, leaving.MayErase = view, web.Admin.Admits(web.Who(c))
	page := p.Page(c, "Delete the visit of "+visit.Name(), view.Section())
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.DeleteVisit(page, leaving))
}

// removeVisit deletes a visit whose customer's name was typed.
func (p pages) removeVisit(c echo.Context) error {
	return p.endVisit(c, "typed", (*models.Visit).Delete,
		func(v *models.Visit) string { return "The visit of " + v.Name() + " is deleted." },
		func(wrong string) views.LeavingVisit { return views.LeavingVisit{Delete: wrong} })
}

// eraseVisit leaves nothing of a visit but numbers.
func (p pages) eraseVisit(c echo.Context) error {
	return p.endVisit(c, "erase", (*models.Visit).Erase,
		func(*models.Visit) string { return "The visit is erased." },
		func(wrong string) views.LeavingVisit { return views.LeavingVisit{Erase: wrong} })
}

// endVisit does away with a visit if its customer's name was typed, however its letters and spaces, and else says what is wrong.
func (p pages) endVisit(c echo.Context, input string, do func(*models.Visit, *models.Tx) error, said func(*models.Visit) string, refuse func(string) views.LeavingVisit) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	var visit *models.Visit
	wrong, place := "", ""
	err = p.Write(c, func(tx *models.Tx) (err error) {
		if visit, err = visitOf(c, tx); err != nil {
			return err
		}
		if place, err = placeOf(tx, visit); err != nil {
			return err
		}
		if wrong = mistyped(typed.Get(input), visit.Name()); wrong != "" {
			return nil
		}
		if err := do(visit, tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: said(visit)})
	})
	if err != nil {
		return err
	}
	if wrong != "" {
		return p.askToLeaveVisit(c, http.StatusUnprocessableEntity, visit, refuse(wrong))
	}
	return web.See(c, backTo(c, "", place))
}

// placeOf is the page on which a visit stands: an appointment in the calendar, whoever came by on the board.
func placeOf(tx *models.Tx, visit *models.Visit) (string, error) {
	if visit.IsAppointment() {
		return calendarOf(visit), nil
	}
	location, err := models.FindLocation(tx, models.Everywhere(), visit.LocationID)
	if err != nil {
		return "", err
	}
	return views.TodayFilter{Location: location.Slug}.Href(), nil
}

// calendarOf is the calendar on the day of a visit.
func calendarOf(visit *models.Visit) string {
	path := "/admin/calendar?location=" + strconv.FormatInt(visit.LocationID, 10)
	if visit.IsAppointment() {
		path += "&date=" + visit.Date[:10]
	}
	return path
}
