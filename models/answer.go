package models

import "gorm.io/gorm"

// Answer is what a person's file says to one field, in the stored form of the field's type.
type Answer struct {
	ID       int64
	PersonID int64
	FieldID  int64
	Value    string
}

func (*Answer) announces() {}

// BeforeCreate touches the person: an answer is its person's change.
func (a *Answer) BeforeCreate(tx *gorm.DB) error { return Touch(tx, KindPerson, a.PersonID) }

// BeforeUpdate touches the person.
func (a *Answer) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindPerson, a.PersonID) }

// BeforeDelete touches the person.
func (a *Answer) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindPerson, a.PersonID) }
