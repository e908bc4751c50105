package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const prioritiesPath = "/admin/settings/priorities"

func (p pages) priorityRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, prioritiesPath, web.Manager, p.priorities),
		web.StaffPage(get, prioritiesPath+"/new", web.Manager, p.newPriority),
		web.StaffPage(post, prioritiesPath+"/new", web.Manager, p.createPriority),
		web.StaffPage(get, prioritiesPath+"/:id", web.Manager, p.priority),
		web.StaffPage(post, prioritiesPath+"/:id", web.Manager, p.changePriority),
		web.StaffPage(post, prioritiesPath+"/:id/position", web.Manager, p.movePriority),
		web.StaffPage(post, prioritiesPath+"/:id/removal", web.Manager, p.removePriority),
	}
}

// priorities lists the ranks.
func (p pages) priorities(c echo.Context) error {
	tx := p.Read(c)
	priorities, err := models.Priorities(tx)
	if err != nil {
		return err
	}
	rows := make([]views.PriorityRow, len(priorities))
	for i := range priorities {
		if rows[i], err = priorityRow(tx, &priorities[i]); err != nil {
			return err
		}
	}
	return web.Render(c, http.StatusOK, views.PrioritySettings(p.Page(c, "Priorities", "settings"), rows))
}

func priorityRow(tx *models.Tx, priority *models.Priority) (row views.PriorityRow, err error) {
	row.Priority = *priority
	row.People, row.Entries, err = priority.CountUses(tx)
	return row, err
}

func (p pages) newPriority(c echo.Context) error {
	return p.askPriority(c, http.StatusOK, views.PriorityForm{})
}

func (p pages) createPriority(c echo.Context) error {
	var form views.PriorityForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		priority, err := models.CreatePriority(tx, form.Name, form.Siblings != "")
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("“%s” is added, behind the others.", priority.Name)})
	})
	return p.priorityDone(c, form, err)
}

func (p pages) priority(c echo.Context) error {
	tx := p.Read(c)
	priority, err := priorityIn(c, tx)
	if err != nil {
		return err
	}
	form := views.PriorityForm{Name: priority.Name}
	if priority.Siblings {
		form.Siblings = "on"
	}
	if form.Row, err = priorityRow(tx, priority); err != nil {
		return err
	}
	return p.askPriority(c, http.StatusOK, form)
}

func (p pages) changePriority(c echo.Context) error {
	var form views.PriorityForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	return p.onPriority(c, form, func(tx *models.Tx, priority *models.Priority) (string, error) {
		if err := priority.Rename(tx, form.Name); err != nil {
			return "", err
		}
		return "“%s” is saved.", priority.LendToSiblings(tx, form.Siblings != "")
	})
}

// removePriority deletes one that nobody has.
func (p pages) removePriority(c echo.Context) error {
	return p.onPriority(c, views.PriorityForm{}, func(tx *models.Tx, priority *models.Priority) (string, error) {
		return "“%s” is removed.", priority.Remove(tx)
	})
}

func (p pages) onPriority(c echo.Context, form views.PriorityForm, do func(*models.Tx, *models.Priority) (string, error)) error {
	err := p.Write(c, func(tx *models.Tx) error {
		priority, err := priorityIn(c, tx)
		if err != nil {
			return err
		}
		if form.Row, err = priorityRow(tx, priority); err != nil {
			return err
		}
		said, err := do(tx, priority)
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName(said, priority.Name)})
	})
	return p.priorityDone(c, form, err)
}

func (p pages) priorityDone(c echo.Context, form views.PriorityForm, err error) error {
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		if sentence := wrong["priority"]; sentence != "" {
			form.Name, form.Errors = form.Row.Priority.Name, models.Invalid{"": sentence}
		}
		return p.askPriority(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, prioritiesPath)
}

func (p pages) askPriority(c echo.Context, status int, form views.PriorityForm) (err error) {
	title := "Add a priority"
	if form.Changed, err = p.changed(c, models.KindPriority, form.Row.Priority.ID); err != nil {
		return err
	}
	if form.Row.Priority.ID != 0 {
		title = form.Row.Priority.Name
	}
	page := p.Page(c, title, "settings")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.OnePriority(page, &form))
}

func (p pages) movePriority(c echo.Context) error {
	return p.reorder(c, prioritiesPath, models.OrderPriorities, func(tx *models.Tx) (ids []int64, name string, err error) {
		moved, err := priorityIn(c, tx)
		if err != nil {
			return nil, "", err
		}
		priorities, err := models.Priorities(tx)
		for i := range priorities {
			ids = append(ids, priorities[i].ID)
		}
		return ids, moved.Name, err
	})
}

func priorityIn(c echo.Context, tx *models.Tx) (*models.Priority, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindPriority(tx, id)
}
