package admin

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const locationsPath = "/admin/settings/locations"

func (p pages) locationRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, locationsPath, web.Manager, p.locations),
		web.StaffPage(get, locationsPath+"/new", web.Manager, p.newLocation),
		web.StaffPage(post, locationsPath, web.Manager, p.createLocation),
		web.StaffPage(get, locationsPath+"/:id", web.Manager, p.location),
		web.StaffPage(post, locationsPath+"/:id", web.Manager, p.changeLocation),
		web.StaffPage(post, locationsPath+"/:id/archive", web.Manager, p.archiveLocation),
	}
}

// locations lists the sites.
func (p pages) locations(c echo.Context) error {
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	if err != nil {
		return err
	}
	var rows []views.LocationRow
	for _, location := range locations {
		rows = append(rows, views.LocationRow{
			Href: locationsPath + "/" + strconv.FormatInt(location.ID, 10), Name: location.Name, Address: location.Address,
			Zone: location.TimeZone, Now: p.Now().In(location.Zone()).Format("Mon 15:04"),
		})
	}
	return web.Render(c, http.StatusOK, views.Locations(p.Page(c, "Locations", "settings"), rows))
}

// newLocation asks for a site, in the account's zone unless told.
func (p pages) newLocation(c echo.Context) error {
	return p.askLocation(c, http.StatusOK, views.LocationForm{TimeZone: p.Zone(c).String(), New: true})
}

// createLocation adds it. Who is limited to locations cannot: they would not see it.
func (p pages) createLocation(c echo.Context) error {
	var form views.LocationForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	if !web.Scope(c).All {
		return echo.ErrForbidden
	}
	form.New = true
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := models.CreateLocation(tx, settingsIn(form))
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is added.", location.Name)})
	})
	return p.locationDone(c, form, err)
}

// location shows one site's form.
func (p pages) location(c echo.Context) error {
	location, err := p.locationIn(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askLocation(c, http.StatusOK, views.LocationForm{
		Name: location.Name, TimeZone: location.TimeZone, Address: location.Address, Phone: location.Phone,
		Version: strconv.FormatInt(location.Version, 10), Title: location.Name,
	})
}

// changeLocation keeps it, unless somebody else did in the meantime.
func (p pages) changeLocation(c echo.Context) error {
	var form views.LocationForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := p.locationIn(c, tx)
		if err != nil {
			return err
		}
		if form.Title = location.Name; form.Version != strconv.FormatInt(location.Version, 10) {
			return models.ErrStale
		}
		if err := location.Change(tx, settingsIn(form)); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is saved.", location.Name)})
	})
	return p.locationDone(c, form, err)
}

// archiveLocation takes it out of use.
func (p pages) archiveLocation(c echo.Context) error {
	var form views.LocationForm
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := p.locationIn(c, tx)
		if err != nil {
			return err
		}
		s := location.Settings()
		form = views.LocationForm{
			Name: s.Name, TimeZone: s.TimeZone, Address: s.Address, Phone: s.Phone,
			Version: strconv.FormatInt(location.Version, 10), Title: s.Name,
		}
		if err := location.Archive(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is archived.", location.Name)})
	})
	return p.locationDone(c, form, err)
}

func (p pages) locationDone(c echo.Context, form views.LocationForm, err error) error {
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		if sentence := wrong["location"]; sentence != "" {
			form.Errors = map[string]string{"": sentence}
		}
		return p.askLocation(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, locationsPath)
}

func (p pages) askLocation(c echo.Context, status int, form views.LocationForm) error {
	form.Zones, form.Action = zoneOptions(form.TimeZone), locationsPath+"/"+c.Param("id")
	if form.New {
		form.Title, form.Action = "Add a location", locationsPath
	}
	page := p.Page(c, form.Title, "settings")
	page.Invalid = len(form.Errors) > 0
	return web.Render(c, status, views.OneLocation(page, form))
}

func (p pages) locationIn(c echo.Context, tx *models.Tx) (*models.Location, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindLocation(tx, web.Scope(c), id)
}

func settingsIn(form views.LocationForm) models.LocationSettings {
	return models.LocationSettings{Name: form.Name, TimeZone: form.TimeZone, Address: form.Address, Phone: form.Phone}
}
