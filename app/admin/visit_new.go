package admin

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// whileTyping asks who it may be before anybody said so.
const whileTyping = "typing"

// newVisit asks who comes, for what, when; a click on the calendar fills in location, date and resource, a person's page the person.
func (p pages) newVisit(c echo.Context) error {
	form := views.NewVisitForm{
		Location: c.QueryParam("location"), Service: c.QueryParam("service"), Person: c.QueryParam("person"), Back: backTo(c, ""),
		Once: web.NewOnceKey(), PartySize: "1",
	}
	form.Day, form.Time = splitWall(c.QueryParam("date"))
	form.Resource = c.QueryParams()["resource"]
	page, err := p.visitToBook(c, &form)
	if err != nil {
		return err
	}
	return p.renderNewVisit(c, http.StatusOK, page)
}

func (p pages) renderNewVisit(c echo.Context, status int, page *views.NewVisitPage) error {
	frame := p.Page(c, "New appointment", "calendar")
	frame.Invalid = len(page.Form.Errors) > 0
	return web.Render(c, status, views.NewVisit(frame, page))
}

// visitToBook loads what the form offers for what is typed so far.
func (p pages) visitToBook(c echo.Context, form *views.NewVisitForm) (*views.NewVisitPage, error) {
	tx, page := p.Read(c), &views.NewVisitPage{MayOverrule: web.Manager.Admits(web.Who(c))}
	if form.Errors == nil {
		form.Errors = models.Invalid{}
	}
	var err error
	if page.Locations, err = models.Locations(tx, web.Scope(c)); err != nil {
		return nil, err
	}
	if page.Location, err = locationWanted(page.Locations, form.Location); err != nil {
		return nil, err
	}
	if page.Location == nil {
		page.Form = *form
		return page, nil
	}
	form.Location = strconv.FormatInt(page.Location.ID, 10)
	if page.Clock, page.Country, err = p.clock(tx); err != nil {
		return nil, err
	}
	if form.Day == "" {
		form.Day = models.DateIn(p.Now(), page.Location.Zone()).String()
	}
	if page.Services, err = servicesAt(tx, page.Location.ID); err != nil {
		return nil, err
	}
	if form.Service == "" && len(page.Services) == 1 {
		form.Service = strconv.FormatInt(page.Services[0].ID, 10)
	}
	if page.Who, err = whoChoices(tx, page.Location.ID, chosenIDs([]string{form.Service}, nil), chosenIDs(form.Resource, nil)); err != nil {
		return nil, err
	}
	if form.Show != whileTyping {
		if page.Person, err = personNamed(c, tx, form.Person); err != nil {
			return nil, err
		}
	}
	if page.Matches, err = matches(c, tx, form); err != nil {
		return nil, err
	}
	if query := p.newVisitQuery(page, form); len(query.Services) > 0 {
		page.Free, page.Later, err = freeTimes(tx, query, form.Day)
	}
	page.Form = *form
	return page, err
}

// locationWanted is the one of the number or slug, or the usual one; nil where there is none at all.
func locationWanted(locations []models.Location, number string) (*models.Location, error) {
	if number == "" {
		return usualPlace(locations), nil
	}
	for i := range locations {
		if strconv.FormatInt(locations[i].ID, 10) == number || locations[i].Slug == number {
			return &locations[i], nil
		}
	}
	return nil, models.ErrNotFound
}

func servicesAt(tx *models.Tx, locationID int64) ([]models.Service, error) {
	services, err := models.Services(tx, models.Everywhere())
	var here []models.Service
	for i := range services {
		if atLocation(services[i].LocationIDs, locationID) {
			here = append(here, services[i])
		}
	}
	return here, err
}

// personNamed is nil for somebody new.
func personNamed(c echo.Context, tx *models.Tx, number string) (*models.Person, error) {
	if number == "" || number == "new" {
		return nil, nil
	}
	id, err := web.ID(number)
	if err != nil {
		return nil, err
	}
	return models.FindPerson(tx, web.Scope(c), id)
}

// matches are people whom the typed phone or e-mail belongs to; for who looks, also those whose phone or name begins so.
func matches(c echo.Context, tx *models.Tx, form *views.NewVisitForm) ([]models.Person, error) {
	if form.Person != "" && form.Person != "new" && form.Show != whileTyping {
		return nil, nil
	}
	found, err := models.FindByContact(tx, web.Scope(c), form.Phone, form.Email)
	letters := 1
	switch {
	case err != nil || len(found) > 0 || form.Show == "":
		return found, err
	case form.Show == whileTyping:
		letters = fewLetters
	}
	found, _, err = beginningWith(c, tx, letters, form.Phone, form.FirstName+" "+form.LastName)
	return found, err
}

func (p pages) newVisitQuery(page *views.NewVisitPage, form *views.NewVisitForm) models.AvailabilityQuery {
	query := models.AvailabilityQuery{
		Location: page.Location, ResourceIDs: chosenIDs(form.Resource, nil), PartySize: wholeNumber(form.PartySize, 1),
		Duration: 60 * wholeNumber(form.Minutes, 0), ForStaff: true, Now: models.At(p.Now()),
	}
	for i := range page.Services {
		if strconv.FormatInt(page.Services[i].ID, 10) == form.Service {
			query.Services = append(query.Services, page.Services[i])
		}
	}
	return query
}
