package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// leavePerson says what deleting and erasing do, before either happens.
func (p pages) leavePerson(c echo.Context) error {
	return p.askToLeave(c, http.StatusOK, views.Leaving{})
}

func (p pages) askToLeave(c echo.Context, status int, leaving views.Leaving) error {
	tx := p.Read(c)
	person, err := personOf(c, tx)
	if err != nil {
		return err
	}
	notes, err := person.NotesInOrder(tx)
	if err != nil {
		return err
	}
	entries, err := person.EntriesInOrder(tx, web.Scope(c))
	if err != nil {
		return err
	}
	leaving.Person, leaving.Notes, leaving.Entries, leaving.MayErase = person, len(notes), len(entries), web.Admin.Admits(web.Who(c))
	page := p.Page(c, "Delete "+person.Name(), "people")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.DeletePerson(page, leaving))
}

// removePerson deletes somebody whose name was typed.
func (p pages) removePerson(c echo.Context) error {
	wrong, err := p.part(c, "typed", " is deleted.", (*models.Person).Remove)
	if err != nil {
		return err
	}
	if wrong != "" {
		return p.askToLeave(c, http.StatusUnprocessableEntity, views.Leaving{Delete: wrong})
	}
	return web.See(c, "/admin/people")
}

// erasePerson leaves nothing of somebody but numbers.
func (p pages) erasePerson(c echo.Context) error {
	wrong, err := p.part(c, "erase", " is erased.", (*models.Person).Erase)
	if err != nil {
		return err
	}
	if wrong != "" {
		return p.askToLeave(c, http.StatusUnprocessableEntity, views.Leaving{Erase: wrong})
	}
	return web.See(c, "/admin/people")
}

// part does away with the person if their name was typed, however its letters and spaces, and else says what is wrong.
func (p pages) part(c echo.Context, input, said string, do func(*models.Person, *models.Tx) error) (wrong string, err error) {
	typed, err := web.Values(c)
	if err != nil {
		return "", err
	}
	err = p.Write(c, func(tx *models.Tx) error {
		person, err := personOf(c, tx)
		if err != nil {
			return err
		}
		name := person.Name()
		if wrong = mistyped(typed.Get(input), name); wrong != "" {
			return nil
		}
		if err := do(person, tx); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: name + said})
	})
	return wrong, err
}
