package models

const fewKnown = 10

// FindByContact returns people whom a phone number or an e-mail address belongs to, however they are written, each with their active
// entries: at most ten, first added first.
func FindByContact(tx *Tx, scope Scope, phone, email string) ([]Person, error) {
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	normalEmail := NormalEmail(email)
	normalPhone, _ := NormalPhone(phone, account.Country)
	if normalEmail == "" && normalPhone == "" {
		return nil, nil
	}
	var people []Person
	err = scope.people(tx.Where("people.normal_email = ? AND ? <> '' OR people.normal_phone = ? AND ? <> ''", normalEmail, normalEmail, normalPhone, normalPhone)).
		Order("people.id").Limit(fewKnown).Find(&people).Error
	if err != nil {
		return nil, err
	}
	return people, loadActiveEntries(tx, scope, people)
}

// FindFamilyPeople are the members of a family that the scope may see, first added first.
func FindFamilyPeople(tx *Tx, scope Scope, familyID int64) ([]Person, error) {
	var people []Person
	err := scope.people(tx.Where("people.family_id = ?", familyID)).Order("people.id").Find(&people).Error
	if err == nil && len(people) == 0 {
		err = ErrNotFound
	}
	return people, err
}
