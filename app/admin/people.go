package admin

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) peopleRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(http.MethodGet, "/admin/people", web.Viewer, p.people),
		web.StaffPage(http.MethodPost, "/admin/people/export.csv", web.Viewer, p.exportPeople).Streaming(),
	}
}

// people lists everybody that the user may see.
func (p pages) people(c echo.Context) error {
	query := views.PeopleQueryOf(c.QueryParams())
	tx := p.Read(c)
	shown := views.PeoplePage{Query: query}
	var err error
	if shown.List, err = models.ListPeople(tx, peopleFilter(c, query)); err != nil {
		return err
	}
	if shown.Lists, err = models.Waitlists(tx, web.Scope(c)); err != nil {
		return err
	}
	if shown.Priorities, err = models.Priorities(tx); err != nil {
		return err
	}
	if shown.Clock, shown.Country, err = p.clock(tx); err != nil {
		return err
	}
	page := p.Page(c, "People", "people")
	page.Search = query.Words
	return web.Render(c, http.StatusOK, views.People(page, shown))
}

func peopleFilter(c echo.Context, query views.PeopleQuery) models.PeopleFilter {
	return models.PeopleFilter{
		Scope: web.Scope(c), Query: query.Words, WaitlistID: filterID(query.List), PriorityID: filterID(query.Priority),
		On: models.PeopleOn(query.On), Sort: models.PeopleSort(query.Sort), Reverse: query.Down, Cursor: query.Cursor,
	}
}

// filterID is 0, which narrows nothing, for no filter, and a number that no row has for one that is no number.
func filterID(text string) int64 {
	if text == "" {
		return 0
	}
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return -1
	}
	return id
}

// clock is the account's wall clock, with the country that phone numbers are read by.
func (p pages) clock(tx *models.Tx) (clock views.Clock, country string, err error) {
	account, err := models.FindAccount(tx)
	if err != nil {
		return views.Clock{Now: p.Now(), Zone: time.UTC}, "", err
	}
	return views.Clock{Now: p.Now(), Zone: account.Zone()}, account.Country, nil
}
