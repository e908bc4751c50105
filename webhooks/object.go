package webhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// object is a JSON object whose keys keep their order and need not be known in advance.
type object []member

type member struct {
	Key   string
	Value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) { return encodeJSON(o) }

// encodeJSON leaves <, > and & as they are: receivers get JSON, not HTML.
func encodeJSON(value any) ([]byte, error) {
	text, err := appendJSON(make([]byte, 0, roomFor(value)), value)
	if err != nil {
		return nil, fmt.Errorf("word a webhook: %w", err)
	}
	return text, nil
}

// roomFor is about how many bytes a value takes: an event of everybody in line has hundreds of bodies, and none is to be moved while it grows.
func roomFor(value any) int {
	const usual = 32
	room := len("{}")
	switch value := value.(type) {
	case object:
		for _, member := range value {
			room += len(member.Key) + len(`"":,`) + roomFor(member.Value)
		}
		return room
	case []object:
		return room + len(value)*usual
	case string:
		return room + len(value)
	}
	return usual
}

// appendJSON writes objects within objects in one go; the encoder alone would check and copy the inner ones once for each that they stand in.
// What most members are it writes itself.
func appendJSON(text []byte, value any) ([]byte, error) {
	switch value := value.(type) {
	case object:
		return appendObject(text, value)
	case []object:
		return appendList(text, value, appendObject)
	case []string:
		return appendList(text, value, appendText)
	case nil:
		return append(text, "null"...), nil
	case bool:
		return strconv.AppendBool(text, value), nil
	case int:
		return strconv.AppendInt(text, int64(value), 10), nil
	case int64:
		return strconv.AppendInt(text, value, 10), nil
	case string:
		return appendText(text, value)
	}
	return appendOther(text, value)
}

func appendOther(text []byte, value any) ([]byte, error) {
	var rest bytes.Buffer
	encoder := json.NewEncoder(&rest)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return append(text, bytes.TrimSuffix(rest.Bytes(), []byte("\n"))...), err
}

func appendText(text []byte, value string) ([]byte, error) {
	if !isPlain(value) {
		return appendOther(text, value)
	}
	return append(append(append(text, '"'), value...), '"'), nil
}

// isPlain holds for a text that stands in JSON as it is, which most do: the encoder looks at what kind of value it has first.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

func appendObject(text []byte, o object) ([]byte, error) {
	var err error
	text = append(text, '{')
	for i, member := range o {
		if i > 0 {
			text = append(text, ',')
		}
		if text, err = appendText(text, member.Key); err != nil {
			return nil, err
		}
		if text, err = appendJSON(append(text, ':'), member.Value); err != nil {
			return nil, err
		}
	}
	return append(text, '}'), nil
}

func appendList[T any](text []byte, list []T, add func([]byte, T) ([]byte, error)) ([]byte, error) {
	if list == nil {
		return append(text, "null"...), nil
	}
	text = append(text, '[')
	for i, one := range list {
		if i > 0 {
			text = append(text, ',')
		}
		var err error
		if text, err = add(text, one); err != nil {
			return nil, err
		}
	}
	return append(text, ']'), nil
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
