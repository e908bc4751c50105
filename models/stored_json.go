package models

import (
	"encoding/json"
	"fmt"
)

// scanJSON reads a column of JSON as either database hands it back.
func scanJSON(value, target any) error {
	switch text := value.(type) {
	case string:
		return json.Unmarshal([]byte(text), target)
	case []byte:
		return json.Unmarshal(text, target)
	}
	return fmt.Errorf("%T cannot be read from %T", target, value)
}

// storeJSON writes a column of JSON.
func storeJSON(value any) (string, error) {
	text, err := json.Marshal(value)
	return string(text), err
}
