package admin

import (
	"cmp"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const servicesPath = "/admin/settings/services"

func (p pages) serviceRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, servicesPath, web.Manager, p.services),
		web.StaffPage(get, servicesPath+"/new", web.Manager, p.newService),
		web.StaffPage(post, servicesPath, web.Manager, p.createService),
		web.StaffPage(get, servicesPath+"/:id", web.Manager, p.service),
		web.StaffPage(post, servicesPath+"/:id", web.Manager, p.changeService),
		web.StaffPage(post, servicesPath+"/:id/position", web.Manager, p.moveService),
		web.StaffPage(post, servicesPath+"/:id/deletion", web.Manager, p.deleteService),
	}
}

// services lists them in their order.
func (p pages) services(c echo.Context) error {
	tx := p.Read(c)
	services, err := models.Services(tx, web.Scope(c))
	if err != nil {
		return err
	}
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	page := views.ServicesPage{Orders: web.Scope(c).All}
	for i := range services {
		page.Rows = append(page.Rows, views.ServiceRow{
			Service: services[i], Where: cmp.Or(namesOf(places.locations, services[i].LocationIDs), "Everywhere"), Who: cmp.Or(namesOf(places.resources, services[i].ResourceIDs), "Nobody"),
		})
	}
	return web.Render(c, http.StatusOK, views.Services(p.Page(c, "Services", "settings"), page))
}

func (p pages) newService(c echo.Context) error {
	form := views.ServiceForm{Duration: "30 min", Capacity: "1", IsPublic: "on"}
	if locations, err := models.Locations(p.Read(c), web.Scope(c)); err != nil {
		return err
	} else if len(locations) == 1 {
		form.LocationIDs = []string{strconv.FormatInt(locations[0].ID, 10)}
	}
	return p.askService(c, http.StatusOK, views.ServicePage{Form: form})
}

func (p pages) createService(c echo.Context) error {
	var form views.ServiceForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		service := new(models.Service)
		if err := p.readService(c, tx, form, service); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is added.", service.Name)})
	})
	return p.serviceDone(c, views.ServicePage{Form: form}, err)
}

func (p pages) service(c echo.Context) error {
	service, err := serviceIn(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askService(c, http.StatusOK, views.ServicePage{Service: service, Form: views.ServiceFormOf(service)})
}

// changeService keeps it, unless somebody else did in the meantime.
func (p pages) changeService(c echo.Context) error {
	page := views.ServicePage{}
	if err := web.Bind(c, &page.Form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if page.Service, err = serviceIn(c, tx); err != nil {
			return err
		}
		if version := strconv.FormatInt(page.Service.Version, 10); page.Form.Version != version {
			page.Form.Version = version
			return models.ErrStale
		}
		service := *page.Service
		if err := p.readService(c, tx, page.Form, &service); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is saved.", service.Name)})
	})
	return p.serviceDone(c, page, err)
}

// deleteService takes it out of use, unless appointments for it lie ahead.
func (p pages) deleteService(c echo.Context) error {
	page := views.ServicePage{}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if page.Service, err = serviceIn(c, tx); err != nil {
			return err
		}
		page.Form = views.ServiceFormOf(page.Service)
		if err := wholly(c, page.Service.LocationIDs, page.Service.Name, "delete it"); err != nil {
			return err
		}
		service := *page.Service
		if err := service.Delete(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is deleted.", service.Name)})
	})
	return p.serviceDone(c, page, err)
}

func (p pages) serviceDone(c echo.Context, page views.ServicePage, err error) error {
	wrong, isWrong := invalidOf(err)
	switch {
	case errors.Is(err, models.ErrStale):
		page.Overtaken = true
		return p.askService(c, http.StatusConflict, page)
	case errors.As(err, &page.Booked):
		hideOthers(c, page.Booked)
		return p.askService(c, http.StatusConflict, page)
	case isWrong:
		page.Form.Errors = wrong
		return p.askService(c, http.StatusUnprocessableEntity, page)
	case err != nil:
		return err
	}
	return web.See(c, servicesPath)
}

func (p pages) askService(c echo.Context, status int, page views.ServicePage) error {
	tx, title := p.Read(c), "Add a service"
	if page.Service != nil {
		title = page.Service.Name
		changed, err := p.changed(c, models.KindService, page.Service.ID)
		if err != nil {
			return err
		}
		page.Changed = changed
	}
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	page.Limited, page.Locations, page.Resources = !web.Scope(c).All, optionsOf(places.locations), map[models.ResourceKind][]views.Option{}
	for kind, resources := range places.kinds {
		page.Resources[kind] = optionsOf(resources)
	}
	frame := p.Page(c, title, "settings")
	frame.Invalid = status != http.StatusOK
	return web.Render(c, status, views.OneService(frame, page))
}

// moveService puts a service at a place among all: customers are offered them in this order.
func (p pages) moveService(c echo.Context) error {
	if _, err := serviceIn(c, p.Read(c)); err != nil {
		return err
	}
	if !web.Scope(c).All {
		return echo.ErrForbidden
	}
	return p.reorder(c, servicesPath, models.OrderServices, func(tx *models.Tx) (ids []int64, name string, err error) {
		moved, err := serviceIn(c, tx)
		if err != nil {
			return nil, "", err
		}
		services, err := models.Services(tx, models.Everywhere())
		for i := range services {
			ids = append(ids, services[i].ID)
		}
		return ids, moved.Name, err
	})
}

// readService reads the form into the service and saves it.
func (p pages) readService(c echo.Context, tx *models.Tx, form views.ServiceForm, s *models.Service) error {
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	wrong := models.Invalid{}
	s.Name, s.Description, s.Price, s.Currency = form.Name, form.Description, form.Price, strings.TrimSpace(form.Currency)
	s.ManualConfirm, s.IsPublic = form.ManualConfirm != "", form.IsPublic != ""
	s.Duration = readSpan(wrong, "duration", form.Duration, 60)
	s.BufferBefore, s.BufferAfter = readSpan(wrong, "bufferBefore", form.BufferBefore, 60), readSpan(wrong, "bufferAfter", form.BufferAfter, 60)
	s.MinimumNotice, s.MaximumNotice = readSpan(wrong, "minimumNotice", form.MinimumNotice, 0), readSpan(wrong, "maximumNotice", form.MaximumNotice, 0)
	s.CancelNotice, s.RescheduleNotice = readSpan(wrong, "cancelNotice", form.CancelNotice, 0), readSpan(wrong, "rescheduleNotice", form.RescheduleNotice, 0)
	if s.Capacity = 1; strings.TrimSpace(form.Capacity) != "" {
		if s.Capacity, err = strconv.Atoi(strings.TrimSpace(form.Capacity)); err != nil || s.Capacity < 1 {
			wrong.Add("capacity", "Please give how many people have room, from 1 to 1,000.")
		}
	}
	s.LocationIDs = p.chooseLocations(c, wrong, places, s.LocationIDs, form.LocationIDs)
	s.ResourceIDs = choose(wrong, "resourceIds", places.resources, s.ResourceIDs, form.ResourceIDs)
	if err := wrong.Check("slug", s.ChooseSlug(tx, strings.TrimSpace(form.Slug))); err != nil {
		return err
	}
	return together(wrong, s.Save(tx))
}

// readSpan reads a length of time; an empty one is none.
func readSpan(wrong models.Invalid, name, text string, bare int) int {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	seconds, err := models.TypedSpan(text, bare)
	if err != nil {
		wrong.Add(name, err.Error())
	}
	return seconds
}

// together is what two readings found wrong, or an error that is no fault of the typist.
func together(wrong models.Invalid, err error) error {
	more, isWrong := invalidOf(err)
	if err != nil && !isWrong {
		return err
	}
	for name, sentence := range more {
		wrong.Add(name, sentence)
	}
	return wrong.Err()
}

func serviceIn(c echo.Context, tx *models.Tx) (*models.Service, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindService(tx, web.Scope(c), strconv.FormatInt(id, 10))
}
