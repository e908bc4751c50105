package models

import "gorm.io/gorm"

// Purpose is what the program itself uses a standard field for.
type Purpose string

// The purposes. Those of a name, a birthdate, a phone, an e-mail and the priority are columns of Person;
// the rest are answers like those of any other field.
const (
	ForFirstName Purpose = "firstName"
	ForLastName  Purpose = "lastName"
	ForBirthdate Purpose = "birthdate"
	ForPhone     Purpose = "phone"
	ForEmail     Purpose = "email"
	ForPriority  Purpose = "priority"
	ForDays      Purpose = "days"
	ForLocation  Purpose = "location"
)

// Field is a question that the account asks about a person. Key is its label at creation: it names the field
// in payloads and the API and never changes; Label is for display.
type Field struct {
	ID         int64
	PublicID   string
	Key        string
	Label      string
	Help       string
	Type       FieldType
	Purpose    Purpose
	Choices    Texts
	Required   bool
	OnSignup   bool
	Rank       int   // its place in the account's order, ascending
	Version    int64 // raised by each save
	CreatedAt  Instant
	ArchivedAt *Instant
}

// AfterSave has everybody look at the fields anew.
func (*Field) AfterSave(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterDelete has everybody look at the fields anew.
func (*Field) AfterDelete(tx *gorm.DB) error { return forgetKnown(tx) }
