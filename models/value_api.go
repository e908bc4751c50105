package models

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// FromAPI reads an answer as JSON gave it to the API and returns the text to store, or a Sentence. It takes what APIValue gives, null for
// no answer, and texts for numbers and boxes; a date is 2021-08-09 and nothing else.
func FromAPI(rule ValueRule, value any) (string, error) {
	input, ok := apiInput(rule.Type, value)
	if !ok {
		return "", rule.wanted()
	}
	if rule.Type == TypeDate && len(input) > 0 {
		if _, err := ParseDate(input[0]); err != nil {
			return "", rule.wanted()
		}
	}
	return ParseValue(rule, input)
}

func (r ValueRule) wanted() Sentence {
	switch r.Type {
	case TypeNumber:
		return "Please send a number."
	case TypeDate:
		return "Please send a date as YYYY-MM-DD, between 1900 and 2200."
	case TypeMultiChoice:
		return "Please send an array of choices."
	case TypeCheckbox:
		return "Please send true or false."
	}
	return "Please send a text."
}

func apiInput(fieldType FieldType, value any) (input []string, ok bool) {
	switch value := value.(type) {
	case nil:
		return nil, true
	case string:
		return []string{value}, true
	case bool:
		return []string{strconv.FormatBool(value)}, fieldType == TypeCheckbox
	case float64:
		return []string{strconv.FormatFloat(value, 'f', -1, 64)}, fieldType == TypeNumber
	case int:
		return []string{strconv.Itoa(value)}, fieldType == TypeNumber
	case json.Number:
		return apiNumber(value), fieldType == TypeNumber
	case []string:
		return value, fieldType == TypeMultiChoice
	case []any:
		for _, item := range value {
			text, isText := item.(string)
			if !isText {
				return nil, false
			}
			input = append(input, text)
		}
		return input, fieldType == TypeMultiChoice
	}
	return nil, false
}

// apiNumber writes 1e3 as 1000; digits beyond those of a float stay where there is no exponent.
func apiNumber(number json.Number) []string {
	if _, err := parseNumber(number.String()); err == nil {
		return []string{number.String()}
	}
	f, err := number.Float64()
	if err != nil {
		return []string{fmt.Sprintf("%q", number)}
	}
	return []string{strconv.FormatFloat(f, 'f', -1, 64)}
}
