package admin

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// showJoin looks for somebody to put on a list, and asks for the dates once one is chosen.
func (p pages) showJoin(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	page := views.JoinPage{List: list, Query: c.QueryParam("q")}
	tx := p.Read(c)
	if id := c.QueryParam("person"); id != "" {
		number, err := web.ID(id)
		if err != nil {
			return err
		}
		if page.Person, err = models.FindPerson(tx, web.Scope(c), number); err != nil {
			return err
		}
	} else if page.Query != "" {
		page.Found, err = models.ListPeople(tx, models.PeopleFilter{Scope: web.Scope(c), Query: page.Query, Limit: 20})
		if err != nil {
			return err
		}
	}
	return p.renderJoin(c, http.StatusOK, page)
}

func (p pages) renderJoin(c echo.Context, status int, page views.JoinPage) error {
	tx := p.Read(c)
	view, err := p.waitlistView(tx, page.List)
	if err != nil {
		return err
	}
	page.Today = view.Today
	active, err := page.List.Active(tx)
	if err != nil {
		return err
	}
	page.Full = page.List.Capacity != nil && active >= *page.List.Capacity
	frame := p.Page(c, "Add a person – "+page.List.Name, "waitlists")
	frame.Invalid = len(page.Form.Errors) > 0
	return web.Render(c, status, views.Join(frame, page))
}

// join puts a known person on the list.
func (p pages) join(c echo.Context) error {
	list, err := p.waitlist(c)
	if err != nil {
		return err
	}
	var form views.JoinForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	id, err := web.ID(form.PersonID)
	if err != nil {
		return err
	}
	var person *models.Person
	err = p.Write(c, func(tx *models.Tx) error {
		var err error
		if person, err = models.FindPerson(tx, web.Scope(c), id); err != nil {
			return err
		}
		wish, err := readWish(tx, list, form)
		if err != nil {
			return err
		}
		entry, existed, err := list.Add(tx, person, wish)
		if err != nil {
			return err
		}
		if err := models.Settle(tx); err != nil {
			return err
		}
		if entry, err = models.FindEntry(tx, list.ID, strconv.FormatInt(entry.ID, 10)); err != nil {
			return err
		}
		return web.SetFlash(c, tx, joined(list, entry, existed))
	})
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	if wrong != nil {
		form.Errors = wrong
		return p.renderJoin(c, http.StatusUnprocessableEntity, views.JoinPage{List: list, Person: person, Form: form})
	}
	return web.See(c, waitlistPath(list))
}

// readWish reads the dates of a place; a day of application in the past needs its reason.
func readWish(tx *models.Tx, list *models.Waitlist, form views.JoinForm) (models.NewEntry, error) {
	wrong := models.Invalid{}
	wish := models.NewEntry{RequestedDate: readDay(wrong, "requestedDate", form.RequestedDate)}
	added := readDay(wrong, "addedDate", form.AddedDate)
	reason, err := readReason(form.Reason)
	if err != nil {
		return wish, err
	}
	if !added.IsZero() {
		zone, err := list.Zone(tx)
		if err != nil {
			return wish, err
		}
		if wish.Reason = reason; reason == "" {
			wrong.Add("reason", "Please say why the date is an earlier one: it is kept with the entry.")
		}
		wish.AddedAt = models.At(added.In(zone))
	}
	return wish, wrong.Err()
}

func joined(list *models.Waitlist, entry *models.Entry, existed bool) views.Flash {
	if existed {
		return views.Flash{Text: fmt.Sprintf("%s is on %s already, %s.", entry.Person.Name(), list.Name, views.Ordinal(*entry.Position))}
	}
	return views.Flash{
		Text: fmt.Sprintf("%s is %s on %s.", entry.Person.Name(), views.Ordinal(*entry.Position), list.Name),
		Undo: fmt.Sprintf("/admin/entries/%d/removal", entry.ID),
	}
}
