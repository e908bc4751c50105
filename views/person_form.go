package views

import (
	"strings"

	"anteroom/models"
)

// PersonForm is what staff type about a person: the fields of the account, and for a new person where they belong.
type PersonForm struct {
	Form    models.PersonForm
	Answers map[int64][]string // as typed, by the field's number
	Errors  models.Invalid     // by input name

	Once      string   `form:"once"`
	Family    string   `form:"family"` // "" is not said yet, "new" is one of their own, else its number
	Known     string   `form:"known"`  // "on" says that the person alike is another one
	Note      string   `form:"note"`
	Lists     []string `form:"list"`
	Requested string   `form:"requested"`
	Added     string   `form:"added"`
	Reason    string   `form:"reason"`
	Rank      string   `form:"rank"` // a priority for these lists alone
}

// AnswerName is the name of a field's input.
func AnswerName(field *models.Field) string { return "field" + idText(field.ID) }

// Typed reads the answers to all fields, naming what is wrong by the inputs.
func (f *PersonForm) Typed() (models.Values, models.Invalid) {
	values, wrong := models.ReadValues(f.Form, func(field *models.Field) []string { return f.Answers[field.ID] })
	invalid := models.Invalid{}
	for i := range f.Form.Fields {
		invalid.Add(AnswerName(&f.Form.Fields[i]), wrong[f.Form.Fields[i].Key])
	}
	return values, invalid
}

// contactFirst are the fields with phone and e-mail on top: a known number fills the rest.
func (f *PersonForm) contactFirst() []models.Field {
	var first, rest []models.Field
	for _, field := range f.Form.Fields {
		switch field.Purpose {
		case models.ForPhone:
			first = append([]models.Field{field}, first...)
		case models.ForEmail:
			first = append(first, field)
		default:
			rest = append(rest, field)
		}
	}
	return append(first, rest...)
}

func (f *PersonForm) errors() []FieldError {
	order := []string{"family", "known"}
	for _, field := range f.contactFirst() {
		order = append(order, AnswerName(&field))
	}
	return OrderErrors(f.Errors, append(order, "list", "requested", "added", "reason", "rank", "note")...)
}

// input is a field of the account as a question.
func (f *PersonForm) input(field *models.Field) Field {
	name := AnswerName(field)
	input := Field{
		Name: name, Label: field.Label, Hint: field.Help, Error: f.Errors[name], Required: field.Required, Values: f.Answers[field.ID],
	}
	if len(input.Values) > 0 {
		input.Value = input.Values[0]
	}
	input.Options = choiceOptions(f.Form.Rule(field).Choices)
	input.None = "No answer"
	if field.Purpose == models.ForPriority {
		input.None = "No priority"
	}
	input.Autocomplete = "off"
	if field.Type == models.TypeMultiChoice {
		input.Values = models.SplitChoices(strings.Join(input.Values, ","))
	}
	return input
}

func choiceOptions(choices []string) []Option {
	options := make([]Option, len(choices))
	for i, choice := range choices {
		options[i] = Option{Value: choice, Label: choice}
	}
	return options
}

func listOptions(lists []models.Waitlist) []Option {
	options := make([]Option, len(lists))
	for i := range lists {
		options[i] = Option{Value: idText(lists[i].ID), Label: lists[i].Name}
		if lists[i].MinMonths != nil || lists[i].MaxMonths != nil {
			options[i].Hint = lists[i].Range().String()
		}
	}
	return options
}

func priorityOptions(priorities []models.Priority) []Option {
	options := make([]Option, len(priorities))
	for i := range priorities {
		options[i] = Option{Value: idText(priorities[i].ID), Label: priorities[i].Name}
	}
	return options
}
