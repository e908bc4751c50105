package views

import "anteroom/models"

// chips are the filters in force, each with the way to drop it.
func (f WaitlistFilter) chips(priorities []models.Priority, fields []models.Field) []Chip {
	chips := []Chip{{Label: "By " + f.sortWord(), Href: f.With("sort", "", "down", ""), On: true, Remove: f.Sorted()}}
	drop := func(label string, names ...string) {
		pairs := []string{}
		for _, name := range names {
			pairs = append(pairs, name, "")
		}
		chips = append(chips, Chip{Label: label, Href: f.With(pairs...), On: true, Remove: true})
	}
	if q := f.Get("q"); q != "" {
		drop("“"+q+"”", "q")
	}
	if id := f.Get("priority"); id != "" {
		drop("Priority: "+priorityName(priorities, id), "priority")
	}
	if f.Get("ageMin") != "" || f.Get("ageMax") != "" {
		drop(f.ageWord(), "ageMin", "ageMax", "ageOn")
	}
	if day := f.Get("day"); day != "" {
		drop("Days: "+day, "day")
	}
	if f.Get("from") != "" {
		drop("Wanted from "+dateWord(f.Get("from")), "from")
	}
	if f.Get("to") != "" {
		drop("Wanted until "+dateWord(f.Get("to")), "to")
	}
	if f.Get("placed") != "" {
		drop("Placed by hand", "placed")
	}
	if f.Get("unconfirmed") != "" {
		drop("Not confirmed since "+dateWord(f.Get("unconfirmed")), "unconfirmed")
	}
	for i := range fields {
		if answer := f.Get(AnswerName(&fields[i])); answer != "" {
			drop(fields[i].Label+": "+answerWord(&fields[i], answer), AnswerName(&fields[i]))
		}
	}
	return chips
}

// answerWord is what a filter by a field asks for.
func answerWord(field *models.Field, answer string) string {
	switch {
	case answer != models.NoAnswer:
		return answer
	case field.Type == models.TypeCheckbox:
		return "No"
	}
	return "not answered"
}

func answerOptions(field *models.Field) []Option {
	if field.Type == models.TypeCheckbox {
		return []Option{{Value: "Yes", Label: "Yes"}, {Value: models.NoAnswer, Label: "No"}}
	}
	return append(sameOptions(field.Choices), Option{Value: models.NoAnswer, Label: "Not answered"})
}

func (f WaitlistFilter) sortWord() string {
	switch f.sort() {
	case "left":
		return "day of leaving"
	case "name":
		return "name"
	case "added":
		return "date applied"
	case "requested":
		return "date wanted"
	case "age":
		return "age"
	}
	return "place"
}

func (f WaitlistFilter) ageWord() string {
	word := "Age: "
	switch {
	case f.Get("ageMax") == "":
		word += "from " + f.Get("ageMin")
	case f.Get("ageMin") == "":
		word += "under " + f.Get("ageMax")
	default:
		word += f.Get("ageMin") + " to " + f.Get("ageMax")
	}
	if f.Get("ageOn") == "requested" {
		return word + " months when wanted"
	}
	return word + " months"
}

func dateWord(iso string) string {
	date, err := models.ParseDate(iso)
	if err != nil {
		return iso
	}
	return date.Text()
}

func priorityName(priorities []models.Priority, id string) string {
	for i := range priorities {
		if idText(priorities[i].ID) == id {
			return priorities[i].Name
		}
	}
	return "none"
}
