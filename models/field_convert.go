package models

import (
	"errors"
	"fmt"
)

// Conversion says what another type would make of a field's answers.
type Conversion struct {
	Fits    int      // answers that the new type can hold
	Lost    int      // answers that it cannot
	Unfit   []string // a few of those
	changed []Answer // those that are written another way in the new type
}

const fewUnfit = 5

// PreviewType counts the answers that another type, with these choices, could hold. The type is taken only where none is lost.
func (f *Field) PreviewType(tx *Tx, fieldType FieldType, choices []string) (Conversion, error) {
	var conversion Conversion
	if !fieldType.Known() {
		return conversion, Invalid{"type": "Please choose what kind of answer this is."}
	}
	account, err := FindAccount(tx)
	if err != nil {
		return conversion, err
	}
	rule := ValueRule{Type: fieldType, Choices: choices, Country: account.Country}
	var answers []Answer
	if err := tx.Where("field_id = ?", f.ID).Order("id").Find(&answers).Error; err != nil {
		return conversion, err
	}
	for _, answer := range answers {
		stored, err := ParseValue(rule, []string{answer.Value})
		var unfit Sentence
		switch {
		case errors.As(err, &unfit):
			conversion.Lost++
			if len(conversion.Unfit) < fewUnfit {
				conversion.Unfit = append(conversion.Unfit, answer.Value)
			}
			continue
		case err != nil:
			return conversion, err
		}
		conversion.Fits++
		if stored != answer.Value {
			answer.Value = stored
			conversion.changed = append(conversion.changed, answer)
		}
	}
	return conversion, nil
}

// convert rewrites the answers for the new type. Each person whose answer reads otherwise afterwards is changed by it.
func (f *Field) convert(tx *Tx, settings FieldSettings) error {
	conversion, err := f.PreviewType(tx, settings.Type, settings.Choices)
	if err != nil {
		return err
	}
	if conversion.Lost > 0 {
		return Invalid{"type": fmt.Sprintf("%s an answer that would not fit, like “%s”. Please change those first.",
			peopleHave(conversion.Lost), conversion.Unfit[0])}
	}
	ids := make([]int64, len(conversion.changed))
	for i := range conversion.changed {
		ids[i] = conversion.changed[i].PersonID
	}
	if err := Touch(tx, KindPerson, ids...); err != nil {
		return err
	}
	f.take(settings)
	for i := range conversion.changed {
		answer := &conversion.changed[i]
		change := tx.Save
		if answer.Value == "" {
			change = func(value any) *Tx { return tx.Delete(value) }
		}
		if err := change(answer).Error; err != nil {
			return err
		}
	}
	return nil
}
