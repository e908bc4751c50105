package public

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// bookRoutes are the steps of a booking: what, when, who, and another time later on.
func (p pages) bookRoutes() []web.Route {
	return []web.Route{
		web.PublicPage(http.MethodGet, "/book", p.catalogue),
		web.PublicPage(http.MethodGet, "/book/:location/:service", p.chooseTime).Searching(),
		web.PublicPage(http.MethodPost, "/book/:location/:service", p.holdTime),
		web.PublicPage(http.MethodGet, "/hold/:token", p.heldTime).Searching(),
		web.PublicPage(http.MethodPost, "/hold/:token", p.bookHeld),
		web.PortalPage(http.MethodGet, "/p/:token/reschedule", p.chooseOther).Searching(),
		web.PortalPage(http.MethodPost, "/p/:token/reschedule", p.moveTo),
	}
}

// catalogue shows what can be booked and where.
func (p pages) catalogue(c echo.Context) error {
	places, err := p.bookable(c)
	if err != nil {
		return err
	}
	view := views.BookCatalogue{Places: places}
	if len(places) == 0 {
		if view.Wait.Lists, err = p.openFor(c, nil); err != nil {
			return err
		}
	}
	return web.Render(c, http.StatusOK, views.BookCataloguePage(p.page(c, "Book an appointment"), view))
}

// bookable are the public locations with the public services that each has, in the account's order. A location without any is left out.
func (p pages) bookable(c echo.Context) ([]views.BookPlace, error) {
	locations, err := models.Locations(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	services, err := models.Services(p.Read(c), models.Everywhere())
	if err != nil {
		return nil, err
	}
	places := []views.BookPlace{}
	for i := range locations {
		place := views.BookPlace{Name: locations[i].Name, Address: locations[i].AddressLine(), Slug: locations[i].Slug}
		for j := range services {
			if isBookable(&locations[i], &services[j]) {
				place.Services = append(place.Services, views.OpenList{
					Name: services[j].Name, Href: bookPath(&locations[i], &services[j]), About: strings.Join(serviceFacts(&services[j]), " · "),
				})
			}
		}
		if len(place.Services) > 0 {
			places = append(places, place)
		}
	}
	return places, nil
}

// isBookable holds where customers may book the service at the location.
func isBookable(location *models.Location, service *models.Service) bool {
	return location.IsPublic && service.IsPublic && (len(service.LocationIDs) == 0 || slices.Contains(service.LocationIDs, location.ID))
}

func bookPath(location *models.Location, service *models.Service) string {
	return "/book/" + location.Slug + "/" + service.Slug
}

// openFor are the waitlists that can be joined instead: those of the location and those of none.
func (p pages) openFor(c echo.Context, location *models.Location) ([]views.OpenList, error) {
	lists, err := p.openLists(c)
	if err != nil {
		return nil, err
	}
	open := []views.OpenList{}
	for i := range lists {
		if location != nil && lists[i].LocationID != nil && *lists[i].LocationID != location.ID {
			continue
		}
		line, err := p.listed(c, &lists[i])
		if err != nil {
			return nil, err
		}
		if line.State.Tone == "good" {
			open = append(open, line)
		}
	}
	return open, nil
}
