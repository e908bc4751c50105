package models

import "fmt"

// importMatch finds who a row is about: by the number it gives, else by name with the birthdate or a contact. nil is nobody we know.
func importMatch(tx *Tx, r *importReader, p *importPerson) (*Person, error) {
	if p.personID != 0 {
		person, err := FindPerson(tx, Everywhere(), p.personID)
		if err != nil {
			return nil, found(err)
		}
		return person, nil
	}
	name := p.normalName(r)
	if name == "" {
		return nil, nil
	}
	var named []Person
	if err := tx.Where("normal_name = ?", name).Order("id").Limit(sameNames).Find(&named).Error; err != nil {
		return nil, err
	}
	return pickAlike(named, p, r)
}

// sameNames is how many people of one name are looked at.
const sameNames = 200

func (p *importPerson) normalName(r *importReader) string {
	return NormalName(p.values.Of(r.form.Fields, ForLastName), p.values.Of(r.form.Fields, ForFirstName))
}

// pickAlike is the one of the same name who is the same person; two of them are one too many to choose from.
func pickAlike(named []Person, p *importPerson, r *importReader) (*Person, error) {
	var match *Person
	for i := range named {
		if !p.isLike(&named[i], r) {
			continue
		}
		if match != nil {
			return nil, Sentence(fmt.Sprintf("Two people are like this one: numbers %d and %d. Please add a column with the person number.", match.ID, named[i].ID))
		}
		match = &named[i]
	}
	return match, nil
}

// isLike holds for the same birthdate, or the same phone or e-mail where not both have a birthdate.
func (p *importPerson) isLike(other *Person, r *importReader) bool {
	birthdate, err := ParseDate(p.values.Of(r.form.Fields, ForBirthdate))
	if err == nil && !birthdate.IsZero() && !other.Birthdate.IsZero() {
		return birthdate == other.Birthdate
	}
	phone, _ := NormalPhone(p.values.Of(r.form.Fields, ForPhone), r.form.Country)
	email := NormalEmail(p.values.Of(r.form.Fields, ForEmail))
	return phone != "" && phone == other.NormalPhone || email != "" && email == other.NormalEmail
}

// asPerson is the row as the person it would make, for comparing it with the rows below.
func (p *importPerson) asPerson(r *importReader) Person {
	person := Person{}
	person.Birthdate, _ = ParseDate(p.values.Of(r.form.Fields, ForBirthdate))
	person.NormalPhone, _ = NormalPhone(p.values.Of(r.form.Fields, ForPhone), r.form.Country)
	person.NormalEmail = NormalEmail(p.values.Of(r.form.Fields, ForEmail))
	return person
}
