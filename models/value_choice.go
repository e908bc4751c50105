package models

import (
	"slices"
	"strings"
)

const (
	mostChoices   = 200
	longestChoice = 100
)

// ParseChoices cleans the choices somebody gives a field: empty lines go; a comma, a repetition or none at all is answered with a Sentence.
func ParseChoices(input []string) ([]string, error) {
	var choices []string
	for _, text := range input {
		choice, err := CleanLine(text, longestChoice)
		if err != nil {
			return nil, err
		}
		if choice == "" {
			continue
		}
		if strings.Contains(choice, ",") {
			return nil, Sentence("Please word the choice “" + choice + "” without a comma: commas part the answers.")
		}
		if findChoice(choices, choice) >= 0 {
			return nil, Sentence("Please name the choice “" + choice + "” only once.")
		}
		choices = append(choices, choice)
	}
	if len(choices) == 0 {
		return nil, Sentence("Please name at least one choice.")
	}
	if len(choices) > mostChoices {
		return nil, Sentence("Please name at most 200 choices.")
	}
	return choices, nil
}

// SplitChoices cuts a stored answer of several choices; no answer is an empty list, not nil.
func SplitChoices(stored string) []string {
	if stored == "" {
		return []string{}
	}
	return strings.Split(stored, ",")
}

func parseChoice(choices []string, line string) (string, error) {
	i := findChoice(choices, line)
	if i < 0 {
		return "", Sentence("Please choose one of the answers offered.")
	}
	return choices[i], nil
}

// parseChoices joins the chosen ones in the field's order, however they were ordered or joined before.
func parseChoices(choices, input []string) (string, error) {
	chosen := make([]bool, len(choices))
	for _, text := range strings.Split(strings.Join(input, ","), ",") {
		line, err := CleanLine(text, longestLine)
		if err != nil {
			return "", err
		}
		if line == "" {
			continue
		}
		i := findChoice(choices, line)
		if i < 0 {
			return "", Sentence("Please choose among the answers offered.")
		}
		chosen[i] = true
	}
	var kept []string
	for i, choice := range choices {
		if chosen[i] {
			kept = append(kept, choice)
		}
	}
	return strings.Join(kept, ","), nil
}

// findChoice prefers the very words and takes another case for the same.
func findChoice(choices []string, text string) int {
	if i := slices.Index(choices, text); i >= 0 {
		return i
	}
	return slices.IndexFunc(choices, func(choice string) bool { return strings.EqualFold(choice, text) })
}
