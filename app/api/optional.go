package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// optional is a property of a PATCH: left out, null, or a value.
type optional[T any] struct {
	Given bool
	Null  bool
	Value T
}

// UnmarshalJSON is called for properties that are given, null included.
func (o *optional[T]) UnmarshalJSON(data []byte) error {
	o.Given = true
	if string(data) == "null" {
		o.Null = true
		return nil
	}
	return json.Unmarshal(data, &o.Value)
}

// Schema documents the value, or null.
func (o optional[T]) Schema(registry huma.Registry) *huma.Schema {
	schema := *huma.SchemaFromType(registry, reflect.TypeFor[T]())
	schema.Nullable = true
	return &schema
}

// pointer is nil where the property is null.
func (o optional[T]) pointer() *T {
	if o.Null {
		return nil
	}
	return &o.Value
}

// into writes the value where the property was given.
func (o optional[T]) into(target *T) {
	if o.Given {
		*target = o.Value
	}
}

// intoOr is into, where null is what a new one has unless somebody says otherwise.
func (o optional[T]) intoOr(target *T, fresh T) {
	if o.Null {
		*target = fresh
		return
	}
	o.into(target)
}

// intoPointer writes the value, or nil for null, where the property was given.
func (o optional[T]) intoPointer(target **T) {
	if o.Given {
		*target = o.pointer()
	}
}
