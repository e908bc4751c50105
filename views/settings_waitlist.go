package views

import "encoding/json"

// pairs are the settings by the names of their inputs.
func (f WaitlistForm) pairs() [][2]string {
	return [][2]string{
		{"name", f.Name},
		{"slug", f.Slug},
		{"description", f.Description},
		{"locationId", f.LocationID},
		{"minMonths", f.MinMonths},
		{"maxMonths", f.MaxMonths},
		{"ageAt", f.AgeAt},
		{"cutoffDate", f.CutoffDate},
		{"nextWaitlistId", f.NextWaitlistID},
		{"capacity", f.Capacity},
		{"isPublic", f.IsPublic},
		{"isOpen", f.IsOpen},
		{"showPlace", f.ShowPlace},
		{"confirmDays", f.ConfirmDays},
		{"graceDays", f.GraceDays},
	}
}

// waitlistLabels name the settings to people.
var waitlistLabels = map[string]string{
	"name": "Name", "slug": "Name in addresses", "description": "Description", "locationId": "Location", "minMonths": "Ages from",
	"maxMonths": "Ages under", "ageAt": "When the age counts", "cutoffDate": "The day at which ages count", "nextWaitlistId": "Next list",
	"capacity": "Room", "isPublic": "People can sign up", "isOpen": "Open to new sign-ups", "showPlace": "Tell people their place",
	"confirmDays": "Days until asked again", "graceDays": "Days to answer",
}

// Difference is a setting that is not as it was, in words.
type Difference struct {
	Label    string
	Was, Now string
}

// Remember writes the settings into one text for a hidden input, to tell later what was changed meanwhile.
func (f WaitlistForm) Remember() (string, error) {
	text, err := json.Marshal(f.pairs())
	return string(text), err
}

// Since says what of these settings differs from those that Remember kept. A text that is none differs in nothing.
func (f WaitlistForm) Since(seen string, lists, locations []Option) []Difference {
	var old [][2]string
	if json.Unmarshal([]byte(seen), &old) != nil {
		return nil
	}
	was := map[string]string{}
	for _, pair := range old {
		was[pair[0]] = pair[1]
	}
	var differences []Difference
	for _, pair := range f.pairs() {
		name, now := pair[0], pair[1]
		before, known := was[name]
		if !known || before == now {
			continue
		}
		word := func(value string) string { return settingWord(name, value, lists, locations) }
		differences = append(differences, Difference{Label: waitlistLabels[name], Was: word(before), Now: word(now)})
	}
	return differences
}

// settingWord is a setting's value as people read it.
func settingWord(name, value string, lists, locations []Option) string {
	switch name {
	case "isPublic", "isOpen", "showPlace":
		if value == "" {
			return "no"
		}
		return "yes"
	case "nextWaitlistId":
		return labelOf(value, lists)
	case "locationId":
		return labelOf(value, locations)
	}
	if value == "" {
		return "empty"
	}
	return "“" + value + "”"
}

func labelOf(value string, options []Option) string {
	for _, option := range options {
		if option.Value == value {
			return "“" + option.Label + "”"
		}
	}
	return "none"
}
