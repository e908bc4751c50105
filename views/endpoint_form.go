package views

import "anteroom/models"

// EndpointForm is an endpoint as an admin types it.
type EndpointForm struct {
	URL          string   `form:"url"`
	Description  string   `form:"description"`
	Secret       string   `form:"secret"`
	Scope        string   `form:"scope"` // "account" or "locations"
	Locations    []string `form:"locationIds"`
	Events       string   `form:"events"` // "all" or "some"
	EventTypes   []string `form:"eventTypes"`
	VisitStates  []string `form:"visitStates"`
	Dialect      string   `form:"dialect"`
	Personal     string   `form:"personal"` // "all", "some" or "thin"
	Withhold     []string `form:"withhold"`
	OAuth        string   `form:"oauth"` // "on"
	TokenURL     string   `form:"tokenUrl"`
	ClientID     string   `form:"clientId"`
	ClientSecret string   `form:"clientSecret"`
	TokenScope   string   `form:"tokenScope"`
	Audience     string   `form:"audience"`
	Header       string   `form:"header"` // "on"
	HeaderName   string   `form:"headerName"`
	HeaderValue  string   `form:"headerValue"`
	Slots        string   `form:"slots"`
	Active       string   `form:"active"` // "on"
	Once         string   `form:"once"`
	Try          string   `form:"try"` // "token" asks for a token and saves nothing

	Errors models.Invalid
}

// EndpointChoices is what the form offers.
type EndpointChoices struct {
	Locations   []Option
	Objects     []EventObject
	VisitStates []string
	Dialects    []Option
	Withhold    []Option
	HasSecret   bool       // an OAuth client secret is kept already
	HasHeader   bool       // the value of a header is kept already
	Token       *TokenTest // what came of asking for a token
	Changed     string
}

// EventObject is a kind of thing that events are about.
type EventObject struct {
	Name   string
	Events []EventChoice
}

// EventChoice is an event with what it says, and how it looks.
type EventChoice struct {
	Type   string
	Text   string
	Sample string
}

// TokenTest is the outcome of "Get a token now" in words.
type TokenTest struct {
	Tone string
	Text string
}

func (f EndpointForm) errors() []FieldError {
	return OrderErrors(f.Errors, "url", "description", "locationIds", "eventTypes", "visitStates", "withhold", "tokenUrl", "clientId", "clientSecret", "headerName", "headerValue", "slots", "secret")
}

func wordOptions(words []string) []Option {
	options := make([]Option, len(words))
	for i, word := range words {
		options[i] = Option{Value: word, Label: word}
	}
	return options
}
