package views

import (
	"strings"

	"anteroom/models"
)

// FieldRow is a field in the list of all.
type FieldRow struct {
	Field   models.Field
	Answers int64
}

// FieldsPage are the fields in use and those put away.
type FieldsPage struct {
	Open     []FieldRow
	Archived []FieldRow
	Wrong    string // why one could not be archived or brought back
}

// FieldForm is a field as typed.
type FieldForm struct {
	Label    string `form:"label"`
	Help     string `form:"help"`
	Type     string `form:"type"`
	Choices  string `form:"choices"` // one a line
	Required string `form:"required"`
	OnSignup string `form:"onSignup"`
	Convert  string `form:"convert"` // the type that the answers may be rewritten for

	Errors     models.Invalid
	Field      models.Field // as it is; the zero Field is a new one
	Answers    int64
	Conversion *models.Conversion // what another type would make of the answers
	Priorities []models.Priority
	Changed    string
}

// Settings are what the form says.
func (f *FieldForm) Settings() models.FieldSettings {
	return models.FieldSettings{
		Label: f.Label, Help: f.Help, Type: models.FieldType(f.Type), Choices: strings.Split(f.Choices, "\n"),
		Required: f.Required != "", OnSignup: f.OnSignup != "",
	}
}

// FieldFormOf begins with the field as it is.
func FieldFormOf(field models.Field) FieldForm {
	form := FieldForm{
		Label: field.Label, Help: field.Help, Type: string(field.Type), Choices: strings.Join(field.Choices, "\n"), Field: field,
	}
	if field.Required {
		form.Required = "on"
	}
	if field.OnSignup {
		form.OnSignup = "on"
	}
	return form
}

func (f *FieldForm) isNew() bool { return f.Field.ID == 0 }

func (f *FieldForm) title() string {
	if f.isNew() {
		return "Add a field"
	}
	return f.Field.Label
}

func (f *FieldForm) action() string {
	if f.isNew() {
		return fieldsPath + "/new"
	}
	return fieldsPath + "/" + idText(f.Field.ID)
}

func (f *FieldForm) sub() string {
	if f.isNew() {
		return ""
	}
	return "Called “" + f.Field.Key + "” in webhooks, the API and files, whatever its label. " + answersText(f.Answers) + "."
}

// askChoices holds where the choices are the field's own to word.
func (f *FieldForm) askChoices() bool { return f.Field.Purpose != models.ForPriority }

// preview is the question as people meet it.
func (f *FieldForm) preview() Field {
	question := Field{
		Name: "preview", Label: f.Label, Hint: f.Help, Required: f.Required != "", None: "No answer",
	}
	if question.Label == "" {
		question.Label = "Label"
	}
	for _, choice := range strings.Split(f.Choices, "\n") {
		if choice = strings.TrimSpace(choice); choice != "" {
			question.Options = append(question.Options, Option{Value: choice, Label: choice})
		}
	}
	if f.Field.Purpose == models.ForPriority {
		question.Options = priorityOptions(f.Priorities)
	}
	return question
}

const fieldsPath = "/admin/settings/fields"

func fieldTypeWord(t models.FieldType) string {
	switch t {
	case models.TypeText:
		return "Text"
	case models.TypeArea:
		return "Long text"
	case models.TypeNumber:
		return "Number"
	case models.TypeDate:
		return "Date"
	case models.TypePhone:
		return "Phone"
	case models.TypeEmail:
		return "E-mail"
	case models.TypeChoice:
		return "One of several choices"
	case models.TypeMultiChoice:
		return "Several choices"
	case models.TypeCheckbox:
		return "Yes or no"
	}
	return string(t)
}

func fieldTypeOptions() []Option {
	var options []Option
	for _, t := range models.FieldTypes() {
		options = append(options, Option{Value: string(t), Label: fieldTypeWord(t)})
	}
	return options
}

func answersText(n int64) string { return counted(int(n), "answer", "answers") }

func asked(field *models.Field) string {
	switch {
	case field.OnSignup && field.Required:
		return "On sign-up, required"
	case field.OnSignup:
		return "On sign-up"
	case field.Required:
		return "Staff only, required"
	}
	return "Staff only"
}
