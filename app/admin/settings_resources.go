package admin

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const resourcesPath = "/admin/settings/resources"

func (p pages) resourceRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, resourcesPath, web.Manager, p.resources),
		web.StaffPage(get, resourcesPath+"/new", web.Manager, p.newResource),
		web.StaffPage(post, resourcesPath, web.Manager, p.createResource),
		web.StaffPage(get, resourcesPath+"/:id", web.Manager, p.resource),
		web.StaffPage(post, resourcesPath+"/:id", web.Manager, p.changeResource),
		web.StaffPage(get, resourcesPath+"/:id/hours", web.Manager, p.resourceHours),
		web.StaffPage(post, resourcesPath+"/:id/hours", web.Manager, p.changeResourceHours),
		web.StaffPage(post, resourcesPath+"/:id/duty", web.Manager, p.switchDuty),
		web.StaffPage(post, resourcesPath+"/:id/feed", web.Manager, p.shareFeed),
		web.StaffPage(post, resourcesPath+"/:id/feed/removal", web.Manager, p.revokeFeed),
		web.StaffPage(post, resourcesPath+"/:id/deletion", web.Manager, p.deleteResource),
	}
}

// resources lists staff, rooms and equipment.
func (p pages) resources(c echo.Context) error {
	tx := p.Read(c)
	resources, err := models.Resources(tx, web.Scope(c))
	if err != nil {
		return err
	}
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	var rows []views.ResourceRow
	for i := range resources {
		r := &resources[i]
		row := views.ResourceRow{Resource: *r, Where: cmp.Or(namesOf(places.locations, r.LocationIDs), "Everywhere"), Does: cmp.Or(namesOf(places.services, r.ServiceIDs), "None")}
		row.HasLogin, row.Shared = r.UserID != nil, isShared(c, r.LocationIDs)
		rows = append(rows, row)
	}
	return web.Render(c, http.StatusOK, views.Resources(p.Page(c, "Staff and rooms", "settings"), rows))
}

func (p pages) newResource(c echo.Context) error {
	form := views.ResourceForm{Kind: string(models.StaffMember), Capacity: "1", IsActive: "on"}
	if locations, err := models.Locations(p.Read(c), web.Scope(c)); err != nil {
		return err
	} else if len(locations) == 1 {
		form.LocationIDs = []string{idText(locations[0].ID)}
	}
	return p.askResource(c, http.StatusOK, views.ResourcePage{Form: form})
}

func (p pages) createResource(c echo.Context) error {
	var form views.ResourceForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		resource := new(models.Resource)
		if err := p.readResource(c, tx, form, resource); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is added.", resource.Name)})
	})
	return p.resourceDone(c, views.ResourcePage{Form: form}, err)
}

func (p pages) resource(c echo.Context) error {
	resource, err := resourceIn(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askResource(c, http.StatusOK, views.ResourcePage{Resource: resource, Form: views.ResourceFormOf(resource)})
}

// changeResource keeps it, unless somebody else did in the meantime.
func (p pages) changeResource(c echo.Context) error {
	page := views.ResourcePage{}
	if err := web.Bind(c, &page.Form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if page.Resource, err = resourceIn(c, tx); err != nil {
			return err
		}
		if err := sameVersion(&page.Form.Version, page.Resource.Version); err != nil {
			return err
		}
		resource := *page.Resource
		if err := p.readResource(c, tx, page.Form, &resource); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is saved.", resource.Name)})
	})
	return p.resourceDone(c, page, err)
}

// deleteResource takes it out of use, unless appointments with it lie ahead.
func (p pages) deleteResource(c echo.Context) error {
	page := views.ResourcePage{}
	err := p.Write(c, func(tx *models.Tx) (err error) {
		if page.Resource, err = resourceIn(c, tx); err != nil {
			return err
		}
		page.Form = views.ResourceFormOf(page.Resource)
		if err := wholly(c, page.Resource.LocationIDs, page.Resource.Name, "delete it"); err != nil {
			return err
		}
		resource := *page.Resource
		if err := resource.Delete(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("%s is deleted.", resource.Name), Undo: resourcesPath + "/" + c.Param("id") + "/restoration"})
	})
	return p.resourceDone(c, page, err)
}

func (p pages) resourceDone(c echo.Context, page views.ResourcePage, err error) error {
	status, err := refusedWith(c, err, &page.Overtaken, &page.Booked, &page.Form.Errors)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return p.askResource(c, status, page)
	}
	return web.See(c, resourcesPath)
}

func (p pages) askResource(c echo.Context, status int, page views.ResourcePage) error {
	tx, title := p.Read(c), "Add staff, a room or equipment"
	if page.Resource != nil {
		title = page.Resource.Name
		changed, err := p.changed(c, models.KindResource, page.Resource.ID)
		if err != nil {
			return err
		}
		page.Changed = changed
	}
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	page.Shared = page.Resource != nil && isShared(c, page.Resource.LocationIDs)
	page.Limited, page.Locations, page.Services = !web.Scope(c).All, optionsOf(places.locations, false), optionsOf(places.services, page.Shared)
	if page.Users, err = userOptions(c, tx, page.Resource); err != nil {
		return err
	}
	frame := p.Page(c, title, "settings")
	frame.Invalid = status != http.StatusOK
	return web.Render(c, status, views.OneResource(frame, page))
}

// userOptions are the users that a member of staff may be: those who work where this user does, and whoever it is now.
func userOptions(c echo.Context, tx *models.Tx, resource *models.Resource) (options []views.Option, err error) {
	users, err := models.Users(tx)
	for i := range users {
		user := &users[i]
		near := web.Scope(c).All || user.AllLocations || slices.ContainsFunc(user.Locations, func(l models.Location) bool { return web.Scope(c).Covers(&l.ID) })
		is := resource != nil && resource.UserID != nil && *resource.UserID == user.ID
		if is || near && user.DisabledAt == nil {
			options = append(options, views.Option{Value: strconv.FormatInt(user.ID, 10), Label: user.Name})
		}
	}
	return options, err
}

// readResource reads the form into the resource and saves it. Of a shared one the user says where and for what it is theirs, and nothing else.
func (p pages) readResource(c echo.Context, tx *models.Tx, form views.ResourceForm, r *models.Resource) error {
	places, err := p.placeNames(c, tx)
	if err != nil {
		return err
	}
	wrong, shared := models.Invalid{}, isShared(c, r.LocationIDs)
	if !shared {
		if err := readWho(c, tx, wrong, form, r); err != nil {
			return err
		}
	} else if form.Name != "" {
		return wholly(c, r.LocationIDs, r.Name, "change it")
	}
	r.LocationIDs = p.chooseLocations(c, wrong, places, r.LocationIDs, form.LocationIDs)
	r.ServiceIDs = choose(wrong, "serviceIds", toTie(places.services, shared), r.ServiceIDs, form.ServiceIDs)
	return together(wrong, r.Save(tx))
}

// readWho reads who or what it is.
func readWho(c echo.Context, tx *models.Tx, wrong models.Invalid, form views.ResourceForm, r *models.Resource) error {
	users, err := userOptions(c, tx, r)
	if err != nil {
		return err
	}
	r.Name, r.Kind, r.Email, r.IsActive = form.Name, models.ResourceKind(form.Kind), strings.TrimSpace(form.Email), form.IsActive != ""
	r.Capacity = readCapacity(wrong, form.Capacity, "Please give how many appointments it takes at the same time, from 1 to 1,000.")
	if form.UserID != "" && !slices.ContainsFunc(users, func(o views.Option) bool { return o.Value == form.UserID }) {
		wrong.Add("userId", "Please choose one of the users.")
	}
	r.UserID = readID(wrong, "userId", form.UserID)
	return nil
}

func resourceIn(c echo.Context, tx *models.Tx) (*models.Resource, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindResource(tx, web.Scope(c), strconv.FormatInt(id, 10))
}
