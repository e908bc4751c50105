package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"anteroom/views"
)

// doc words the OpenAPI document for its page.
func (a *api) doc() views.APIDoc {
	document := a.huma.OpenAPI()
	doc := views.APIDoc{Base: a.Link(prefix), Spec: prefix + "/openapi.json", Schemas: prefix + "/schemas/"}
	for _, tag := range document.Tags {
		group := views.APIGroup{ID: strings.ToLower(tag.Name), Name: tag.Name, Text: tag.Description}
		for _, op := range a.shown {
			if op.tag == tag.Name {
				group.Operations = append(group.Operations, a.docOperation(op))
			}
		}
		if len(group.Operations) > 0 {
			doc.Groups = append(doc.Groups, group)
		}
	}
	return doc
}

func (a *api) docOperation(op operation) views.APIOperation {
	described := operationAt(a.huma.OpenAPI().Paths[op.path], op.method)
	shown := views.APIOperation{
		ID: op.id, Method: op.method, Path: prefix + op.path, Summary: op.summary, Text: op.text, Scope: scopeWord(op.policy), Curl: a.curl(op, described),
	}
	for _, parameter := range described.Parameters {
		shown.Inputs = append(shown.Inputs, views.APIValue{
			Name: parameter.Name, Type: a.typeWord(parameter.Schema), Required: parameter.Required, Text: parameter.Description,
		})
	}
	if described.RequestBody != nil {
		shown.Body = a.values(described.RequestBody.Content[jsonType].Schema)
	}
	for _, status := range slices.Sorted(maps.Keys(described.Responses)) {
		response := described.Responses[status]
		number, err := strconv.Atoi(status)
		if err != nil || number >= http.StatusBadRequest {
			shown.Refusals = append(shown.Refusals, views.APIValue{Name: status, Text: response.Description})
			continue
		}
		shown.Status = status + " " + http.StatusText(number)
		if content := response.Content[jsonType]; content != nil {
			shown.Answer = a.values(content.Schema)
		}
	}
	return shown
}

func operationAt(path *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodPost:
		return path.Post
	case http.MethodPut:
		return path.Put
	case http.MethodPatch:
		return path.Patch
	case http.MethodDelete:
		return path.Delete
	}
	return path.Get
}

// curl is the operation as it is typed.
func (a *api) curl(op operation, described *huma.Operation) string {
	path := op.path
	for _, parameter := range described.Parameters {
		if example, ok := parameter.Example.(string); ok && parameter.In == "path" {
			path = strings.ReplaceAll(path, "{"+parameter.Name+"}", example)
		}
	}
	lines := []string{"curl " + a.Link(prefix+path)}
	if op.method != http.MethodGet && op.method != http.MethodPost {
		lines[0] = "curl -X " + op.method + " " + a.Link(prefix+path)
	}
	lines = append(lines, `-H "Authorization: Bearer $ANTEROOM_KEY"`)
	switch {
	case op.example != "":
		var example bytes.Buffer
		if err := json.Indent(&example, []byte(op.example), "  ", "  "); err != nil {
			example.WriteString(op.example)
		}
		lines = append(lines, `-H "Content-Type: application/json"`, "-d '"+example.String()+"'")
	case op.method == http.MethodPost:
		lines[0] = "curl -X POST " + a.Link(prefix+path)
	}
	return strings.Join(lines, " \\\n  ")
}

// values are the properties of a shape, the required ones first, each followed by those of its items.
func (a *api) values(schema *huma.Schema) []views.APIValue {
	schema = a.resolved(schema)
	isRequired := func(name string) bool { return slices.Contains(schema.Required, name) }
	names := slices.SortedFunc(maps.Keys(schema.Properties), func(one, other string) int {
		if isRequired(one) != isRequired(other) {
			return map[bool]int{true: -1, false: 1}[isRequired(one)]
		}
		return strings.Compare(one, other)
	})
	var values []views.APIValue
	for _, name := range names {
		property := schema.Properties[name]
		resolved := a.resolved(property)
		text := property.Description
		if text == "" {
			text = resolved.Description
		}
		values = append(values, views.APIValue{Name: name, Type: a.typeWord(property), Required: isRequired(name), Text: text})
		if resolved.Type == huma.TypeArray {
			values = append(values, a.itemValues(name, a.resolved(resolved.Items))...)
		}
	}
	return values
}

// itemValues are the properties of what a list holds, but not of lists inside it.
func (a *api) itemValues(list string, item *huma.Schema) []views.APIValue {
	var values []views.APIValue
	for _, value := range a.values(item) {
		if !strings.Contains(value.Name, "[]") {
			value.Name = list + "[]." + value.Name
			values = append(values, value)
		}
	}
	return values
}

func (a *api) resolved(schema *huma.Schema) *huma.Schema {
	if schema.Ref != "" {
		return a.huma.OpenAPI().Components.Schemas.SchemaFromRef(schema.Ref)
	}
	return schema
}

// typeWord says what a value may be.
func (a *api) typeWord(schema *huma.Schema) string {
	resolved := a.resolved(schema)
	word := resolved.Type
	switch {
	case len(resolved.Enum) > 0:
		choices := make([]string, len(resolved.Enum))
		for i, choice := range resolved.Enum {
			choices[i] = fmt.Sprint(choice)
		}
		word = "one of " + strings.Join(choices, ", ")
	case resolved.Type == huma.TypeArray:
		word = "array of " + a.typeWord(resolved.Items)
	case resolved.Type == huma.TypeString && resolved.Format != "":
		word = resolved.Format
	}
	if resolved.Default != nil {
		if text, err := json.Marshal(resolved.Default); err == nil {
			word += ", " + strings.Trim(string(text), `"`) + " unless given"
		}
	}
	if resolved.Nullable || schema.Nullable {
		word += " or null"
	}
	return word
}
