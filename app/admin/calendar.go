package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const calendarPath = "/admin/calendar"

func (p pages) calendarRoutes() []web.Route {
	return []web.Route{web.StaffPage(get, calendarPath, web.Viewer, p.calendar)}
}

// calendar shows a location's appointments of a day or a week.
func (p pages) calendar(c echo.Context) error {
	tx := p.Read(c)
	page := &views.CalendarPage{View: c.QueryParam("view"), Now: p.Now(), Here: c.Request().URL.RequestURI(), MayEdit: web.Staff.Admits(web.Who(c)), By: web.User(c).Name}
	frame := p.Page(c, "Calendar", "calendar")
	var err error
	if page.Locations, err = models.Locations(tx, web.Scope(c)); err != nil {
		return err
	}
	if page.Location, err = locationWanted(page.Locations, c.QueryParam("location")); err != nil {
		return err
	}
	if page.Location == nil {
		return web.Render(c, http.StatusOK, views.NoCalendar(frame))
	}
	if page.Watch, err = watchOf(tx, page.Location); err != nil {
		return err
	}
	page.Date = dateWanted(c.QueryParam("date"), models.DateIn(p.Now(), page.Location.Zone()))
	page.Dates = datesShown(page.View, page.Date)
	if page.Resources, err = resourcesAt(tx, page.Location.ID); err != nil {
		return err
	}
	if id := filterID(c.QueryParam("resource")); slices.ContainsFunc(page.Resources, func(r models.Resource) bool { return r.ID == id }) {
		page.Resource = id
	}
	if page.Visits, err = p.calendarVisits(tx, page); err != nil {
		return err
	}
	if page.MayEdit {
		if page.Rail, err = p.calendarRail(c, page); err != nil {
			return err
		}
	}
	page.Columns = columnsOf(page)
	page.Draw()
	if frame, err = p.placed(c, frame, page.Location, page.Elsewhere()); err != nil {
		return err
	}
	frame.Scripts, frame.Styles = []string{"calendar.js"}, []string{"calendar.css"}
	return web.Render(c, http.StatusOK, views.Calendar(frame, page))
}

// watchOf is what a live page of a location follows, with the version that it shows.
func watchOf(tx *models.Tx, location *models.Location) (string, error) {
	watch := models.Watch{Kind: "location", ID: location.ID}
	versions, err := models.Versions(tx, map[models.Watch]bool{watch: true})
	return watch.String() + "@" + strconv.FormatInt(versions[watch], 10), err
}

// dateWanted is a date of the address; what is none is today.
func dateWanted(text string, today models.Date) models.Date {
	date, err := models.ParseDate(strings.TrimSpace(text))
	if err != nil || !date.Valid() {
		return today
	}
	return date
}

// datesShown are the day, the seven days from it on, or its week from Monday on.
func datesShown(view string, date models.Date) []models.Date {
	days := 1
	switch view {
	case views.CalendarWeek:
		date, days = date.AddDays(-(int(date.Weekday())+6)%7), 7
	case views.CalendarList:
		days = 7
	}
	var dates []models.Date
	for i := range days {
		dates = append(dates, date.AddDays(i))
	}
	return dates
}

func resourcesAt(tx *models.Tx, locationID int64) ([]models.Resource, error) {
	resources, err := models.Resources(tx, models.Everywhere())
	return slices.DeleteFunc(resources, func(r models.Resource) bool { return !r.IsActive || !atLocation(r.LocationIDs, locationID) }), err
}

// calendarVisits are the appointments of the days shown that take their time: holds too, but nothing that was called off.
func (p pages) calendarVisits(tx *models.Tx, page *views.CalendarPage) ([]views.CalendarVisit, error) {
	first, last := page.Dates[0], page.Dates[len(page.Dates)-1]
	zone := page.Location.Zone()
	from := first.In(zone)
	found, err := page.Location.Appointments(tx, from.Add(-24*time.Hour), last.AddDays(1).In(zone), page.Resource, true)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(v models.Visit) bool {
		return !v.EndsAt.After(from) || v.IsExpired(p.Now()) || v.CancelledTime != nil || v.DeclinedTime != nil || v.ExpiredTime != nil
	})
	snapshots, err := models.VisitSnapshots(tx, found...)
	if err != nil {
		return nil, err
	}
	visits := make([]views.CalendarVisit, len(found))
	for i := range found {
		visits[i] = views.NewCalendarVisit(&found[i], snapshots[i])
	}
	return visits, nil
}

// columnsOf are the resources on a day, or the days of a week.
func columnsOf(page *views.CalendarPage) []views.CalendarColumn {
	if page.View == views.CalendarWeek {
		return weekColumns(page)
	}
	var columns []views.CalendarColumn
	shown := map[int64]bool{}
	for i := range page.Resources {
		r := &page.Resources[i]
		shown[r.ID] = true
		if page.Resource != 0 && page.Resource != r.ID {
			continue
		}
		column := views.CalendarColumn{Title: r.Name, Resource: r.ID, Date: page.Date, Open: r.OpenOn(page.Location, page.Date)}
		column.Visits = visitsThat(page.Visits, func(v *views.CalendarVisit) bool { return slices.Contains(v.ResourceIDs, r.ID) })
		columns = append(columns, column)
	}
	others := visitsThat(page.Visits, func(v *views.CalendarVisit) bool {
		return !slices.ContainsFunc(v.ResourceIDs, func(id int64) bool { return shown[id] })
	})
	if page.Resource == 0 && len(others) > 0 || len(columns) == 0 {
		title := "Nobody in particular"
		if len(columns) == 0 {
			title = page.Location.Name
		}
		columns = append(columns, views.CalendarColumn{Title: title, Date: page.Date, Open: page.Location.OpenOn(page.Date), Visits: others})
	}
	return columns
}

func weekColumns(page *views.CalendarPage) []views.CalendarColumn {
	var columns []views.CalendarColumn
	for _, date := range page.Dates {
		column := views.CalendarColumn{Title: date.In(time.UTC).Format("Mon 2 Jan"), Resource: page.Resource, Date: date, Open: page.Location.OpenOn(date)}
		for i := range page.Resources {
			if page.Resources[i].ID == page.Resource {
				column.Open = page.Resources[i].OpenOn(page.Location, date)
			}
		}
		day := models.DayIn(date, page.Location.Zone())
		column.Visits = visitsThat(page.Visits, func(v *views.CalendarVisit) bool {
			return v.StartsAt.Before(day.Until.Time) && v.EndsAt.After(day.From.Time)
		})
		columns = append(columns, column)
	}
	return columns
}

func visitsThat(visits []views.CalendarVisit, fit func(*views.CalendarVisit) bool) []views.CalendarVisit {
	var fitting []views.CalendarVisit
	for i := range visits {
		if fit(&visits[i]) {
			fitting = append(fitting, visits[i])
		}
	}
	return fitting
}
