package models

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// NewPerson is somebody to add. FamilyID 0 founds a family; Source is "staff", "online", "api" or "import".
type NewPerson struct {
	FamilyID int64
	Values   Values
	Source   string
}

// CreatePerson adds a person with their answers. Notes and entries made in the same Write belong to the same AddPerson.
func CreatePerson(tx *Tx, fields []Field, n NewPerson) (*Person, error) {
	if n.FamilyID != 0 {
		if err := found(tx.Take(&Family{}, n.FamilyID).Error); err != nil {
			return nil, fmt.Errorf("family %d: %w", n.FamilyID, err)
		}
	}
	p := &Person{FamilyID: n.FamilyID, Source: n.Source}
	for i := range fields {
		value, said := n.Values[fields[i].Key]
		if !said || value == "" {
			continue
		}
		column, err := p.set(tx, &fields[i], value)
		if err != nil {
			return nil, err
		}
		if !column {
			p.Answers = append(p.Answers, Answer{FieldID: fields[i].ID, Value: value})
		}
	}
	if err := tx.Omit(clause.Associations).Create(p).Error; err != nil || len(p.Answers) == 0 {
		return p, err
	}
	for i := range p.Answers {
		p.Answers[i].PersonID = p.ID
	}
	return p, tx.Create(&p.Answers).Error
}

// Change writes the values that differ from what the person says now, and tells whether any did.
func (p *Person) Change(tx *Tx, fields []Field, values Values) (changed bool, err error) {
	known, err := answerRows(tx, p.ID)
	if err != nil {
		return false, err
	}
	before := *p
	for i := range fields {
		field := &fields[i]
		value, said := values[field.Key]
		if !said {
			continue
		}
		column, err := p.set(tx, field, value)
		if err != nil {
			return false, err
		}
		if column {
			continue
		}
		differs, err := p.answer(tx, field, known[field.ID], value)
		if err != nil {
			return false, err
		}
		changed = changed || differs
	}
	if !p.sameColumns(&before) {
		changed = true
	}
	if !changed {
		return false, nil
	}
	return true, p.save(tx)
}

// save leaves the loaded notes, answers and entries alone: each of them is changed by its own verb.
func (p *Person) save(tx *Tx) error {
	return tx.Omit(clause.Associations).Save(p).Error
}

// set writes a value that is a column of the person; column is false where it is an answer.
func (p *Person) set(tx *Tx, field *Field, value string) (column bool, err error) {
	switch field.Purpose {
	case ForFirstName:
		p.FirstName = value
	case ForLastName:
		p.LastName = value
	case ForBirthdate:
		p.Birthdate, err = ParseDate(value)
	case ForPhone:
		p.Phone = value
	case ForEmail:
		p.Email = value
	case ForPriority:
		p.PriorityID, err = priorityNamed(tx, value)
	default:
		return false, nil
	}
	return true, err
}

func (p *Person) sameColumns(other *Person) bool {
	return p.FirstName == other.FirstName && p.LastName == other.LastName && p.Birthdate == other.Birthdate &&
		p.Phone == other.Phone && p.Email == other.Email && sameID(p.PriorityID, other.PriorityID)
}

func sameID(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// answer keeps one row for each answer that says something.
func (p *Person) answer(tx *Tx, field *Field, known *Answer, value string) (changed bool, err error) {
	switch {
	case known == nil && value == "":
		return false, nil
	case known == nil:
		return true, tx.Create(&Answer{PersonID: p.ID, FieldID: field.ID, Value: value}).Error
	case known.Value == value:
		return false, nil
	case value == "":
		return true, tx.Delete(known).Error
	}
	known.Value = value
	return true, tx.Save(known).Error
}

func answerRows(tx *Tx, personID int64) (map[int64]*Answer, error) {
	var answers []Answer
	if err := tx.Where("person_id = ?", personID).Find(&answers).Error; err != nil {
		return nil, err
	}
	byField := map[int64]*Answer{}
	for i := range answers {
		byField[answers[i].FieldID] = &answers[i]
	}
	return byField, nil
}

// MoveToFamily puts the person into another family, 0 for one of their own. The family they leave keeps its number, even when empty.
func (p *Person) MoveToFamily(tx *Tx, familyID int64) error {
	old := p.FamilyID
	switch familyID {
	case old:
		return nil
	case 0:
		var others int64
		if err := tx.Model(&Person{}).Where("family_id = ? AND id <> ?", old, p.ID).Count(&others).Error; err != nil || others == 0 {
			return err
		}
		family, err := newFamily(tx, p.ID, true)
		if err != nil {
			return err
		}
		familyID = family.ID
	default:
		if err := found(tx.Take(&Family{}, familyID).Error); err != nil {
			return err
		}
	}
	p.FamilyID = familyID
	if err := p.save(tx); err != nil {
		return err
	}
	return rerank(tx, "p.family_id IN ?", []int64{old, familyID})
}

// Remove deletes the person with all that is theirs; the events keep what they were. Erase leaves nothing.
// Brothers and sisters lose the place that an enrolment lent them.
func (p *Person) Remove(tx *Tx) error {
	if err := tx.Delete(&Person{ID: p.ID}).Error; err != nil {
		return err
	}
	return rerank(tx, "p.family_id = ?", p.FamilyID)
}
