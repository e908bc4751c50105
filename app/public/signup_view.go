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
	order := []string{}
	ask := func(q views.Question) views.Question {
		order = append(order, q.Name)
		return q
	}
	if !f.alone {
		for _, q := range f.contact() {
			view.Contact = append(view.Contact, ask(q))
		}
	}
	for i := range f.people {
		person := f.person(i)
		for _, q := range person.Questions {
			order = append(order, q.Name)
		}
		order = append(order, of("list", i))
		view.People = append(view.People, person)
	}
	view.Errors = views.OrderErrors(f.wrong, append(order, "note")...)
	return view
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
	lists := &views.Field{Name: of("list", index), Label: "Lists", Required: true, Values: f.ticked(index), Error: f.wrong[of("list", index)]}
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
