package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// FieldType is what a field of the account holds.
type FieldType string

const (
	TypeText        FieldType = "text"
	TypeArea        FieldType = "area"
	TypeNumber      FieldType = "number"
	TypeDate        FieldType = "date"
	TypePhone       FieldType = "phone"
	TypeEmail       FieldType = "email"
	TypeChoice      FieldType = "choice"
	TypeMultiChoice FieldType = "multichoice"
	TypeCheckbox    FieldType = "checkbox"
)

// FieldTypes lists the types in the order people are offered them.
func FieldTypes() []FieldType {
	return []FieldType{
		TypeText, TypeArea, TypeNumber, TypeDate, TypePhone, TypeEmail, TypeChoice, TypeMultiChoice, TypeCheckbox,
	}
}

// Known says that the type is one of ours.
func (t FieldType) Known() bool { return slices.Contains(FieldTypes(), t) }

// HasChoices says that the type is answered by picking.
func (t FieldType) HasChoices() bool { return t == TypeChoice || t == TypeMultiChoice }

const (
	longestLine = 500
	longestArea = 5000
	ticked      = "Yes"
)

// ValueRule is what an answer has to keep to. Country (two letters) gives the order of dates as people type them.
type ValueRule struct {
	Type     FieldType
	Choices  []string
	Required bool
	Country  string
}

// ParseValue reads an answer as a form or a CSV cell gives it and returns the text to store, or a Sentence. Stored are: dates as 2021-08-09,
// numbers in plain decimals, several choices joined by commas in the field's order, a ticked box as Yes, phones as they were typed, and ""
// for no answer. More than one input counts for several choices alone; a stored text reads as itself.
func ParseValue(rule ValueRule, input []string) (string, error) {
	stored, err := parseAnswer(rule, input)
	if err == nil && stored == "" && rule.Required {
		err = rule.missing()
	}
	return stored, err
}

func (r ValueRule) missing() Sentence {
	switch r.Type {
	case TypeCheckbox:
		return "Please tick this box to go on."
	case TypeMultiChoice:
		return "Please choose at least one."
	case TypeChoice:
		return "Please choose one."
	}
	return "Please fill this in."
}

func parseAnswer(rule ValueRule, input []string) (string, error) {
	if rule.Type == TypeMultiChoice {
		return parseChoices(rule.Choices, input)
	}
	text := ""
	if i := slices.IndexFunc(input, func(s string) bool { return strings.TrimSpace(s) != "" }); i >= 0 {
		text = input[i]
	}
	if rule.Type == TypeArea {
		return CleanText(text, longestArea)
	}
	line, err := CleanLine(text, longestLine)
	if err != nil || line == "" {
		return "", err
	}
	switch rule.Type {
	case TypeText:
		return line, nil
	case TypeNumber:
		return parseNumber(line)
	case TypeDate:
		date, err := ParseLocalDate(line, DateOrder(rule.Country))
		if err != nil {
			return "", Sentence("Please write a date like " + DateOrder(rule.Country).Example() + ".")
		}
		return date.String(), nil
	case TypePhone:
		if err := CheckPhone(line); err != nil {
			return "", err
		}
		return line, nil
	case TypeEmail:
		return ParseEmail(line)
	case TypeChoice:
		return parseChoice(rule.Choices, line)
	case TypeCheckbox:
		return parseTick(line)
	}
	return "", fmt.Errorf("unknown field type %q", rule.Type)
}

func parseTick(line string) (string, error) {
	switch strings.ToLower(line) {
	case "yes", "true", "on", "1", "x", "y":
		return ticked, nil
	case "no", "false", "off", "0", "n":
		return "", nil
	}
	return "", Sentence("Please answer Yes or No.")
}

// parseNumber takes 12, -3.50 and 3,5 and gives 12, -3.5 and 3.5. A comma before three digits may part thousands: that is asked back.
func parseNumber(line string) (string, error) {
	wrong := Sentence("Please write a number like 12 or 12.5, without other signs.")
	sign, rest := "", strings.TrimPrefix(line, "+")
	if found := strings.HasPrefix(line, "-"); found {
		sign, rest = "-", line[1:]
	}
	whole, fraction, found := strings.Cut(strings.ReplaceAll(rest, ",", "."), ".")
	if whole == "" || (found && fraction == "") || digitsOf(whole) != whole || digitsOf(fraction) != fraction {
		return "", wrong
	}
	if strings.Contains(rest, ",") && len(fraction) == 3 && whole != "0" {
		return "", wrong
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if len(whole) > 15 || len(fraction) > 10 {
		return "", Sentence("Please write a number of at most 15 digits, with at most 10 after the point.")
	}
	number := whole
	if number == "" {
		number = "0"
	}
	if fraction != "" {
		number += "." + fraction
	}
	if number == "0" {
		return number, nil
	}
	return sign + number, nil
}

// WebhookValue words a stored answer as a text for webhooks (reference 000): dates 8/9/2021, several choices joined by commas, boxes Yes
// or No, "" for no answer. A box nobody saw is a box nobody ticked: No.
func WebhookValue(fieldType FieldType, stored string) string {
	switch fieldType {
	case TypeDate:
		if date, err := ParseDate(stored); err == nil {
			return date.US()
		}
	case TypeCheckbox:
		if stored == "" {
			return "No"
		}
	}
	return stored
}

// APIValue words a stored answer for the API: dates as 2021-08-09, numbers as numbers, several choices as an array, boxes as booleans. No
// answer is null for a date or a number, [] for several choices, "" elsewhere.
func APIValue(fieldType FieldType, stored string) any {
	switch fieldType {
	case TypeNumber:
		if stored == "" {
			return nil
		}
		return json.Number(stored)
	case TypeDate:
		if stored == "" {
			return nil
		}
	case TypeMultiChoice:
		return SplitChoices(stored)
	case TypeCheckbox:
		return stored != ""
	}
	return stored
}
