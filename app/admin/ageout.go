package admin

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	daysAhead   = 30
	nightsShown = 100
	linesShown  = 200
)

// ageOutRoutes are the nightly run before and after it ran.
func (p pages) ageOutRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/ageout", web.Viewer, p.ageOutSoon),
		web.StaffPage(get, "/admin/ageout/runs", web.Viewer, p.ageOutRuns),
		web.StaffPage(get, "/admin/ageout/runs/:run", web.Viewer, p.ageOutRun),
	}
}

// ageOutSoon shows whom the coming nights move, of the lists that the user may see.
func (p pages) ageOutSoon(c echo.Context) error {
	tx, scope := p.Read(c), web.Scope(c)
	page := views.AgeOutPage{Days: daysAhead, Today: models.DateIn(p.Now(), p.Zone(c))}
	var err error
	if name := c.QueryParam("list"); name != "" {
		if page.List, err = models.FindWaitlist(tx, scope, name); err != nil {
			return err
		}
	}
	if page.Moves, err = models.DueSoon(tx, scope, p.Now(), daysAhead); err != nil {
		return err
	}
	page.Moves = slices.DeleteFunc(page.Moves, func(m models.Move) bool {
		return page.List != nil && m.From.ID != page.List.ID
	})
	if page.Unknown, err = models.WithoutBirthdate(tx, scope, linesShown); err != nil {
		return err
	}
	page.Unknown = slices.DeleteFunc(page.Unknown, func(e models.Entry) bool { return page.List != nil && e.WaitlistID != page.List.ID })
	return web.Render(c, http.StatusOK, views.AgeOut(p.Page(c, "Who ages out", "waitlists"), page))
}

func (p pages) ageOutRuns(c echo.Context) error {
	nights, err := models.AgeOutRuns(p.Read(c), web.Scope(c), nightsShown)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.AgeOutRuns(p.Page(c, "Past nights", "waitlists"), nights))
}

func (p pages) ageOutRun(c echo.Context) error {
	id, err := web.ID(c.Param("run"))
	if err != nil {
		return err
	}
	after, err := strconv.ParseInt("0"+c.QueryParam("after"), 10, 64)
	if err != nil {
		return models.ErrNotFound
	}
	night, lines, err := models.AgeOutReport(p.Read(c), web.Scope(c), id, after, linesShown+1)
	if err != nil {
		return err
	}
	report := views.AgeOutReport{Night: *night, Lines: lines}
	if len(lines) > linesShown {
		report.Lines = lines[:linesShown]
		report.Next = "?after=" + strconv.FormatInt(lines[linesShown-1].ID, 10)
	}
	if night.FinishedAt != nil {
		report.Took = " · took " + night.FinishedAt.Sub(night.StartedAt.Time).Round(time.Millisecond).String()
	}
	return web.Render(c, http.StatusOK, views.AgeOutRun(p.Page(c, "Night of "+night.LocalDate.Text(), "waitlists"), report))
}
