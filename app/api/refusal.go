package api

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"anteroom/app/web"
	"anteroom/models"
)

const wrongParts = "Part of what you sent cannot be used; errors says what."

// invalidRefusal places the sentences of the domain: in the query of what is read, in the body of what is written.
func invalidRefusal(invalid models.Invalid, method string) *web.Refusal {
	place := "body."
	if method == http.MethodGet || method == http.MethodDelete {
		place = "query."
	}
	refusal := &web.Refusal{Status: http.StatusUnprocessableEntity, Detail: wrongParts}
	for field, message := range invalid {
		if place == "query." {
			field = inQuery(field)
		}
		location := place + field
		if field == keyHeader {
			location = field
		}
		refusal.Errors = append(refusal.Errors, web.FieldProblem{Location: location, Message: message})
	}
	slices.SortFunc(refusal.Errors, func(a, b web.FieldProblem) int { return strings.Compare(a.Location, b.Location) })
	return refusal
}

// inQuery is what a query calls the ids that a body lists: serviceIds[0] is one of serviceId.
func inQuery(field string) string {
	field, _, _ = strings.Cut(field, "[")
	if strings.HasSuffix(field, "Ids") {
		return strings.TrimSuffix(field, "s")
	}
	return field
}

// prefixed moves sentences to where their part of the body stands, such as "fields.".
func prefixed(invalid models.Invalid, place string) models.Invalid {
	moved := models.Invalid{}
	for field, message := range invalid {
		moved[place+field] = message
	}
	return moved
}

// refusalOf words what huma found wrong. The values it names stay out: they may be personal.
func refusalOf(model *huma.ErrorModel) error {
	if model.Status >= http.StatusInternalServerError {
		return fmt.Errorf("huma: %s %v", model.Detail, model.Errors)
	}
	refusal := &web.Refusal{Status: model.Status, Detail: wrongParts}
	if model.Status == http.StatusBadRequest {
		refusal.Detail = "Please send a body of JSON."
	}
	for _, detail := range model.Errors {
		message := detail.Message
		switch {
		case message == "unexpected property":
			message = "There is no such property here."
		case strings.HasPrefix(message, "expected required property"):
			name := strings.Fields(strings.TrimPrefix(message, "expected required property"))[0]
			detail.Location, message = detail.Location+"."+name, "Please send this."
		default:
			message = asSentence(message)
		}
		refusal.Errors = append(refusal.Errors, web.FieldProblem{Location: detail.Location, Message: message})
	}
	return refusal
}

func asSentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return "This cannot be used."
	}
	return string(unicode.ToUpper(first)) + strings.TrimSuffix(text[size:], ".") + "."
}

// unlessMissing notes that something named in a body is not there, and returns any other error.
func unlessMissing(invalid models.Invalid, field, sentence string, err error) error {
	if errors.Is(err, models.ErrNotFound) {
		invalid.Add(field, sentence)
		return nil
	}
	return err
}

// refusedWhole makes a conflict of an Invalid that is about the thing itself and not about anything that was sent.
func refusedWhole(err error) error {
	var invalid models.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	for _, sentence := range invalid {
		return models.Sentence(sentence)
	}
	return err
}
