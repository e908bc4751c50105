package webhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// object is a JSON object whose keys keep their order and need not be known in advance.
type object []member

type member struct {
	Key   string
	Value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	text.WriteByte('{')
	for i, member := range o {
		if i > 0 {
			text.WriteByte(',')
		}
		key, err := encodeJSON(member.Key)
		if err != nil {
			return nil, err
		}
		value, err := encodeJSON(member.Value)
		if err != nil {
			return nil, err
		}
		text.Write(key)
		text.WriteByte(':')
		text.Write(value)
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}

// encodeJSON leaves <, > and & as they are: receivers get JSON, not HTML.
func encodeJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("word a webhook: %w", err)
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), nil
}

// saySame holds for objects whose bytes are the same.
func saySame(one, other object) (bool, error) {
	first, err := encodeJSON(one)
	if err != nil {
		return false, err
	}
	second, err := encodeJSON(other)
	return bytes.Equal(first, second), err
}
