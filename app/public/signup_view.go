package public

import (
	"strconv"

	"anteroom/models"
	"anteroom/views"
)

// view words the form for its page.
func (f *form) view() views.Signup {
	view := views.Signup{
		Title: "Join the waitlist", Text: f.text, Action: f.action, Once: f.once, Opened: f.opened, Children: f.children,
		CanAdd: f.people < models.MostSignupPeople, Choosing: !f.allProposed(),
		Note: views.Field{
			Name: "note", Label: "Anything we should know?", Value: f.typed.Get("note"), MaxLength: models.LongestNote, Error: f.wrong["note"],
		},
	}
	if f.list != nil {
		view.Title, view.Description = "Join "+f.list.Name, f.list.Description
	}
	if !f.alone {
		view.Contact = f.contact()
	}
	for i := range f.people {
		view.People = append(view.People, f.person(i))
	}
	view.Errors = f.errors(view)
	return view
}

// errors are the sentences in the order of the form, each with its question: "Ella, Birthdate: Please write a date like 31/8/2021."
func (f *form) errors(view views.Signup) []views.FieldError {
	order, about := []string{}, map[string]string{}
	note := func(who string, q views.Field) {
		order, about[q.Name] = append(order, q.Name), q.Label+": "
		if who != "" {
			about[q.Name] = who + ", " + q.Label + ": "
		}
	}
	for _, q := range view.Contact {
		note("", q.Field)
	}
	for i, person := range view.People {
		for _, q := range person.Questions {
			note(view.Called(person), q.Field)
		}
		note(view.Called(person), views.Field{Name: of("list", i), Label: "List"})
	}
	note("", view.Note)
	errors := views.OrderErrors(f.wrong, order...)
	for i, wrong := range errors {
		errors[i].Text = about[wrong.Field] + wrong.Text
	}
	return errors
}

// contact asks who signs up and how to reach them.
func (f *form) contact() []views.Question {
	name := views.Field{
		Name: "contactName", Label: "Your name", Value: f.typed.Get("contactName"), Required: f.children, Autocomplete: "name", Error: f.wrong["contactName"],
	}
	if !f.children {
		name.Hint = "Leave this empty if you are the one waiting."
	}
	asked := []views.Question{{Field: name, Type: models.TypeText}}
	for i := range f.asked.Fields {
		if field := &f.asked.Fields[i]; isShared(field) {
			asked = append(asked, f.question(field, 0))
		}
	}
	return asked
}

func (f *form) person(index int) views.SignupPerson {
	seen := ""
	if _, proposed := f.proposals[index]; proposed {
		seen = f.ground(index)
	}
	person := views.SignupPerson{
		Number: index + 1, Name: f.typed.Get(of(string(models.ForFirstName), index)),
		Seen: views.Field{Name: of("seen", index), Value: seen}, CanRemove: f.people > 1 && (index > 0 || !f.alone),
	}
	for i := range f.asked.Fields {
		if field := &f.asked.Fields[i]; !isShared(field) || f.alone && index == 0 {
			person.Questions = append(person.Questions, f.question(field, index))
		}
	}
	person.Questions = append(person.Questions, views.Question{Type: models.TypeDate, Field: views.Field{
		Name: of("requestedDate", index), Label: "From when do you want a place?", Value: f.typed.Get(of("requestedDate", index)),
		Error: f.wrong[of("requestedDate", index)],
	}})
	if f.list == nil {
		f.offerLists(&person, index)
	}
	return person
}

// offerLists shows the proposed lists with the reason for each.
func (f *form) offerLists(person *views.SignupPerson, index int) {
	proposals, proposed := f.proposals[index]
	if !proposed {
		return
	}
	lists := &views.Field{Name: of("list", index), Label: "Which list?", Required: true, Values: f.ticked(index), Error: f.wrong[of("list", index)]}
	open := false
	for _, proposal := range proposals {
		option := views.Option{Value: strconv.FormatInt(proposal.Waitlist.ID, 10), Label: proposal.Waitlist.Name}
		if hasAges(&proposal.Waitlist) {
			option.Hint = proposal.Reason
		}
		if proposal.Signups != models.SignupsOpen {
			option.Disabled, option.Hint = true, "This list is full."
		}
		open = open || !option.Disabled
		lists.Options = append(lists.Options, option)
	}
	if !open {
		person.NoLists = noListFits
		return
	}
	person.Lists = lists
}

func (f *form) question(field *models.Field, person int) views.Question {
	name := of(base(field), person)
	if isShared(field) {
		name = base(field)
	}
	q := views.Question{Type: field.Type, Birthdate: field.Purpose == models.ForBirthdate, Field: views.Field{
		Name: name, Label: field.Label, Hint: field.Help, Error: f.wrong[name], Required: field.Required,
		Value: f.value(field, person), Values: f.input(field, person), Autocomplete: f.autocomplete(field, person),
	}}
	if isShared(field) && f.anyContact() {
		q.Plain = true
		if q.Hint == "" && field.Purpose == models.ForEmail {
			q.Hint = eitherContact
		}
	}
	switch {
	case q.Birthdate:
		q.Required = q.Required || f.needsBirthdate()
		q.Parts = f.dateParts(name)
		if q.Parts.ISO() == "" {
			q.Parts = views.SplitDate(q.Value)
		}
		if q.Hint == "" && !f.alone {
			q.Hint = "For a child who is not born yet, the due date."
		}
	case field.Type.HasChoices():
		for _, choice := range field.Choices {
			q.Options = append(q.Options, views.Option{Value: choice, Label: choice})
		}
	}
	return q
}

// autocomplete offers what the browser knows of the one who types, and never that for a child.
func (f *form) autocomplete(field *models.Field, person int) string {
	words := map[models.Purpose]string{
		models.ForPhone: "tel", models.ForEmail: "email", models.ForFirstName: "given-name", models.ForLastName: "family-name", models.ForBirthdate: "bday",
	}
	if isShared(field) || f.alone && person == 0 {
		return words[field.Purpose]
	}
	if words[field.Purpose] != "" && field.Purpose != models.ForBirthdate {
		return "off"
	}
	return ""
}
