package views

import "net/http"

// APIDoc is the API as its page shows it.
type APIDoc struct {
	Base    string // "https://…/api/v1"
	Spec    string // where the OpenAPI document is
	Schemas string // and the index of what webhooks carry
	Groups  []APIGroup
}

// APIGroup is a resource with what can be done to it.
type APIGroup struct {
	ID         string
	Name       string
	Text       string
	Operations []APIOperation
}

// APIOperation is one method of one path.
type APIOperation struct {
	ID       string
	Method   string
	Path     string
	Summary  string
	Text     string
	Scope    string // of the key: "read", "write", "admin"
	Inputs   []APIValue
	Body     []APIValue
	Status   string // of success, with what it means
	Answer   []APIValue
	Refusals []APIValue // status and what it means
	Curl     string
}

// APIValue is one parameter or property.
type APIValue struct {
	Name     string
	Type     string // "text", "array of numbers, or null"
	Required bool
	Text     string
}

// tone tells methods apart; the word says it as well.
func (o APIOperation) tone() string {
	switch o.Method {
	case http.MethodGet:
		return "info"
	case http.MethodDelete:
		return "bad"
	}
	return "good"
}

func (v APIValue) typeText() string {
	if v.Required {
		return v.Type + ", required"
	}
	return v.Type
}
