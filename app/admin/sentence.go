package admin

import (
	"errors"
	"strings"

	"anteroom/models"
)

// invalidOf says whether an error is what somebody typed wrong: then the page is shown again with it. A Sentence is about the whole form.
func invalidOf(err error) (models.Invalid, bool) {
	var invalid models.Invalid
	var sentence models.Sentence
	switch {
	case errors.As(err, &invalid):
		return invalid, true
	case errors.As(err, &sentence):
		return models.Invalid{"": string(sentence)}, true
	}
	return nil, false
}

// withName puts a name into a sentence at its %s, whatever else the name holds.
func withName(sentence, name string) string {
	return strings.Replace(sentence, "%s", name, 1)
}
