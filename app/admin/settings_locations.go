package admin

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

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
		web.StaffPage(post, locationsPath+"/:id/queue", web.Manager, p.switchQueue),
		web.StaffPage(get, locationsPath+"/:id/hours", web.Manager, p.hours),
		web.StaffPage(post, locationsPath+"/:id/hours", web.Manager, p.changeHours).WithBody(hoursBytes),
	}
}

// locations lists the sites.
func (p pages) locations(c echo.Context) error {
	locations, err := models.Locations(p.Read(c), web.Scope(c))
	if err != nil {
		return err
	}
	var rows []views.LocationRow
	for i := range locations {
		location, now := &locations[i], p.Now()
		rows = append(rows, views.LocationRow{
			Href: locationPath(location), Name: location.Name,
			Zone: location.TimeZone, Now: now.In(location.Zone()).Format("Mon 15:04"), Open: location.IsOpen(now), Private: !location.IsPublic, Location: location,
		})
	}
	archived, err := models.ArchivedLocations(p.Read(c), web.Scope(c))
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.Locations(p.Page(c, "Locations", "settings"), rows, archived))
}

// newLocation asks for a site, in the account's zone unless told.
func (p pages) newLocation(c echo.Context) error {
	return p.askLocation(c, http.StatusOK, views.LocationForm{TimeZone: p.Zone(c).String(), IsPublic: "on", New: true})
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
		if err := publish(tx, location, form); err != nil {
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
	return p.askLocation(c, http.StatusOK, formOfLocation(location))
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
		if err := sameVersion(&form.Version, location.Version); err != nil {
			return err
		}
		if form.Left, err = location.ZoneWouldLeaveOutside(tx, form.TimeZone); err != nil {
			return err
		}
		if form.Left.Count > 0 && form.Do != "confirmed" {
			return errOutside
		}
		if err := location.Change(tx, settingsIn(form)); err != nil {
			return err
		}
		if err := publish(tx, location, form); err != nil {
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
		form = formOfLocation(location)
		if err := location.Archive(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is archived.", location.Name), Undo: locationPath(location) + "/restoration"})
	})
	return p.locationDone(c, form, err)
}

func (p pages) locationDone(c echo.Context, form views.LocationForm, err error) error {
	if errors.Is(err, errOutside) {
		return p.askLocation(c, http.StatusOK, form)
	}
	status, err := refusedWith(c, err, &form.Overtaken, &form.Booked, &form.Errors)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		if sentence := form.Errors["location"]; sentence != "" {
			form.Errors = models.Invalid{"": sentence}
		}
		return p.askLocation(c, status, form)
	}
	return web.See(c, locationsPath)
}

// switchQueue opens, pauses or closes the queue for customers.
func (p pages) switchQueue(c echo.Context) error {
	var form struct {
		Queue string `form:"queue"`
	}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		location, err := p.locationIn(c, tx)
		if err != nil {
			return err
		}
		said := "The queue of %s is open."
		switch form.Queue {
		case "open":
			err = location.OpenQueue(tx)
		case "paused":
			said = "The queue of %s is paused."
			if !location.IsQueueOpen {
				err = location.OpenQueue(tx)
			}
			if err == nil {
				err = location.PauseQueue(tx)
			}
		case "closed":
			said = "The queue of %s is closed."
			err = location.CloseQueue(tx)
		default:
			return models.Sentence("Please choose whether the queue is open, paused or closed.")
		}
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName(said, location.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, locationsPath+"/"+c.Param("id"))
}

func (p pages) askLocation(c echo.Context, status int, form views.LocationForm) (err error) {
	form.Zones, form.Action = zoneOptions(form.TimeZone), locationsPath+"/"+c.Param("id")
	if form.New {
		form.Title, form.Action = "Add a location", locationsPath
	} else if form, err = p.withLocation(c, form); err != nil {
		return err
	}
	page := p.Page(c, form.Title, "settings")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.OneLocation(page, form))
}

// withLocation shows beside the form how the location is.
func (p pages) withLocation(c echo.Context, form views.LocationForm) (views.LocationForm, error) {
	tx := p.Read(c)
	location, err := p.locationIn(c, tx)
	if err != nil {
		return form, err
	}
	now := p.Now().In(location.Zone())
	form.Location, form.Title, form.Now = location, location.Name, now.Format("15:04")
	for _, day := range location.Opening().Days(models.DateIn(now, now.Location()), 60) {
		if day.Special {
			form.Special = append(form.Special, day)
		}
	}
	form.Changed, err = p.changed(c, models.KindLocation, location.ID)
	return form, err
}

func (p pages) locationIn(c echo.Context, tx *models.Tx) (*models.Location, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindLocation(tx, web.Scope(c), id)
}

func locationPath(location *models.Location) string {
	return locationsPath + "/" + strconv.FormatInt(location.ID, 10)
}

func formOfLocation(location *models.Location) views.LocationForm {
	return views.LocationForm{
		Name: location.Name, Slug: location.Slug, TimeZone: location.TimeZone, Address: location.Address, Phone: location.Phone,
		IsPublic: ticked(location.IsPublic), Version: strconv.FormatInt(location.Version, 10), Title: location.Name,
	}
}

func settingsIn(form views.LocationForm) models.LocationSettings {
	return models.LocationSettings{Name: form.Name, TimeZone: form.TimeZone, Address: form.Address, Phone: form.Phone, Slug: strings.TrimSpace(form.Slug)}
}

// publish shows the location to customers, or no more, where the form says so.
func publish(tx *models.Tx, location *models.Location, form views.LocationForm) error {
	if public := form.IsPublic != ""; public != location.IsPublic {
		return location.SetPublic(tx, public)
	}
	return nil
}
