package admin

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// share shows the links of the public pages, to hand out and to print.
func (p pages) share(c echo.Context) error {
	lines, closed, err := p.shareLines(c)
	if err != nil {
		return err
	}
	booking, err := p.shareBooking(c)
	if err != nil {
		return err
	}
	lists, err := p.shareLists(c)
	if err != nil {
		return err
	}
	links := slices.Concat(lines, booking, lists, closed)
	if len(links) > 0 {
		links = slices.Insert(links, 0, views.ShareLink{Name: "All in one place", URL: p.Link("/"), Home: true})
	}
	start, err := p.startOf(c)
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.Share(p.Page(c, "Share", start.Section), links, start.Link))
}

// shareLines are the lines of locations, those that are closed apart: they come last.
func (p pages) shareLines(c echo.Context) (open, closed []views.ShareLink, err error) {
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	for i := range locations {
		location := &locations[i]
		link := views.ShareLine(location, p.Link("/queue/"+location.Slug))
		switch {
		case !location.IsPublic:
		case !location.IsQueueOpen:
			link.Note = "The line is closed now: the page says so, and nobody can join."
			link.Mend = views.Link{Label: "Open it on the board", Href: todayPath + "?location=" + location.Slug}
			closed = append(closed, link)
		default:
			if !location.IsOpen(p.Now()) {
				link.Note = "It is outside the opening hours now: the page says when the line opens."
				link.Mend = views.Link{Label: "Change the hours", Href: locationPath(location) + "/hours"}
			}
			open = append(open, link)
		}
	}
	return open, closed, err
}

// shareBooking is there where customers can book something.
func (p pages) shareBooking(c echo.Context) ([]views.ShareLink, error) {
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	if err != nil {
		return nil, err
	}
	services, err := models.Services(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	for _, service := range services {
		booked := slices.ContainsFunc(locations, func(l models.Location) bool {
			return l.IsPublic && (len(service.LocationIDs) == 0 || slices.Contains(service.LocationIDs, l.ID))
		})
		if service.IsPublic && booked {
			return []views.ShareLink{views.ShareBooking(p.Link("/book"))}, nil
		}
	}
	return nil, nil
}

func (p pages) shareLists(c echo.Context) ([]views.ShareLink, error) {
	lists, err := models.Waitlists(p.Read(c), web.Scope(c))
	links := []views.ShareLink{}
	for i := range lists {
		list := &lists[i]
		if !list.IsPublic {
			continue
		}
		link := views.ShareList(list, p.Link("/signup/"+list.Slug))
		if !list.IsOpen {
			link.Note = "This list is closed now: the page says so, and nobody can join."
			link.Mend = views.Link{Label: "Open it", Href: "/admin/settings/waitlists/" + list.Slug}
		}
		links = append(links, link)
	}
	return links, err
}
