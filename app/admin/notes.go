package admin

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

func (p pages) noteRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(http.MethodPost, "/admin/people/:id/notes", web.Staff, p.addNote),
		web.StaffPage(http.MethodGet, "/admin/people/:id/notes/:note/edit", web.Staff, p.editNote),
		web.StaffPage(http.MethodPost, "/admin/people/:id/notes/:note", web.Staff, p.changeNote),
		web.StaffPage(http.MethodPost, "/admin/people/:id/notes/:note/pin", web.Staff, p.pinNote),
		web.StaffPage(http.MethodPost, "/admin/people/:id/notes/:note/removal", web.Staff, p.removeNote),
		web.StaffPage(http.MethodPost, "/admin/people/:id/notes/:note/restoration", web.Staff, p.restoreNote),
	}
}

// addNote writes about the person, once.
func (p pages) addNote(c echo.Context) error {
	form := views.NoteForm{}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	person, err := personOf(c, p.Read(c))
	if err != nil {
		return err
	}
	path, err := p.Once(c, form.Once, func(tx *models.Tx) (string, error) {
		_, err := person.AddNote(tx, form.Text, false)
		return personPath(person.ID) + "#notes", err
	})
	if invalid, ok := invalidOf(err); ok {
		form.Errors = invalid
		return p.showPerson(c, person.ID, http.StatusUnprocessableEntity, views.PersonView{Note: form})
	}
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// noteOf is the note of the address, with its person.
func noteOf(c echo.Context, tx *models.Tx) (*models.Person, *models.Note, error) {
	person, err := personOf(c, tx)
	if err != nil {
		return nil, nil, err
	}
	id, err := web.ID(c.Param("note"))
	if err != nil {
		return nil, nil, err
	}
	note, err := models.FindNote(tx, person.ID, id)
	return person, note, err
}

func (p pages) editNote(c echo.Context) error {
	person, note, err := noteOf(c, p.Read(c))
	if err != nil {
		return err
	}
	return web.Render(c, http.StatusOK, views.NoteEdit(p.Page(c, "Edit the note", "people"), person, note, views.NoteForm{Text: note.Text}))
}

// changeNote writes a note anew; its author stays.
func (p pages) changeNote(c echo.Context) error {
	form := views.NoteForm{}
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	path, err := p.onNote(c, func(tx *models.Tx, _ *models.Person, note *models.Note) error { return note.Edit(tx, form.Text) })
	invalid, ok := invalidOf(err)
	if !ok && err == nil {
		return web.See(c, path)
	}
	if !ok {
		return err
	}
	form.Errors = invalid
	person, note, err := noteOf(c, p.Read(c))
	if err != nil {
		return err
	}
	page := p.Page(c, "Edit the note", "people")
	page.Invalid = true
	return web.Render(c, http.StatusUnprocessableEntity, views.NoteEdit(page, person, note, form))
}

// pinNote keeps a note on top, or lets it go.
func (p pages) pinNote(c echo.Context) error {
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	path, err := p.onNote(c, func(tx *models.Tx, _ *models.Person, note *models.Note) error {
		return note.Pin(tx, typed.Get("pinned") != "")
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// removeNote deletes a note and offers to take that back.
func (p pages) removeNote(c echo.Context) error {
	path, err := p.onNote(c, func(tx *models.Tx, person *models.Person, note *models.Note) error {
		if err := note.Remove(tx); err != nil {
			return err
		}
		undo := personPath(person.ID) + "/notes/" + strconv.FormatInt(note.ID, 10) + "/restoration"
		return web.SetFlash(c, tx, views.Flash{Text: "The note is deleted.", Undo: undo})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// restoreNote takes the removal back.
func (p pages) restoreNote(c echo.Context) error {
	id, err := web.ID(c.Param("note"))
	if err != nil {
		return err
	}
	var path string
	err = p.Write(c, func(tx *models.Tx) error {
		person, err := personOf(c, tx)
		if err != nil {
			return err
		}
		path = personPath(person.ID) + "#notes"
		if _, err := person.RestoreNote(tx, id); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "The note is back."})
	})
	if err != nil {
		return err
	}
	return web.See(c, path)
}

// onNote does something with the note of the address in one write and says where it is shown.
func (p pages) onNote(c echo.Context, do func(*models.Tx, *models.Person, *models.Note) error) (path string, err error) {
	err = p.Write(c, func(tx *models.Tx) error {
		person, note, err := noteOf(c, tx)
		if err != nil {
			return err
		}
		path = personPath(person.ID) + "#notes"
		return do(tx, person, note)
	})
	return path, err
}
