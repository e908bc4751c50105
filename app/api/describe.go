package api

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"anteroom/app/web"
)

// config is huma without what it would bring along: links to schemas, a page of somebody else's.
func (a *api) config() huma.Config {
	config := huma.DefaultConfig("Anteroom", "1")
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", "", nil
	config.Transformers = []huma.Transformer{refusals}
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Servers = []*huma.Server{{URL: a.Link(prefix)}}
	config.Info.Description = "Waitlists, the people on them and what happens to them. Send your key with each request: Authorization: Bearer KEY."
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", Description: "Authorization: Bearer KEY"},
		"apikey": {Type: "apiKey", In: "header", Name: "apikey", Description: "The same key in a header of its own."},
	}
	config.Tags = []*huma.Tag{
		{Name: "People", Description: "Children, customers: whoever waits."},
		{Name: "Notes"},
		{Name: "Fields"},
		{Name: "Priorities"},
		{Name: "Waitlists"},
		{Name: "Entries", Description: "Places on waitlists."},
		{Name: "Locations", Description: "Places with hours and a queue of their own."},
		{Name: "Services", Description: "What is booked or queued for."},
		{Name: "Resources", Description: "Staff, rooms and equipment."},
		{Name: "Visits", Description: "Walk-ins in a queue and appointments."},
		{Name: "Webhooks"},
		{Name: "Events"},
	}
	return config
}

// schemaName calls a shape what it is of: Person, WaitlistBody, PageOfPerson.
func schemaName(of reflect.Type, hint string) string {
	name := strings.ReplaceAll(huma.DefaultSchemaNamer(of, hint), "Answer", "")
	if inner, isPage := strings.CutPrefix(name, "Page"); isPage {
		return "PageOf" + inner
	}
	return name
}

// describe is an operation as huma and the OpenAPI document know it.
func (a *api) describe(op operation) huma.Operation {
	described := huma.Operation{
		Method: op.method, Path: op.path, OperationID: op.id, Tags: []string{op.tag}, Summary: op.summary, Description: op.text,
		DefaultStatus: op.status, MaxBodyBytes: -1, BodyReadTimeout: -1, Responses: map[string]*huma.Response{},
		Extensions: map[string]any{"x-scope": scopeWord(op.policy)},
	}
	if op.policy != web.Anyone {
		described.Security = []map[string][]string{{"bearer": {}}, {"apikey": {}}}
	}
	if op.example != "" {
		described.RequestBody = &huma.RequestBody{Content: map[string]*huma.MediaType{jsonType: {Example: json.RawMessage(op.example)}}}
	}
	problem := a.huma.OpenAPI().Components.Schemas.Schema(problemType, true, "Problem")
	statuses := append([]int{
		http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable,
	}, op.refuses...)
	if strings.Contains(op.path, "{") {
		statuses = append(statuses, http.StatusNotFound)
	}
	if op.method != http.MethodGet && op.method != http.MethodDelete {
		statuses = append(statuses, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	slices.Sort(statuses)
	for _, status := range statuses {
		described.Responses[strconv.Itoa(status)] = &huma.Response{
			Description: refusedWords(status),
			Content:     map[string]*huma.MediaType{"application/problem+json": {Schema: problem}},
		}
	}
	return described
}

func scopeWord(policy web.Policy) string {
	switch policy {
	case web.ReadScope:
		return "read"
	case web.WriteScope:
		return "write"
	case web.AdminScope:
		return "admin"
	}
	return ""
}

func refusedWords(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "No key, or none that is known."
	case http.StatusForbidden:
		return "The key's scope does not include this."
	case http.StatusNotFound:
		return "Not there, or not yours: the answer is the same."
	case http.StatusConflict:
		return "It does not go together with what is there now; detail says why."
	case http.StatusGone:
		return "No longer kept."
	case http.StatusUnprocessableEntity:
		return "Readable, but wrong: errors says what, one by one."
	case http.StatusTooManyRequests:
		return "Too many requests; Retry-After says when to come back."
	case http.StatusServiceUnavailable:
		return "Busy; Retry-After says when to come back."
	}
	return http.StatusText(status)
}
