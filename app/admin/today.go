package admin

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const todayPath = "/admin/today"

// todayRoutes are the board of a location's queue and what is done on it.
func (p pages) todayRoutes() []web.Route {
	routes := []web.Route{
		web.StaffPage(get, todayPath, web.Viewer, p.board),
		web.StaffPage(get, todayPath+"/new", web.Staff, p.newWalkIn),
		web.StaffPage(get, todayPath+"/known", web.Staff, p.knownWalkIn),
		web.StaffPage(post, todayPath+"/locations/:location/visits", web.Staff, p.addWalkIn),
		web.StaffPage(post, todayPath+"/locations/:location/line", web.Staff, p.switchLine),
		web.StaffPage(post, todayPath+"/locations/:location/lateness", web.Staff, p.runLate),
		web.StaffPage(get, todayPath+"/visits/:visit/service", web.Staff, p.askStep("service")),
		web.StaffPage(get, todayPath+"/visits/:visit/position", web.Staff, p.askStep("position")),
		web.StaffPage(get, todayPath+"/visits/:visit/cancellation", web.Staff, p.askStep("cancellation")),
	}
	for _, step := range visitSteps() {
		routes = append(routes, web.StaffPage(post, todayPath+"/visits/:visit/"+step.noun, web.Staff, p.stepVisit(step)))
	}
	return routes
}

// board is that of the location that the address names.
func (p pages) board(c echo.Context) error {
	filter := views.NewTodayFilter(c.QueryParams())
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	if err != nil {
		return err
	}
	if len(locations) == 0 && filter.Location == "" {
		board := new(views.TodayPage)
		if board.FirstSteps, err = p.firstSteps(c); err != nil {
			return err
		}
		return web.Render(c, http.StatusOK, views.Today(p.Page(c, "Today", "today"), board))
	}
	if filter.Location == "" && len(locations) > 1 {
		filter.Location = usualPlace(locations).Slug
		return web.See(c, filter.Href())
	}
	location := usualPlace(locations)
	if filter.Location != "" {
		if location, err = models.FindLocationByPublicID(p.Read(c), web.Scope(c), filter.Location); err != nil {
			return err
		}
	}
	return p.renderToday(c, http.StatusOK, &views.TodayPage{Location: location, Filter: filter})
}

// usualPlace is where staff begin who name no location: where people may join, else the first.
func usualPlace(locations []models.Location) *models.Location {
	open := slices.IndexFunc(locations, func(l models.Location) bool { return l.IsQueueOpen })
	if len(locations) == 0 {
		return nil
	}
	return &locations[max(open, 0)]
}

func (p pages) renderToday(c echo.Context, status int, board *views.TodayPage) error {
	board.Filter.Location = board.Location.Slug
	if err := p.fillToday(c, board); err != nil {
		return err
	}
	board.Narrow()
	var err error
	if board.FirstSteps, err = p.firstSteps(c); err != nil {
		return err
	}
	frame, err := p.placed(c, p.Page(c, "Today – "+board.Location.Name, "today"), board.Location, todayPath+"?")
	if err != nil {
		return err
	}
	frame.Scripts, frame.Styles = []string{"today.js"}, []string{"today.css"}
	return web.Render(c, status, views.Today(frame, board))
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }

// placed adds to a frame the locations that its page can be about; the address ends before the parameter that names one.
func (p pages) placed(c echo.Context, frame views.Page, at *models.Location, address string) (views.Page, error) {
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	for i := range locations {
		frame.Places = append(frame.Places, views.Place{Name: locations[i].Name, Href: address + "location=" + locations[i].Slug, Current: locations[i].ID == at.ID})
	}
	return frame, err
}

// fillToday loads the whole board. The version that a live page compares is read first: what changes in between is fetched again.
func (p pages) fillToday(c echo.Context, board *views.TodayPage) (err error) {
	tx, location := p.Read(c), board.Location
	watch := models.Watch{Kind: "location", ID: location.ID}
	versions, err := models.Versions(tx, map[models.Watch]bool{watch: true})
	if err != nil {
		return err
	}
	board.Watched = watch.String() + "@" + idText(versions[watch])
	board.Clock = views.Clock{Now: p.Now(), Zone: location.Zone()}
	if board.Board, err = location.Queue(tx, board.Clock.Now); err != nil {
		return err
	}
	board.InLine, board.Serving = len(board.Board.Waiting), slices.Clone(board.Board.Serving)
	if board.Status, err = location.Status(tx, models.At(board.Clock.Now)); err != nil {
		return err
	}
	if board.Accuracy, err = location.WaitAccuracy(tx); err != nil {
		return err
	}
	if board.Open, err = openPlaces(tx, web.Scope(c), location); err != nil {
		return err
	}
	return fillStaff(tx, board)
}

// fillStaff loads what the location offers and who works there.
func fillStaff(tx *models.Tx, board *views.TodayPage) (err error) {
	location := board.Location
	if board.Services, err = models.Services(tx, models.Everywhere()); err != nil {
		return err
	}
	board.Services = slices.DeleteFunc(board.Services, func(s models.Service) bool {
		return len(s.LocationIDs) > 0 && !slices.Contains(s.LocationIDs, location.ID)
	})
	if board.Resources, err = models.Resources(tx, models.Everywhere()); err != nil {
		return err
	}
	board.Resources = slices.DeleteFunc(board.Resources, func(r models.Resource) bool {
		return len(r.LocationIDs) > 0 && !slices.Contains(r.LocationIDs, location.ID)
	})
	return nil
}

// openPlaces are what the waitlists of a location, and those of none, have room for; nil where none of them has a limit.
func openPlaces(tx *models.Tx, scope models.Scope, location *models.Location) (open *int, err error) {
	lists, err := models.Waitlists(tx, scope)
	for i := range lists {
		if at := lists[i].LocationID; lists[i].Capacity == nil || at != nil && *at != location.ID {
			continue
		}
		active, err := lists[i].Active(tx)
		if err != nil {
			return nil, err
		}
		if open == nil {
			open = new(int)
		}
		*open += max(0, *lists[i].Capacity-active)
	}
	return open, err
}
