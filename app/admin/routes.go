// Package admin holds the staff's pages, one file for each noun, and the ways in: setup, login, invitations.
package admin

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// pages are the handlers of this package.
type pages struct{ *web.App }

// Routes are the staff's part of the route table.
func Routes(app *web.App) []web.Route {
	p := pages{app}
	routes := []web.Route{
		web.StaffPage(get, "/admin", web.SignedIn, p.first),
		web.StaffPage(get, "/admin/stream", web.SignedIn, p.stream).Streaming(),
		web.StaffPage(get, "/admin/share", web.Viewer, p.share),
		web.StaffPage(post, "/admin/first-steps", web.Admin, p.remindOfFirstSteps),
		web.StaffPage(get, "/admin/settings", web.SignedIn, p.settings),
		web.StaffPage(get, "/admin/settings/account", web.Admin, p.account),
		web.StaffPage(post, "/admin/settings/account", web.Admin, p.changeAccount),
		web.StaffPage(get, "/admin/settings/audit", web.Admin, p.audit),
	}
	return slices.Concat(
		routes,
		p.wayIn(),
		p.profileRoutes(),
		p.userRoutes(),
		p.keyRoutes(),
		p.locationRoutes(), p.displayRoutes(), p.serviceRoutes(), p.resourceRoutes(), p.backRoutes(),
		p.todayRoutes(),
		p.waitlistRoutes(),
		p.listViewRoutes(),
		p.entryRoutes(), p.listSettingRoutes(), p.ageOutRoutes(),
		p.peopleRoutes(),
		p.personRoutes(),
		p.deletedRoutes(),
		p.mergeRoutes(),
		p.noteRoutes(),
		p.fieldRoutes(),
		p.priorityRoutes(),
		p.importRoutes(),
		p.endpointRoutes(),
		p.visitRoutes(),
		p.calendarRoutes(),
		p.offerRoutes(),
	)
}

// wayIn are the pages of those who are not in yet.
func (p pages) wayIn() []web.Route {
	return []web.Route{
		web.StaffPage(get, "/setup", web.Anyone, p.showSetup),
		web.StaffPage(post, "/setup", web.Anyone, p.setup),
		web.StaffPage(get, "/login", web.Anyone, p.showLogin),
		web.StaffPage(post, "/login", web.Anyone, p.logIn),
		web.StaffPage(post, "/logout", web.SignedIn, p.logOut),
		web.StaffPage(get, "/welcome", web.Anyone, p.showWelcome),
		web.StaffPage(post, "/welcome", web.Anyone, p.welcome),
	}
}

// start is where staff begin: at the board where people come and go, else at the lists.
type start struct {
	views.Link
	Section string
}

func (p pages) startOf(c echo.Context) (start, error) {
	comes, err := models.AnybodyComes(p.Read(c), web.Scope(c))
	if comes {
		return start{views.Link{Label: "To today’s board", Href: todayPath}, "today"}, err
	}
	return start{views.Link{Label: "To the waitlists", Href: "/admin/waitlists"}, "waitlists"}, err
}

func (p pages) first(c echo.Context) error {
	start, err := p.startOf(c)
	if err != nil {
		return err
	}
	return web.See(c, start.Href)
}
