package models

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Sentence is an error whose words are meant for people: whole, kind, saying what to do.
type Sentence string

func (s Sentence) Error() string { return string(s) }

// Invalid says what is wrong with a form or a body: field name to a sentence for people. Make it with Invalid{}.
type Invalid map[string]string

// Add notes a sentence for a field. The first one stays; an empty one says that all is well.
func (v Invalid) Add(field, sentence string) {
	if _, told := v[field]; told || sentence == "" {
		return
	}
	v[field] = sentence
}

// Check notes the Sentence that reading a field gave, if any, and returns any other error: that one is no fault of the typist.
func (v Invalid) Check(field string, err error) error {
	var sentence Sentence
	if errors.As(err, &sentence) {
		v.Add(field, string(sentence))
		return nil
	}
	return err
}

// Err is nil where nothing is wrong, else v itself, found by errors.As.
func (v Invalid) Err() error {
	if len(v) == 0 {
		return nil
	}
	return v
}

// Error lists the fields in alphabetical order, for logs and tests; people see the sentences beside their inputs.
func (v Invalid) Error() string {
	lines := make([]string, 0, len(v))
	for _, field := range slices.Sorted(maps.Keys(v)) {
		lines = append(lines, field+": "+v[field])
	}
	return strings.Join(lines, "; ")
}

// sentences are all that is wrong, in alphabetical order of the fields, for a place without inputs.
func (v Invalid) sentences() string {
	sentences := make([]string, 0, len(v))
	for _, field := range slices.Sorted(maps.Keys(v)) {
		sentences = append(sentences, v[field])
	}
	return strings.Join(sentences, " ")
}
