package models

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
)

// Texts is a short list of texts kept as a JSON array in one column; an empty one is "[]", never NULL.
type Texts []string

// GormDataType is a text on both engines.
func (Texts) GormDataType() string { return "text" }

// Value writes the array.
func (t Texts) Value() (driver.Value, error) {
	if len(t) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal([]string(t))
	return string(text), err
}

// Scan reads the array.
func (t *Texts) Scan(value any) error {
	switch text := value.(type) {
	case string:
		return json.Unmarshal([]byte(text), (*[]string)(t))
	case []byte:
		return json.Unmarshal(text, (*[]string)(t))
	}
	return fmt.Errorf("a list of texts cannot be read from %T", value)
}
