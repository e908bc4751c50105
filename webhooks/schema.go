package webhooks

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

//go:embed schemas
var schemaFiles embed.FS

// Schema describes a type of event in a dialect by JSON Schema 2020-12. What may come to be added is not refused.
type Schema struct {
	Dialect string
	Type    string
	Text    string // what the event says
}

// Schemas are those of every event that a dialect has words for, in the order of the Meanings.
func Schemas() ([]Schema, error) {
	var schemas []Schema
	for _, dialect := range Dialects() {
		file, err := readSchemas(dialect)
		if err != nil {
			return nil, err
		}
		for _, meaning := range Meanings() {
			if file.Events[meaning.Type] != nil {
				schemas = append(schemas, Schema{dialect, meaning.Type, meaning.Text})
			}
		}
	}
	return schemas, nil
}

// Document is the schema under its address, with the definitions that it uses.
func (s Schema) Document(address string) ([]byte, error) {
	file, err := readSchemas(s.Dialect)
	if err != nil {
		return nil, err
	}
	event := file.Events[s.Type]
	if event == nil {
		return nil, fmt.Errorf("no schema of %s in %s", s.Type, s.Dialect)
	}
	document := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", address},
		{"title", s.Type + " (" + s.Dialect + ")"},
		{"description", s.Text},
		{"type", "object"},
	}
	for _, keyword := range []string{"allOf", "anyOf", "properties", "required"} {
		if event[keyword] != nil {
			document = append(document, member{keyword, event[keyword]})
		}
	}
	definitions := object{}
	for _, name := range file.usedBy(event) {
		definitions = append(definitions, member{name, file.Defs[name]})
	}
	return json.MarshalIndent(append(document, member{"$defs", definitions}), "", "  ")
}

// schemaFile is schemas/<dialect>.json: shapes by name and the events made of them.
type schemaFile struct {
	Defs   map[string]json.RawMessage            `json:"$defs"`
	Events map[string]map[string]json.RawMessage `json:"events"`
}

func readSchemas(dialect string) (file schemaFile, err error) {
	text, err := schemaFiles.ReadFile("schemas/" + dialect + ".json")
	if err != nil {
		return file, err
	}
	return file, json.Unmarshal(text, &file)
}

// usedBy are the names of the shapes that an event refers to, directly or through others, in order.
func (f schemaFile) usedBy(event map[string]json.RawMessage) []string {
	var names []string
	var follow func(text []byte)
	follow = func(text []byte) {
		for name, shape := range f.Defs {
			if !slices.Contains(names, name) && strings.Contains(string(text), `"#/$defs/`+name+`"`) {
				names = append(names, name)
				follow(shape)
			}
		}
	}
	for _, keyword := range event {
		follow(keyword)
	}
	slices.Sort(names)
	return names
}
