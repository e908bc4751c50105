package public

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
)

// form is the sign-up as it was typed, with what it asks. The names of its inputs: firstName, lastName, birthdate-day, phone, email,
// days, location, field-7 for the account's own; those of the second person end in -2.
type form struct {
	asked models.PersonForm
	list  *models.Waitlist  // nil: the lists are proposed
	lists []models.Waitlist // public and open
	today models.Date

	text   string
	action string
	once   string
	opened string

	typed    url.Values
	people   int
	children bool // every list is for some ages alone
	alone    bool // the first person signs up for themselves

	proposals map[int][]models.Proposal // by person
	wrong     models.Invalid
}

func newForm(asked models.PersonForm, today models.Date) *form {
	return &form{asked: asked, today: today, typed: url.Values{}, people: 1, proposals: map[int][]models.Proposal{}, wrong: models.Invalid{}}
}

// look finds out whom the form speaks to, and leaves out questions without an answer to choose.
func (f *form) look() {
	lists := f.lists
	if f.list != nil {
		lists = []models.Waitlist{*f.list}
	}
	aged := 0
	for i := range lists {
		if hasAges(&lists[i]) {
			aged++
		}
	}
	f.children, f.alone = aged > 0 && aged == len(lists), aged == 0
	f.asked.Fields = slices.DeleteFunc(f.asked.Fields, func(field models.Field) bool {
		return field.Type.HasChoices() && len(field.Choices) == 0
	})
}

// fill takes what was typed. A number of people that is none counts as one.
func (f *form) fill(typed url.Values) {
	f.typed = typed
	f.once, f.opened = typed.Get("once"), typed.Get("opened")
	people, err := strconv.Atoi(typed.Get("people"))
	if err != nil {
		people = 1
	}
	f.people = min(max(people, 1), models.MostSignupPeople)
}

// isShared holds for what is asked once for the whole family.
func isShared(field *models.Field) bool {
	return field.Purpose == models.ForPhone || field.Purpose == models.ForEmail
}

// anyContact holds where the family may choose how it is reached.
func (f *form) anyContact() bool {
	optional := 0
	for i := range f.asked.Fields {
		if field := &f.asked.Fields[i]; isShared(field) && !field.Required {
			optional++
		}
	}
	return optional == 2
}

// base names a question without saying whose it is.
func base(field *models.Field) string {
	if field.Purpose != "" {
		return string(field.Purpose)
	}
	return "field-" + strconv.FormatInt(field.ID, 10)
}

// of names a person's input.
func of(base string, person int) string {
	if person == 0 {
		return base
	}
	return base + "-" + strconv.Itoa(person+1)
}

// inputs are the names of everything asked about a person, always in the same order.
func (f *form) inputs(person int) []string {
	names := []string{of("requestedDate", person), of("list", person), of("seen", person)}
	for i := range f.asked.Fields {
		field := &f.asked.Fields[i]
		switch {
		case isShared(field):
		case field.Purpose == models.ForBirthdate:
			name := of(base(field), person)
			names = append(names, name, name+"-day", name+"-month", name+"-year")
		default:
			names = append(names, of(base(field), person))
		}
	}
	return names
}

// addPerson makes room for one more. What brothers and sisters mostly share is not asked twice.
func (f *form) addPerson() {
	if f.people == models.MostSignupPeople {
		return
	}
	for _, name := range []string{string(models.ForLastName), string(models.ForDays), string(models.ForLocation), "requestedDate"} {
		f.typed[of(name, f.people)] = slices.Clone(f.typed[name])
	}
	f.people++
}

// removePerson lets those behind move up. Number counts from 1, as people see it.
func (f *form) removePerson(number string) {
	index, err := strconv.Atoi(number)
	if err != nil || index < 1 || index > f.people || f.people == 1 {
		return
	}
	for i := index - 1; i < f.people; i++ {
		next := f.inputs(i + 1)
		for n, name := range f.inputs(i) {
			f.typed[name] = f.typed[next[n]]
			if i == f.people-1 {
				delete(f.typed, name)
			}
		}
	}
	f.people--
}

// input is what was typed for a field: a birthdate in three boxes, or in one by a program.
func (f *form) input(field *models.Field, person int) []string {
	name := of(base(field), person)
	if field.Purpose != models.ForBirthdate {
		return f.typed[name]
	}
	if parts := f.dateParts(name).ISO(); parts != "" {
		return []string{parts}
	}
	return f.typed[name]
}

// value is what was typed for a field with one answer.
func (f *form) value(field *models.Field, person int) string {
	return strings.Join(f.input(field, person), ",")
}
