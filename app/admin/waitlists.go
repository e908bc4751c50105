package admin

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// waitlistRoutes are the pages of lists and of those who wait on them.
func (p pages) waitlistRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/admin/waitlists", web.Viewer, p.showWaitlists),
		web.StaffPage(get, "/admin/waitlists/:list", web.Viewer, p.showWaitlist),
		web.StaffPage(post, "/admin/waitlists/:list/export.csv", web.Staff, p.exportWaitlist),
		web.StaffPage(get, "/admin/waitlists/:list/people", web.Staff, p.showJoin),
		web.StaffPage(post, "/admin/waitlists/:list/entries", web.Staff, p.join),
		web.StaffPage(get, "/admin/waitlists/:list/bulk", web.Staff, p.showBulk),
		web.StaffPage(post, "/admin/waitlists/:list/bulk", web.Staff, p.bulk),
		web.StaffPage(post, "/admin/waitlists/:list/restoration", web.Staff, p.restoreMany),
	}
}

// waitlist is the list that the address names, where the user may see it.
func (p pages) waitlist(c echo.Context) (*models.Waitlist, error) {
	return models.FindWaitlist(p.Read(c), web.Scope(c), c.Param("list"))
}

func (p pages) showWaitlists(c echo.Context) error {
	tx := p.Read(c)
	lists, err := models.Waitlists(tx, web.Scope(c))
	if err != nil {
		return err
	}
	names, err := waitlistNames(tx)
	if err != nil {
		return err
	}
	places, err := locationNames(tx)
	if err != nil {
		return err
	}
	lines := make([]views.WaitlistLine, len(lists))
	for i := range lists {
		lines[i].List = lists[i]
		if lines[i].Counts, err = lists[i].Counts(tx, models.At(p.Now())); err != nil {
			return err
		}
		if next := lists[i].NextWaitlistID; next != nil {
			lines[i].Next = names[*next]
		}
		if at := lists[i].LocationID; at != nil {
			lines[i].Location = places[*at]
		}
	}
	steps, err := p.firstSteps(c)
	if err != nil {
		return err
	}
	if steps != nil && steps.Place != nil {
		steps = nil // they stand where staff begin, on the board
	}
	return web.Render(c, http.StatusOK, views.Waitlists(p.Page(c, "Waitlists", "waitlists"), lines, steps))
}

func (p pages) showWaitlist(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	return p.renderWaitlist(c, http.StatusOK, list, views.NewWaitlistFilter("/admin/waitlists/"+list.Slug, c.QueryParams()))
}

// renderWaitlist shows a list in the state that filter says. A filter that cannot be read is answered with the whole list and a sentence.
func (p pages) renderWaitlist(c echo.Context, status int, list *models.Waitlist, state views.WaitlistFilter) error {
	tx := p.Read(c)
	view, err := p.waitlistView(tx, list)
	if err != nil {
		return err
	}
	filter, invalid := readEntriesFilter(state)
	filter.WaitlistID, filter.Now = list.ID, models.At(view.Now)
	page := views.WaitlistPage{WaitlistView: view, Filter: state, Tab: filter.Tab, Stale: status == http.StatusConflict, Invalid: invalid}
	if len(invalid) > 0 {
		status = http.StatusUnprocessableEntity
	}
	if err := p.fillWaitlist(tx, &page, filter); err != nil {
		return err
	}
	if page.Views, err = savedViews(c, tx, list); err != nil {
		return err
	}
	frame := p.Page(c, list.Name, "waitlists")
	frame.Scripts, frame.Invalid = []string{"sortable.js"}, len(invalid) > 0
	return web.Render(c, status, views.Waitlist(frame, page))
}

func (p pages) waitlistView(tx *models.Tx, list *models.Waitlist) (views.WaitlistView, error) {
	zone, err := list.Zone(tx)
	if err != nil {
		return views.WaitlistView{}, err
	}
	now := p.Now()
	return views.WaitlistView{List: list, Now: now, Zone: zone, Today: models.DateIn(now, zone)}, nil
}

func (p pages) fillWaitlist(tx *models.Tx, page *views.WaitlistPage, filter models.EntriesFilter) (err error) {
	list := page.List
	if page.Counts, err = list.Counts(tx, filter.Now); err != nil {
		return err
	}
	if page.Matching, err = models.CountEntries(tx, filter); err != nil {
		return err
	}
	if page.Priorities, err = models.Priorities(tx); err != nil {
		return err
	}
	if page.Days, err = models.ChoicesOf(tx, models.ForDays); err != nil {
		return err
	}
	if page.Fields, err = models.FilterFields(tx); err != nil {
		return err
	}
	if list.NextWaitlistID != nil {
		names, err := waitlistNames(tx)
		if err != nil {
			return err
		}
		page.Next = names[*list.NextWaitlistID]
	}
	if page.Leaving, err = leavingTonight(tx, list, page.Now, page.Zone); err != nil {
		return err
	}
	return fillRows(tx, page, filter)
}

// leavingTonight counts whom the next nightly run takes off the list.
func leavingTonight(tx *models.Tx, list *models.Waitlist, now time.Time, zone *time.Location) (int, error) {
	account, err := models.FindAccount(tx)
	if err != nil {
		return 0, err
	}
	at, err := models.ParseClock(account.NightAt)
	if err != nil {
		return 0, err
	}
	latest := models.LocalDueDate(now, zone, at)
	moves, err := models.DueMoves(tx, list, latest, latest.AddDays(1))
	return len(moves), err
}

// waitlistNames are the names of the lists in use, by number.
func waitlistNames(tx *models.Tx) (map[int64]string, error) {
	lists, err := models.Waitlists(tx, models.Everywhere())
	names := map[int64]string{}
	for i := range lists {
		names[lists[i].ID] = lists[i].Name
	}
	return names, err
}

func locationNames(tx *models.Tx) (map[int64]string, error) {
	locations, err := models.Locations(tx, models.Everywhere())
	names := map[int64]string{}
	for i := range locations {
		names[locations[i].ID] = locations[i].Name
	}
	return names, err
}

// waitlistPath is where a list is shown.
func waitlistPath(list *models.Waitlist) string {
	return "/admin/waitlists/" + url.PathEscape(list.Slug)
}
