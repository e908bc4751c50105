package models

// Likeness is what tells whether two people are the same one.
type Likeness struct {
	FirstName string
	LastName  string
	Birthdate Date
	Phone     string
	Email     string
}

// LikenessOf takes it from what a form says.
func LikenessOf(fields []Field, values Values) (Likeness, error) {
	birthdate, err := ParseDate(values.Of(fields, ForBirthdate))
	return Likeness{
		FirstName: values.Of(fields, ForFirstName), LastName: values.Of(fields, ForLastName), Birthdate: birthdate,
		Phone: values.Of(fields, ForPhone), Email: values.Of(fields, ForEmail),
	}, err
}

// FindAlike returns everybody with the same normalised name (and birthdate, where both have one) and the same normalised e-mail or phone, on
// whichever list or none, first added first. Brothers and sisters who share a contact are not alike.
func FindAlike(tx *Tx, likeness Likeness) ([]Person, error) {
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	name := NormalName(likeness.LastName, likeness.FirstName)
	email := NormalEmail(likeness.Email)
	phone, _ := NormalPhone(likeness.Phone, account.Country)
	if name == "" || email == "" && phone == "" {
		return nil, nil
	}
	var people []Person
	err = tx.Where("normal_name = ? AND (normal_email = ? AND ? <> '' OR normal_phone = ? AND ? <> '')", name, email, email, phone, phone).
		Order("id").Find(&people).Error
	if err != nil {
		return nil, err
	}
	var alike []Person
	for _, p := range people {
		if p.Birthdate.IsZero() || likeness.Birthdate.IsZero() || p.Birthdate == likeness.Birthdate {
			alike = append(alike, p)
		}
	}
	return alike, nil
}

// Doubles are those who may be the same person as one who is there: alike by name and contact, as far as the scope may see.
func Doubles(tx *Tx, scope Scope, p *Person) ([]Person, error) {
	alike, err := FindAlike(tx, Likeness{FirstName: p.FirstName, LastName: p.LastName, Birthdate: p.Birthdate, Phone: p.Phone, Email: p.Email})
	var ids []int64
	for i := range alike {
		if alike[i].ID != p.ID {
			ids = append(ids, alike[i].ID)
		}
	}
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	var doubles []Person
	return doubles, scope.people(tx.Where("people.id IN ?", ids)).Order("people.id").Limit(5).Find(&doubles).Error
}
