package admin

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

const fieldsPath = "/admin/settings/fields"

func (p pages) fieldRoutes() []web.Route {
	return []web.Route{
		web.StaffPage(get, fieldsPath, web.Manager, p.fields),
		web.StaffPage(get, fieldsPath+"/new", web.Manager, p.newField),
		web.StaffPage(get, fieldsPath+"/preview", web.Manager, p.previewField),
		web.StaffPage(post, fieldsPath+"/new", web.Manager, p.createField),
		web.StaffPage(get, fieldsPath+"/:id", web.Manager, p.field),
		web.StaffPage(post, fieldsPath+"/:id", web.Manager, p.changeField),
		web.StaffPage(post, fieldsPath+"/:id/position", web.Manager, p.moveField),
		web.StaffPage(post, fieldsPath+"/:id/archive", web.Manager, p.archiveField),
		web.StaffPage(post, fieldsPath+"/:id/restoration", web.Manager, p.restoreField),
	}
}

// fields lists the questions, those put away below.
func (p pages) fields(c echo.Context) error {
	return p.showFields(c, http.StatusOK, "")
}

func (p pages) showFields(c echo.Context, status int, wrong string) error {
	tx := p.Read(c)
	fields, err := models.AllFields(tx)
	if err != nil {
		return err
	}
	shown := views.FieldsPage{Wrong: wrong}
	for i := range fields {
		answers, err := models.CountAnswers(tx, &fields[i])
		if err != nil {
			return err
		}
		row := views.FieldRow{Field: fields[i], Answers: answers}
		if fields[i].ArchivedAt == nil {
			shown.Open = append(shown.Open, row)
		} else {
			shown.Archived = append(shown.Archived, row)
		}
	}
	page := p.Page(c, "Fields", "settings")
	page.Invalid = wrong != ""
	return web.Render(c, status, views.FieldSettings(page, shown))
}

func (p pages) newField(c echo.Context) error {
	return p.askField(c, http.StatusOK, views.FieldForm{Type: string(models.TypeText)})
}

// previewField shows the question while it is being worded.
func (p pages) previewField(c echo.Context) error {
	form := views.FieldForm{
		Label: c.QueryParam("label"), Help: c.QueryParam("help"), Type: c.QueryParam("type"),
		Choices: c.QueryParam("choices"), Required: c.QueryParam("required"),
	}
	return web.Render(c, http.StatusOK, views.FieldPreview(&form))
}

func (p pages) createField(c echo.Context) error {
	var form views.FieldForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	err := p.Write(c, func(tx *models.Tx) error {
		field, err := models.CreateField(tx, form.Settings())
		if err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("“%s” is added.", field.Label)})
	})
	return p.fieldDone(c, form, err)
}

func (p pages) field(c echo.Context) error {
	field, err := fieldIn(c, p.Read(c))
	if err != nil {
		return err
	}
	return p.askField(c, http.StatusOK, views.FieldFormOf(*field))
}

// changeField keeps the form; another type is first shown with what it makes of the answers.
func (p pages) changeField(c echo.Context) error {
	var form views.FieldForm
	if err := web.Bind(c, &form); err != nil {
		return err
	}
	field, err := fieldIn(c, p.Read(c))
	if err != nil {
		return err
	}
	form.Field = *field
	err = p.Write(c, func(tx *models.Tx) error {
		field, err := fieldIn(c, tx)
		if err != nil {
			return err
		}
		if err := previewType(tx, field, &form); err != nil {
			return err
		}
		if err := field.Change(tx, form.Settings()); err != nil {
			return err
		}
		return web.SetFlash(c, tx, views.Flash{Text: withName("“%s” is saved.", field.Label)})
	})
	return p.fieldDone(c, form, err)
}

// previewType asks back where the answers would have to be rewritten and nobody agreed to that yet.
func previewType(tx *models.Tx, field *models.Field, form *views.FieldForm) error {
	settings := form.Settings()
	form.Conversion = nil
	if settings.Type == field.Type || field.IsStandard() {
		return nil
	}
	var choices []string
	if settings.Type.HasChoices() {
		read, err := models.ParseChoices(settings.Choices)
		invalid := models.Invalid{}
		if err := invalid.Check("choices", err); err != nil || len(invalid) > 0 {
			return errors.Join(err, invalid.Err())
		}
		choices = read
	}
	conversion, err := field.PreviewType(tx, settings.Type, choices)
	if err != nil || conversion.Fits+conversion.Lost == 0 {
		return err
	}
	form.Conversion = &conversion
	if conversion.Lost == 0 && form.Convert == "" {
		return models.Invalid{"convert": "Please agree that the answers are rewritten for the new type."}
	}
	return nil
}

func (p pages) fieldDone(c echo.Context, form views.FieldForm, err error) error {
	if wrong, ok := invalidOf(err); ok {
		form.Errors = wrong
		return p.askField(c, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.See(c, fieldsPath)
}

func (p pages) askField(c echo.Context, status int, form views.FieldForm) (err error) {
	tx, title := p.Read(c), "Add a field"
	if form.Field.ID != 0 {
		title = form.Field.Label
		if form.Answers, err = models.CountAnswers(tx, &form.Field); err != nil {
			return err
		}
	}
	if form.Changed, err = p.changed(c, models.KindField, form.Field.ID); err != nil {
		return err
	}
	if form.Priorities, err = models.Priorities(tx); err != nil {
		return err
	}
	page := p.Page(c, title, "settings")
	page.Invalid = status != http.StatusOK
	return web.Render(c, status, views.OneField(page, &form))
}

// moveField puts a field at a place among those in use.
func (p pages) moveField(c echo.Context) error {
	return p.reorder(c, fieldsPath, models.OrderFields, func(tx *models.Tx) (ids []int64, name string, err error) {
		moved, err := fieldIn(c, tx)
		if err != nil {
			return nil, "", err
		}
		fields, err := models.OpenFields(tx)
		for i := range fields {
			ids = append(ids, fields[i].ID)
		}
		return ids, moved.Label, err
	})
}

// archiveField puts a field away.
func (p pages) archiveField(c echo.Context) error {
	return p.switchField(c, (*models.Field).Archive, "“%s” is archived.", "/restoration")
}

// restoreField brings it back.
func (p pages) restoreField(c echo.Context) error {
	return p.switchField(c, (*models.Field).Unarchive, "“%s” is back.", "")
}

func (p pages) switchField(c echo.Context, do func(*models.Field, *models.Tx) error, said, undo string) error {
	err := p.Write(c, func(tx *models.Tx) error {
		field, err := fieldIn(c, tx)
		if err != nil {
			return err
		}
		if err := do(field, tx); err != nil {
			return err
		}
		flash := views.Flash{Text: withName(said, field.Label)}
		if undo != "" {
			flash.Undo = fieldsPath + "/" + c.Param("id") + undo
		}
		return web.SetFlash(c, tx, flash)
	})
	if wrong, ok := invalidOf(err); ok {
		return p.showFields(c, http.StatusUnprocessableEntity, wrong["field"]+wrong["label"])
	}
	if err != nil {
		return err
	}
	return web.See(c, fieldsPath)
}

func fieldIn(c echo.Context, tx *models.Tx) (*models.Field, error) {
	id, err := web.ID(c.Param("id"))
	if err != nil {
		return nil, err
	}
	return models.FindField(tx, id)
}
