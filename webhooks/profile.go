package webhooks

import (
	"fmt"
	"slices"
	"strings"

	"anteroom/models"
)

// Profile says which personal data stays here: classes joined by commas, ProfileThin for all of it, or "" for none.
type Profile string

// ProfileThin sends ids alone.
const ProfileThin Profile = "thin"

// The classes of personal data that an endpoint may do without.
const (
	WithholdNames     = "names"
	WithholdBirthdate = "birthdate"
	WithholdContact   = "contact"
	WithholdAnswers   = "answers"
	WithholdNotes     = "notes"
)

// WithholdClasses lists the classes in the order that pages offer them.
func WithholdClasses() []string {
	return []string{WithholdNames, WithholdBirthdate, WithholdContact, WithholdAnswers, WithholdNotes}
}

// ParseProfile brings a list of classes into the one spelling under which bodies are kept.
func ParseProfile(text string) (Profile, error) {
	if Profile(text) == ProfileThin {
		return ProfileThin, nil
	}
	var classes []string
	for class := range strings.SplitSeq(text, ",") {
		class = strings.TrimSpace(class)
		if class == "" {
			continue
		}
		if !slices.Contains(WithholdClasses(), class) {
			return "", fmt.Errorf("no class of personal data is called %q", class)
		}
		classes = append(classes, class)
	}
	slices.Sort(classes)
	return Profile(strings.Join(slices.Compact(classes), ",")), nil
}

// Withholds says whether data of a class stays here.
func (p Profile) Withholds(class string) bool {
	return p == ProfileThin || p != "" && slices.Contains(strings.Split(string(p), ","), class)
}

// shown is a text of a class, or nothing where that stays here.
func (p Profile) shown(class, text string) string {
	if p.Withholds(class) {
		return ""
	}
	return text
}

// withholdsField sorts a field into its class. The priority is about the place in line, not the person.
func (p Profile) withholdsField(purpose models.Purpose) bool {
	switch purpose {
	case models.ForFirstName, models.ForLastName:
		return p.Withholds(WithholdNames)
	case models.ForBirthdate:
		return p.Withholds(WithholdBirthdate)
	case models.ForPhone, models.ForEmail:
		return p.Withholds(WithholdContact)
	case models.ForPriority:
		return false
	}
	return p.Withholds(WithholdAnswers)
}
