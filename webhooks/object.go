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
	var text jsonText
	text.encoder = json.NewEncoder(&text.Buffer)
	text.encoder.SetEscapeHTML(false)
	if err := text.add(value); err != nil {
		return nil, fmt.Errorf("word a webhook: %w", err)
	}
	return text.Bytes(), nil
}

// jsonText writes objects within objects in one go; the encoder alone would check and copy the inner ones once for each that they stand in.
type jsonText struct {
	bytes.Buffer
	encoder *json.Encoder
}

func (t *jsonText) add(value any) error {
	switch value := value.(type) {
	case object:
		return t.addObject(value)
	case []object:
		return t.addList(value)
	case nil:
		t.WriteString("null")
		return nil
	case int:
		t.Write(strconv.AppendInt(t.AvailableBuffer(), int64(value), 10))
		return nil
	case string:
		if isPlain(value) {
			t.WriteByte('"')
			t.WriteString(value)
			t.WriteByte('"')
			return nil
		}
	}
	if err := t.encoder.Encode(value); err != nil {
		return err
	}
	t.Truncate(t.Len() - len("\n"))
	return nil
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

func (t *jsonText) addObject(o object) error {
	t.WriteByte('{')
	for i, member := range o {
		if i > 0 {
			t.WriteByte(',')
		}
		if err := t.add(member.Key); err != nil {
			return err
		}
		t.WriteByte(':')
		if err := t.add(member.Value); err != nil {
			return err
		}
	}
	t.WriteByte('}')
	return nil
}

func (t *jsonText) addList(list []object) error {
	if list == nil {
		t.WriteString("null")
		return nil
	}
	t.WriteByte('[')
	for i, o := range list {
		if i > 0 {
			t.WriteByte(',')
		}
		if err := t.addObject(o); err != nil {
			return err
		}
	}
	t.WriteByte(']')
	return nil
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
