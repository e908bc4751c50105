package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) fields() {
	add(a, operation{
		method: http.MethodPost, path: "/fields", id: "create-field",
		example: `{"label":"Allergies","type":"text","onSignup":true}`, policy: web.AdminScope, tag: "Fields",
		status: http.StatusCreated, summary: "Add a field", text: "Its label becomes its key for good: the name in fields and in webhooks.",
		refuses: []int{http.StatusConflict},
	}, a.createField)
	add(a, operation{
		method: http.MethodGet, path: "/fields", id: "list-fields", policy: web.ReadScope, tag: "Fields", summary: "List the fields in their order",
	}, a.listFields)
	add(a, operation{
		method: http.MethodPut, path: "/fields/order", id: "order-fields",
		example: `{"ids":["4bXkT0sQm8eZpR2vWcYa"]}`, policy: web.AdminScope, tag: "Fields",
		summary: "Order the fields", text: "Those named come first, in that order; the others stay behind them as they were.",
	}, a.orderFields)
	add(a, operation{
		method: http.MethodPatch, path: "/fields/{fieldId}", id: "change-field",
		example: `{"label":"Allergies and diets"}`, policy: web.AdminScope, tag: "Fields", summary: "Change a field",
		text: "The key stays. archived false brings an archived field back with its answers.", refuses: []int{http.StatusConflict},
	}, a.changeField)
	add(a, operation{
		method: http.MethodDelete, path: "/fields/{fieldId}", id: "delete-field", policy: web.AdminScope, tag: "Fields", summary: "Archive a field",
		text: "Its answers are kept for when it comes back. Standard fields stay.", refuses: []int{http.StatusConflict},
	}, a.deleteField)
}

// fieldAnswer is a field as the API tells of it.
type fieldAnswer struct {
	FieldID  string   `json:"fieldId"`
	Key      string   `json:"key" doc:"Its name in fields and in webhooks; it never changes." example:"Allergies"`
	Label    string   `json:"label" example:"Allergies"`
	Help     string   `json:"help"`
	Type     string   `json:"type" enum:"text,area,number,date,phone,email,choice,multichoice,checkbox"`
	Purpose  *string  `json:"purpose" doc:"What a standard field is for: firstName, lastName, birthdate, phone, email, priority, days or location."`
	Choices  []string `json:"choices" nullable:"false"`
	Required bool     `json:"required"`
	OnSignup bool     `json:"onSignup" doc:"Whether families see it."`
	Order    int      `json:"order" doc:"Its place, ascending." example:"9"`
	Archived bool     `json:"archived"`
}

func (f fieldAnswer) id() string { return f.FieldID }

// fieldWords words a field; the choices of the one for the priority are the priorities.
func fieldWords(f *models.Field, priorities []models.Priority) fieldAnswer {
	answer := fieldAnswer{
		FieldID: f.PublicID, Key: f.Key, Label: f.Label, Help: f.Help, Type: string(f.Type), Choices: append([]string{}, f.Choices...),
		Required: f.Required, OnSignup: f.OnSignup, Order: f.Rank, Archived: f.ArchivedAt != nil,
	}
	if f.IsStandard() {
		purpose := string(f.Purpose)
		answer.Purpose = &purpose
	}
	if f.Purpose == models.ForPriority {
		for _, priority := range priorities {
			answer.Choices = append(answer.Choices, priority.Name)
		}
	}
	return answer
}

// fieldBody is what may be said about a field.
type fieldBody struct {
	Label    optional[string]   `json:"label,omitempty" maxLength:"100" example:"Allergies"`
	Help     optional[string]   `json:"help,omitempty" maxLength:"500"`
	Type     *string            `json:"type,omitempty" enum:"text,area,number,date,phone,email,choice,multichoice,checkbox"`
	Choices  optional[[]string] `json:"choices,omitempty" maxItems:"500" doc:"For choice and multichoice; without commas."`
	Required optional[bool]     `json:"required,omitempty"`
	OnSignup optional[bool]     `json:"onSignup,omitempty"`
	Order    *int               `json:"order,omitempty" minimum:"1" doc:"The place to move it to."`
	Archived *bool              `json:"archived,omitempty"`
}

func (b *fieldBody) settings(s models.FieldSettings) models.FieldSettings {
	b.Label.into(&s.Label)
	b.Help.into(&s.Help)
	b.Choices.into(&s.Choices)
	b.Required.into(&s.Required)
	b.OnSignup.into(&s.OnSignup)
	if b.Type != nil {
		s.Type = models.FieldType(*b.Type)
	}
	return s
}

// finish archives or brings back, and moves to a place.
func (b *fieldBody) finish(tx *models.Tx, field *models.Field) error {
	if b.Archived != nil && *b.Archived {
		if err := refusedWhole(field.Archive(tx)); err != nil {
			return err
		}
	}
	if b.Archived != nil && !*b.Archived {
		if err := field.Unarchive(tx); err != nil {
			return err
		}
	}
	if b.Order == nil {
		return nil
	}
	fields, err := models.AllFields(tx)
	if err != nil {
		return err
	}
	return models.OrderFields(tx, movedTo(fields, field.ID, *b.Order, func(f *models.Field) int64 { return f.ID }))
}

type createFieldInput struct {
	OnceKey
	Body fieldBody
}

func (a *api) createField(ctx context.Context, in *createFieldInput) (*created[fieldAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (fieldAnswer, error) {
		field, err := models.CreateField(tx, in.Body.settings(models.FieldSettings{}))
		if err != nil {
			return fieldAnswer{}, err
		}
		if err := in.Body.finish(tx, field); err != nil {
			return fieldAnswer{}, err
		}
		return fieldNow(tx, field)
	})
}

func fieldNow(tx *models.Tx, field *models.Field) (fieldAnswer, error) {
	priorities, err := models.Priorities(tx)
	if err != nil {
		return fieldAnswer{}, err
	}
	field, err = models.FindField(tx, field.ID)
	if err != nil {
		return fieldAnswer{}, err
	}
	return fieldWords(field, priorities), nil
}

type listFieldsInput struct {
	Paging
	Archived bool `query:"archived" doc:"Archived ones as well, behind those in use."`
}

func (a *api) listFields(ctx context.Context, in *listFieldsInput) (*answer[page[fieldAnswer]], error) {
	items, err := allFields(a.DB.Read(ctx), in.Archived)
	if err != nil {
		return nil, err
	}
	return answering(pageOf(items, in.Paging, fieldAnswer.id))
}

func allFields(tx *models.Tx, archived bool) ([]fieldAnswer, error) {
	fields, err := models.AllFields(tx)
	if err != nil {
		return nil, err
	}
	priorities, err := models.Priorities(tx)
	if err != nil {
		return nil, err
	}
	items := []fieldAnswer{}
	for i := range fields {
		if archived || fields[i].ArchivedAt == nil {
			items = append(items, fieldWords(&fields[i], priorities))
		}
	}
	return items, nil
}

func (a *api) orderFields(ctx context.Context, in *orderInput) (*answer[page[fieldAnswer]], error) {
	var out page[fieldAnswer]
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		fields, err := models.AllFields(tx)
		if err != nil {
			return err
		}
		ids, err := in.numbers(func(yield func(string, int64) bool) {
			for i := range fields {
				if !yield(fields[i].PublicID, fields[i].ID) {
					return
				}
			}
		})
		if err != nil {
			return err
		}
		if err := models.OrderFields(tx, ids); err != nil {
			return err
		}
		out.Items, err = allFields(tx, false)
		return err
	})
	return answering(out, err)
}

type fieldInput struct {
	FieldID string `path:"fieldId" maxLength:"100"`
}

type changeFieldInput struct {
	FieldID string `path:"fieldId" maxLength:"100"`
	Body    fieldBody
}

func (a *api) changeField(ctx context.Context, in *changeFieldInput) (*answer[fieldAnswer], error) {
	var out fieldAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		field, err := models.FindFieldByPublicID(tx, in.FieldID)
		if err != nil {
			return err
		}
		if err := field.Change(tx, in.Body.settings(field.Settings())); err != nil {
			return err
		}
		if err := in.Body.finish(tx, field); err != nil {
			return err
		}
		out, err = fieldNow(tx, field)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteField(ctx context.Context, in *fieldInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		field, err := models.FindFieldByPublicID(tx, in.FieldID)
		if err != nil {
			return err
		}
		return refusedWhole(field.Archive(tx))
	})
}
