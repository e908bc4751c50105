package admin

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	railPeople = 20
	railFreed  = 8
)

// calendarRail is what was freed in the four weeks ahead, and who in line could take the time of the address, or come on the day shown.
func (p pages) calendarRail(c echo.Context, page *views.CalendarPage) (*views.CalendarRail, error) {
	tx, now := p.Read(c), models.At(p.Now())
	rail := &views.CalendarRail{Gap: gapOf(c), Asked: c.QueryParam("soon") != ""}
	var err error
	if rail.Freed, err = page.Location.Freed(tx, now, models.At(now.AddDate(0, 0, freeAhead)), railFreed); err != nil {
		return nil, err
	}
	switch {
	case rail.Gap != nil:
		rail.On = dateWanted(rail.Gap.Wall[:10], page.Date)
		if err := tooSoon(tx, page.Location, rail, now); err != nil {
			return nil, err
		}
	case len(page.Dates) == 1:
		rail.On = page.Date
	}
	if rail.TooSoon != "" {
		return rail, nil
	}
	query := models.FitQuery{Scope: web.Scope(c), Location: page.Location, On: rail.On, Limit: railPeople}
	entries, count, err := models.Fitting(tx, query)
	if err != nil {
		return nil, err
	}
	if count == 0 {
		query.On = models.Date{}
		if _, rail.Waiting, err = models.Fitting(tx, query); err != nil {
			return nil, err
		}
	}
	people := make([]int64, len(entries))
	for i := range entries {
		people[i] = entries[i].PersonID
	}
	days, err := models.AnswersTo(tx, models.ForDays, people)
	if err != nil {
		return nil, err
	}
	for i := range entries {
		rail.People = append(rail.People, views.RailPerson{Entry: &entries[i], Days: shortDays(days[entries[i].PersonID])})
	}
	rail.Count = count
	return rail, notAsked(tx, rail)
}

// gapOf is the free time that the address names, nil where it names none that can be read.
func gapOf(c echo.Context) *views.Gap {
	wall := c.QueryParam("gap")
	if _, err := time.Parse(localMinute, wall); err != nil {
		return nil
	}
	return &views.Gap{Wall: wall, Service: filterID(c.QueryParam("service")), Resources: chosenIDs(c.QueryParams()["with"], nil)}
}

// tooSoon says why nobody is proposed for a time that begins within the notice of its service, unless staff ask for them all the same.
func tooSoon(tx *models.Tx, location *models.Location, rail *views.CalendarRail, now models.Instant) error {
	wall, err := models.ParseWall(rail.Gap.Wall, location.Zone())
	var none models.Sentence // a time that the clocks leave out
	if errors.As(err, &none) {
		rail.Gap = nil
		return nil
	}
	if err != nil {
		return err
	}
	if !wall.At.After(now.Time) {
		rail.TooSoon = "This time has passed."
		return nil
	}
	services, err := servicesNamed(tx, []int64{rail.Gap.Service})
	for _, service := range services {
		notice := time.Duration(service.MinimumNotice) * time.Second
		if wall.At.Sub(now.Time) >= notice {
			continue
		}
		words := "This time is nearer than the notice of “" + service.Name + "”, " + models.SpanText(service.MinimumNotice) + "."
		if rail.Note = words; !rail.Asked {
			rail.Note, rail.TooSoon = "", words+" Nobody is proposed for it."
		}
	}
	return err
}

// notAsked explains days that do not name the one shown: the forms let nobody choose it.
func notAsked(tx *models.Tx, rail *views.CalendarRail) error {
	if rail.On.IsZero() || rail.Note != "" || !slices.ContainsFunc(rail.People, func(p views.RailPerson) bool { return p.Days != "" }) {
		return nil
	}
	day := rail.On.Weekday()
	asked, err := models.AsksAbout(tx, day)
	if !asked {
		rail.Note = "Nobody is asked about " + day.String() + "s: these are the days that people chose among the others."
	}
	return err
}

// shortDays are the first letters of the days that somebody said.
func shortDays(stored string) string {
	days := models.SplitChoices(stored)
	for i, day := range days {
		if letters := []rune(day); len(letters) > 3 {
			days[i] = string(letters[:3])
		}
	}
	return strings.Join(days, " ")
}
