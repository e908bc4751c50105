package admin

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

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
	var tied []int64
	for i := range services {
		tied = append(tied, services[i].ResourceIDs...)
	}
	places, err := p.placeNames(c, tx, tied...)
	if err != nil {
		return err
	}
	page := views.ServicesPage{Orders: web.Scope(c).All}
	for i := range services {
		page.Rows = append(page.Rows, views.ServiceRow{
			Service: services[i], Where: cmp.Or(namesOf(places.locations, services[i].LocationIDs), "Everywhere"), Who: places.needed(services[i].ResourceIDs),
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
	if resources, err := models.Resources(p.Read(c), web.Scope(c)); err != nil {
		return err
	} else if len(resources) == 1 {
		form.ResourceIDs = []string{idText(resources[0].ID)}
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
		if err := sameVersion(&page.Form.Version, page.Service.Version); err != nil {
			return err
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
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is deleted.", service.Name), Undo: servicesPath + "/" + c.Param("id") + "/restoration"})
	})
	return p.serviceDone(c, page, err)
}

func (p pages) serviceDone(c echo.Context, page views.ServicePage, err error) error {
	status, err := refusedWith(c, err, &page.Overtaken, &page.Booked, &page.Form.Errors)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return p.askService(c, status, page)
	}
	return web.See(c, servicesPath)
}

func (p pages) askService(c echo.Context, status int, page views.ServicePage) error {
	var tied []int64
	tx, title := p.Read(c), "Add a service"
	if page.Service != nil {
		title, tied = page.Service.Name, slices.Clone(page.Service.ResourceIDs)
		changed, err := p.changed(c, models.KindService, page.Service.ID)
		if err != nil {
			return err
		}
		page.Changed = changed
	}
	places, err := p.placeNames(c, tx, tied...)
	if err != nil {
		return err
	}
	page.Shared = page.Service != nil && isShared(c, page.Service.LocationIDs)
	page.Limited, page.Locations, page.Resources = !web.Scope(c).All, optionsOf(places.locations, false), map[models.ResourceKind][]views.Option{}
	for kind, resources := range places.kinds {
		page.Resources[kind] = optionsOf(resources, page.Shared)
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

func serviceIn(c echo.Context, tx *models.Tx) (*models.Service, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindService(tx, web.Scope(c), strconv.FormatInt(id, 10))
}
