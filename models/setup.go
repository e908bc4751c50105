package models

import "errors"

// Setup is what a new installation needs: the account, the standard fields and the usual priorities.
type Setup struct {
	Name     string
	TimeZone string
	Country  string
	Language string
}

// EnsureAccount finds the account, or makes it with what is given.
func EnsureAccount(tx *Tx, setup Setup) (*Account, error) {
	account, err := FindAccount(tx)
	if errors.Is(err, ErrNotFound) {
		return CreateAccount(tx, setup)
	}
	return account, err
}

// CreateAccount makes the one account of an installation with its standard fields, which stay when others are added.
func CreateAccount(tx *Tx, setup Setup) (*Account, error) {
	account := &Account{
		ID: 1, PublicID: NewPublicID(), Name: setup.Name, TimeZone: setup.TimeZone, Country: setup.Country, Language: setup.Language,
		AddedDateKey: "AddedDate", RequestedDateKey: "RequestedDate", NightAt: "03:00", KeptBodies: usualBodies, KeptDeliveries: usualDeliveries,
		CreatedAt: TxNow(tx),
	}
	if account.Language == "" {
		account.Language = "en"
	}
	if err := tx.Create(account).Error; err != nil {
		return nil, err
	}
	fields := standardFields()
	for i := range fields {
		fields[i].PublicID, fields[i].Rank, fields[i].CreatedAt = NewPublicID(), i+1, TxNow(tx)
		fields[i].Label = fields[i].Key
	}
	return account, tx.Create(&fields).Error
}

func standardFields() []Field {
	return []Field{
		{Key: "First Name", Type: TypeText, Purpose: ForFirstName, Required: true, OnSignup: true},
		{Key: "Last Name", Type: TypeText, Purpose: ForLastName, Required: true, OnSignup: true},
		{Key: "Birthdate", Type: TypeDate, Purpose: ForBirthdate, OnSignup: true},
		{Key: "Priority", Type: TypeChoice, Purpose: ForPriority},
		{Key: "Phone #", Type: TypePhone, Purpose: ForPhone, OnSignup: true},
		{Key: "Email", Type: TypeEmail, Purpose: ForEmail, OnSignup: true},
		{Key: "Days Available", Type: TypeMultiChoice, Purpose: ForDays, OnSignup: true, Choices: Texts{
			"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		}},
		{Key: "Location", Type: TypeChoice, Purpose: ForLocation, Choices: Texts{}},
	}
}
