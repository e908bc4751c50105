package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// editPerson asks all fields with what is known.
func (p pages) editPerson(c echo.Context) error {
	tx := p.Read(c)
	person, err := personOf(c, tx)
	if err != nil {
		return err
	}
	values, err := person.FieldValues(tx)
	if err != nil {
		return err
	}
	form := &views.PersonForm{Answers: map[int64][]string{}, Errors: models.Invalid{}}
	if form.Form, err = models.FindPersonForm(tx, models.StaffForm); err != nil {
		return err
	}
	for _, value := range values {
		form.Answers[value.Field.ID] = []string{value.Value}
	}
	return web.Render(c, http.StatusOK, views.EditPerson(p.Page(c, "Edit "+person.Name(), "people"), person, form))
}

// changePerson writes what differs.
func (p pages) changePerson(c echo.Context) error {
	tx := p.Read(c)
	person, err := personOf(c, tx)
	if err != nil {
		return err
	}
	typed, err := web.Values(c)
	if err != nil {
		return err
	}
	form := &views.PersonForm{}
	if form.Form, err = models.FindPersonForm(tx, models.StaffForm); err != nil {
		return err
	}
	form.Answers = typedAnswers(form, typed)
	var values models.Values
	if values, form.Errors = form.Typed(); len(form.Errors) > 0 {
		page := p.Page(c, "Edit "+person.Name(), "people")
		page.Invalid = true
		return web.Render(c, http.StatusUnprocessableEntity, views.EditPerson(page, person, form))
	}
	err = p.Write(c, func(tx *models.Tx) error {
		person, err := models.FindPerson(tx, web.Scope(c), person.ID)
		if err != nil {
			return err
		}
		changed, err := person.Change(tx, form.Form.Fields, values)
		if err != nil || !changed {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: "What you changed about " + person.Name() + " is saved."})
	})
	if err != nil {
		return err
	}
	return web.See(c, personPath(person.ID))
}
