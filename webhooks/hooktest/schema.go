package hooktest

import (
	"bytes"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"anteroom/webhooks"
)

// Schemas checks bodies against the schemas that are served, and refuses keys that no schema names.
type Schemas struct {
	mu       sync.Mutex
	compiled map[string]*jsonschema.Schema
}

// Check says where a body is not what its schema promises.
func (s *Schemas) Check(t testing.TB, dialect, event string, body []byte) {
	t.Helper()
	if err := s.Refuses(t, dialect, event, body); err != nil {
		t.Errorf("%s in %s is not as its schema says: %v\n%s", event, dialect, err, body)
	}
}

// Refuses is why a schema does not admit a body, nil where it does.
func (s *Schemas) Refuses(t testing.TB, dialect, event string, body []byte) error {
	t.Helper()
	schema, err := s.of(dialect, event)
	if err != nil {
		t.Fatalf("the schema of %s in %s: %v", event, dialect, err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

func (s *Schemas) of(dialect, event string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := "https://waitlist.example.com/" + dialect + "/" + event + ".json"
	if known := s.compiled[key]; known != nil {
		return known, nil
	}
	text, err := webhooks.Schema{Dialect: dialect, Type: event}.Document(key)
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	closeShapes(document, false)
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource(key, document); err != nil {
		return nil, err
	}
	compiled, err := compiler.Compile(key)
	if err != nil {
		return nil, err
	}
	if s.compiled == nil {
		s.compiled = map[string]*jsonschema.Schema{}
	}
	s.compiled[key] = compiled
	return compiled, nil
}

// closeShapes lets no object have keys that its schema does not name. The envelope is part of another shape.
func closeShapes(schema any, isPart bool) {
	switch schema := schema.(type) {
	case []any:
		for _, one := range schema {
			closeShapes(one, false)
		}
	case map[string]any:
		for key, one := range schema {
			closeShapes(one, key == "envelope")
		}
		if _, isOpen := schema["additionalProperties"]; schema["type"] == "object" && !isPart && !isOpen && schema["properties"] != nil {
			schema["unevaluatedProperties"] = false
		}
	}
}
