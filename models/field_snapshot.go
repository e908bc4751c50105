package models

import (
	"reflect"

	"gorm.io/gorm"
)

// FieldDefinition is a field itself at one moment; what somebody said to it is a FieldSnapshot. The choices of the one for the
// priority are the priorities.
type FieldDefinition struct {
	FieldID   int64
	PublicID  string
	Key       string
	Label     string
	Help      string
	Type      FieldType
	Purpose   Purpose
	Choices   []string
	Required  bool
	OnSignup  bool
	Rank      int
	CreatedAt Instant
}

func (*Field) announces() {}

// AfterCreate marks the field as new. The standard fields come with the account, which is no news to anybody.
func (f *Field) AfterCreate(tx *gorm.DB) error {
	if f.IsStandard() {
		return nil
	}
	return markCreated(tx, KindField, f.ID)
}

// BeforeUpdate touches the field.
func (f *Field) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindField, f.ID) }

// BeforeDelete touches the field.
func (f *Field) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindField, f.ID) }

func (d *FieldDefinition) publicID() string { return d.PublicID }

func (d *FieldDefinition) same(other snapshot) bool { return reflect.DeepEqual(d, other) }

// loadFields snapshots the fields in use: one that is archived is gone for the outside.
func loadFields(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var fields []Field
	if err := tx.Where("id IN ? AND archived_at IS NULL", ids).Find(&fields).Error; err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for i := range fields {
		f := &fields[i]
		if f.Purpose == ForPriority {
			priorities, err := Priorities(tx)
			if err != nil {
				return nil, err
			}
			for _, priority := range priorities {
				f.Choices = append(f.Choices, priority.Name)
			}
		}
		found[f.ID] = &FieldDefinition{
			FieldID: f.ID, PublicID: f.PublicID, Key: f.Key, Label: f.Label, Help: f.Help, Type: f.Type, Purpose: f.Purpose,
			Choices: append([]string{}, f.Choices...), Required: f.Required, OnSignup: f.OnSignup, Rank: f.Rank, CreatedAt: f.CreatedAt,
		}
	}
	return found, nil
}

// FieldBefore is the field as it was, nil where the event is about none or added it.
func (e *Event) FieldBefore() (*FieldDefinition, error) { return e.field(e.Before) }

// FieldAfter is the field as it is since, nil where the event is about none or it went out of use.
func (e *Event) FieldAfter() (*FieldDefinition, error) { return e.field(e.After) }

func (e *Event) field(text string) (*FieldDefinition, error) {
	if e.SubjectKind != KindField {
		return nil, nil
	}
	return readSnapshot[FieldDefinition](e, text)
}
