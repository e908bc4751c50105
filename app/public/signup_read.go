package public

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"anteroom/models"
	"anteroom/views"
)

// read makes a sign-up of what was typed; what is wrong stands in f.wrong.
func (f *form) read() (models.Signup, error) {
	signup := models.Signup{}
	shared, err := f.readContact(&signup)
	if err != nil {
		return signup, err
	}
	for i := range f.people {
		person := models.SignupPerson{Values: maps.Clone(shared)}
		if err := f.readPerson(&person, i); err != nil {
			return signup, err
		}
		signup.People = append(signup.People, person)
	}
	note, err := models.CleanText(f.typed.Get("note"), models.LongestNote)
	if err := f.wrong.Check("note", err); err != nil {
		return signup, err
	}
	signup.Note = note
	return signup, nil
}

// readContact reads what the whole family shares. Somebody who cannot be reached would wait in vain.
func (f *form) readContact(signup *models.Signup) (models.Values, error) {
	shared, asks, given := models.Values{}, "", false
	for i := range f.asked.Fields {
		field := &f.asked.Fields[i]
		if !isShared(field) {
			continue
		}
		stored, err := models.ParseValue(f.asked.Rule(field), f.typed[base(field)])
		if err := f.wrong.Check(base(field), err); err != nil {
			return nil, err
		}
		shared[field.Key] = stored
		asks, given = base(field), given || stored != "" || err != nil
	}
	if asks != "" && !given {
		f.wrong.Add(asks, needContact)
	}
	if f.alone {
		return shared, nil
	}
	contact, err := models.CleanLine(f.typed.Get("contactName"), 100)
	if contact == "" && err == nil && f.children {
		f.wrong.Add("contactName", needName)
	}
	signup.Contact = contact
	return shared, f.wrong.Check("contactName", err)
}

func (f *form) readPerson(person *models.SignupPerson, index int) error {
	for i := range f.asked.Fields {
		field := &f.asked.Fields[i]
		if isShared(field) {
			continue
		}
		typed := f.input(field, index)
		stored, err := models.ParseValue(f.asked.Rule(field), typed)
		if err != nil && field.Purpose == models.ForBirthdate && len(typed) > 0 {
			f.wrong.Add(of(base(field), index), noSuchDay)
		}
		if err := f.wrong.Check(of(base(field), index), err); err != nil {
			return err
		}
		person.Values[field.Key] = stored
	}
	if person.Values.Of(f.asked.Fields, models.ForFirstName)+person.Values.Of(f.asked.Fields, models.ForLastName) == "" {
		f.wrong.Add(of(string(models.ForFirstName), index), needName)
	}
	person.Requested = f.requested(index, true)
	f.checkBirthdate(f.birthdate(index), person.Requested, index)
	if f.list != nil {
		person.Lists = []int64{f.list.ID}
		return nil
	}
	person.Lists = f.chosen(index)
	return nil
}

// birthdate is a person's, zero where it is missing or wrong.
func (f *form) birthdate(person int) models.Date {
	for i := range f.asked.Fields {
		if field := &f.asked.Fields[i]; field.Purpose == models.ForBirthdate {
			stored, err := models.ParseValue(models.ValueRule{Type: models.TypeDate, Country: f.asked.Country}, f.input(field, person))
			if err != nil {
				return models.Date{}
			}
			date, err := models.ParseDate(stored)
			if err != nil {
				return models.Date{}
			}
			return date
		}
	}
	return models.Date{}
}

// requested is the day from which a place is wanted; where it can be none it is noted if so wished.
func (f *form) requested(person int, note bool) models.Date {
	name := of("requestedDate", person)
	order := models.DateOrder(f.asked.Country)
	date, err := models.ParseLocalDate(f.typed.Get(name), order)
	switch {
	case err != nil && note:
		f.wrong.Add(name, fmt.Sprintf(unlikelyDay, order.Example()))
	case !date.IsZero() && date.Before(f.today) && note:
		f.wrong.Add(name, notInPast)
	}
	return date
}

// checkBirthdate refuses slips of the pen, and whoever is above the ages of the list that the link names: it would end their place at
// the next night. Who is too young may wait.
func (f *form) checkBirthdate(birth, requested models.Date, person int) {
	name := of(string(models.ForBirthdate), person)
	switch {
	case birth.IsZero():
		if f.needsBirthdate() {
			f.wrong.Add(name, needBirthdate)
		}
	case birth.After(f.today.AddMonths(12)):
		f.wrong.Add(name, notBornSoon)
	case f.alone && birth.After(f.today):
		f.wrong.Add(name, notBorn)
	case f.list != nil:
		on := f.list.AgeAt.On(f.today, requested, f.list.CutoffDate)
		if f.list.Range().Fit(birth, on) == models.FitAbove {
			f.wrong.Add(name, fmt.Sprintf(tooOldFor, f.list.Name, f.list.Range()))
		}
	}
}

// needsBirthdate holds where ages decide.
func (f *form) needsBirthdate() bool {
	return !f.alone && slices.ContainsFunc(f.asked.Fields, func(field models.Field) bool {
		return field.Purpose == models.ForBirthdate
	})
}

// chosen are the proposed lists that were ticked, as far as they are still proposed.
func (f *form) chosen(person int) []int64 {
	ids := []int64{}
	for _, proposal := range f.proposals[person] {
		ticked := slices.Contains(f.typed[of("list", person)], strconv.FormatInt(proposal.Waitlist.ID, 10))
		if ticked && proposal.Signups == models.SignupsOpen {
			ids = append(ids, proposal.Waitlist.ID)
		}
	}
	return ids
}

func (f *form) dateParts(name string) views.DateParts {
	return views.DateParts{Day: f.typed.Get(name + "-day"), Month: f.typed.Get(name + "-month"), Year: f.typed.Get(name + "-year")}
}
