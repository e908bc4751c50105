package admin

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// listViewRoutes are about the states of a list's page that people gave a name.
func (p pages) listViewRoutes() []web.Route {
	const path = "/admin/waitlists/:list/views"
	return []web.Route{
		web.StaffPage(get, path+"/new", web.Staff, p.newListView),
		web.StaffPage(post, path, web.Staff, p.createListView),
		web.StaffPage(get, path+"/:view", web.Staff, p.listView),
		web.StaffPage(post, path+"/:view", web.Staff, p.changeListView),
		web.StaffPage(post, path+"/:view/removal", web.Staff, p.removeListView),
	}
}

// newListView asks for the name of the state that the address says.
func (p pages) newListView(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	state := views.NewWaitlistFilter(waitlistPath(list), c.QueryParams())
	return p.askListView(c, http.StatusOK, list, views.ListViewForm{Query: state.Kept()})
}

func (p pages) createListView(c echo.Context) error {
	return p.saveListView(c, func(_ *models.Tx, list *models.Waitlist) (*models.ListView, error) {
		return &models.ListView{WaitlistID: list.ID, UserID: web.User(c).ID}, nil
	})
}

// listView asks for another name of a view.
func (p pages) listView(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	view, err := listViewOf(c, p.Read(c), list)
	if err != nil {
		return err
	}
	form := views.ListViewForm{ID: view.ID, Name: view.Name, Query: view.Query}
	if view.Shared {
		form.Shared = "on"
	}
	return p.askListView(c, http.StatusOK, list, form)
}

func (p pages) changeListView(c echo.Context) error {
	return p.saveListView(c, func(tx *models.Tx, list *models.Waitlist) (*models.ListView, error) { return listViewOf(c, tx, list) })
}

func (p pages) saveListView(c echo.Context, find func(*models.Tx, *models.Waitlist) (*models.ListView, error)) error {
	var form views.ListViewForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	query, err := url.ParseQuery(form.Query)
	if err != nil {
		query = nil
	}
	form.Query = views.NewWaitlistFilter("", query).Kept()
	err = p.Write(c, func(tx *models.Tx) error {
		view, err := find(tx, list)
		if err != nil {
			return err
		}
		form.ID = view.ID
		view.Name, view.Query, view.Shared = form.Name, form.Query, form.Shared != ""
		if err := view.Save(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The view “%s” is saved.", view.Name)})
	})
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.askListView(c, http.StatusUnprocessableEntity, list, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, views.SavedViewHref(list, form.Query))
}

// removeListView forgets a view; the people on it stay as they are.
func (p pages) removeListView(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		view, err := listViewOf(c, tx, list)
		if err != nil {
			return err
		}
		if err := view.Remove(tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("The view “%s” is deleted.", view.Name)})
	})
	if err != nil {
		return err
	}
	return web.See(c, waitlistPath(list))
}

func (p pages) askListView(c echo.Context, status int, list *models.Waitlist, form views.ListViewForm) error {
	title := "Save this view"
	if form.ID != 0 {
		title = "Change a view"
	}
	tx := p.Read(c)
	about := views.ListViewPage{List: list, Form: form}
	var err error
	if about.Priorities, err = models.Priorities(tx); err != nil {
		return err
	}
	if about.Fields, err = models.FilterFields(tx); err != nil {
		return err
	}
	page := p.Page(c, title+" – "+list.Name, "waitlists")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.SaveListView(page, about))
}

func listViewOf(c echo.Context, tx *models.Tx, list *models.Waitlist) (*models.ListView, error) {
	id, err := strconv.ParseInt(c.Param("view"), 10, 64)
	if err != nil {
		return nil, models.ErrNotFound
	}
	return models.FindListView(tx, list, id, web.User(c))
}

// savedViews are the views that the user sees of a list.
func savedViews(c echo.Context, tx *models.Tx, list *models.Waitlist) ([]views.SavedView, error) {
	user := web.User(c)
	found, err := models.ListViews(tx, list, user.ID)
	saved := make([]views.SavedView, len(found))
	for i := range found {
		saved[i] = views.SavedView{ListView: found[i], MayChange: found[i].MayChange(user)}
	}
	return saved, err
}
