package models

import "slices"

// Values are what somebody says about a person: field key to stored text, "" for no answer. A field without a key here is left as it is.
type Values map[string]string

// FormKind is the form that values come from.
type FormKind string

// The forms. Families see the fields meant for them; staff see every field in use.
const (
	SignupForm FormKind = "signup"
	StaffForm  FormKind = "staff"
)

// PersonForm is what is asked about a person: the fields in order, the priorities to choose among, and the country whose dates are typed.
type PersonForm struct {
	Account    *Account
	Fields     []Field
	Priorities []Priority
	Country    string
}

// FindPersonForm loads the fields of a form. A sign-up never asks for the priority: families do not rank themselves.
func FindPersonForm(tx *Tx, kind FormKind) (PersonForm, error) {
	account, err := FindAccount(tx)
	if err != nil {
		return PersonForm{}, err
	}
	now, err := knownFor(tx, account)
	if err != nil {
		return PersonForm{}, err
	}
	form := PersonForm{Account: account, Country: account.Country, Priorities: slices.Clone(now.priorities)}
	for _, field := range now.fields {
		if kind == StaffForm || field.OnSignup && field.Purpose != ForPriority {
			form.Fields = append(form.Fields, field)
		}
	}
	return form, nil
}

// Rule is what an answer to a field of the form has to keep to.
func (f PersonForm) Rule(field *Field) ValueRule {
	rule := ValueRule{Type: field.Type, Choices: field.Choices, Required: field.Required, Country: f.Country}
	if field.Purpose == ForPriority {
		rule.Choices = make([]string, len(f.Priorities))
		for i, priority := range f.Priorities {
			rule.Choices[i] = priority.Name
		}
	}
	return rule
}

// ReadValues reads every field of a form as inputs give it. What is wrong is named by the field's key.
func ReadValues(form PersonForm, input func(field *Field) []string) (Values, Invalid) {
	values, invalid := Values{}, Invalid{}
	for i := range form.Fields {
		field := &form.Fields[i]
		stored, err := ParseValue(form.Rule(field), input(field))
		values.note(field, stored, err, invalid)
	}
	return values, invalid
}

// ReadAPIValues reads the fields that a body names by their keys and leaves the others alone. A required field may stay
// unnamed but not be emptied.
func ReadAPIValues(form PersonForm, body map[string]any) (Values, Invalid) {
	values, invalid := Values{}, Invalid{}
	known := map[string]bool{}
	for i := range form.Fields {
		field := &form.Fields[i]
		known[field.Key] = true
		if value, given := body[field.Key]; given {
			stored, err := FromAPI(form.Rule(field), value)
			values.note(field, stored, err, invalid)
		}
	}
	for key := range body {
		if !known[key] {
			invalid.Add(key, "There is no field of this name. GET /fields lists their keys.")
		}
	}
	return values, invalid
}

func (v Values) note(field *Field, stored string, err error, invalid Invalid) {
	if err == nil {
		v[field.Key] = stored
		return
	}
	if invalid.Check(field.Key, err) != nil {
		invalid.Add(field.Key, "This could not be read. Please write it another way.")
	}
}

// Of is the value said for what the program uses itself, "" where nothing was said.
func (v Values) Of(fields []Field, purpose Purpose) string {
	for i := range fields {
		if fields[i].Purpose == purpose {
			return v[fields[i].Key]
		}
	}
	return ""
}
