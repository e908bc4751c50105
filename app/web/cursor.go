package web

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"

	"anteroom/models"
)

// EncodeCursor makes an opaque text of where a list goes on: the keys of the last row shown.
func EncodeCursor(keys ...string) string {
	text, err := json.Marshal(keys)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// DecodeCursor is the way back. An empty cursor is the beginning (nil); one that has not so many keys is refused.
func DecodeCursor(cursor string, keys int) ([]string, error) {
	if cursor == "" {
		return nil, nil
	}
	invalid := models.Invalid{"cursor": "This is not a cursor that we gave. Please start from the first page."}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, invalid
	}
	var decoded []string
	if err := json.Unmarshal(text, &decoded); err != nil || len(decoded) != keys {
		return nil, invalid
	}
	for _, key := range decoded {
		if strings.ContainsRune(key, 0) {
			return nil, invalid
		}
	}
	return decoded, nil
}

// ID parses the number in a path; what is none is a row that is not there.
func ID(text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return 0, models.ErrNotFound
	}
	return id, nil
}
