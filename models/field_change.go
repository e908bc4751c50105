package models

import (
	"fmt"
	"slices"
	"strings"
)

const (
	longestLabel = 100
	longestHelp  = 500
	mostFields   = 100
)

// FieldSettings are what the account may say about a field. Choices count for choice and multi-choice alone; those of the
// priority field are the account's priorities.
type FieldSettings struct {
	Label    string
	Help     string
	Type     FieldType
	Choices  []string
	Required bool
	OnSignup bool
}

// Settings are the field's own, to be changed and given back to Change.
func (f *Field) Settings() FieldSettings {
	return FieldSettings{
		Label: f.Label, Help: f.Help, Type: f.Type, Choices: slices.Clone(f.Choices), Required: f.Required, OnSignup: f.OnSignup,
	}
}

// CreateField adds a question behind the others. Its label becomes its key for good.
func CreateField(tx *Tx, settings FieldSettings) (*Field, error) {
	fields, err := AllFields(tx)
	if err != nil {
		return nil, err
	}
	f := &Field{PublicID: NewPublicID(), Rank: len(fields) + 1, Version: 1, CreatedAt: TxNow(tx)}
	invalid := settings.clean(f, fields)
	if !settings.Type.Known() {
		invalid.Add("type", "Please choose what kind of answer this is.")
	}
	for i := range fields {
		f.Rank = max(f.Rank, fields[i].Rank+1)
		if strings.EqualFold(fields[i].Key, settings.Label) {
			invalid.Add("label", fmt.Sprintf("There is or was a field “%s”. Please choose another label, or bring that one back.", fields[i].Key))
		}
	}
	if len(fields) >= mostFields {
		invalid.Add("label", "There are 100 fields already, archived ones included. Please use one of them.")
	}
	if err := invalid.Err(); err != nil {
		return nil, err
	}
	f.Key = settings.Label
	f.take(settings)
	if err := tx.Create(f).Error; err != nil {
		return nil, err
	}
	return f, Record(tx, "field.created", Subject{KindField, f.ID}, map[string]string{"field": f.Key})
}

// Change words the field anew. Its key stays. Another type is taken where every answer converts (see Conversion); a choice
// that people have is kept, as what they said would be lost.
func (f *Field) Change(tx *Tx, settings FieldSettings) error {
	fields, err := AllFields(tx)
	if err != nil {
		return err
	}
	invalid := settings.clean(f, fields)
	if f.IsStandard() && settings.Type != f.Type {
		invalid.Add("type", "This is a standard field: its type stays.")
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	if settings.Type == f.Type {
		if err := f.keepChosen(tx, settings.Choices); err != nil {
			return err
		}
		f.take(settings)
	} else if err := f.convert(tx, settings); err != nil {
		return err
	}
	if err := f.save(tx); err != nil {
		return err
	}
	return Record(tx, "field.changed", Subject{KindField, f.ID}, map[string]string{"field": f.Key})
}

// Archive takes the field from every form and payload; its answers stay for when it comes back.
func (f *Field) Archive(tx *Tx) error {
	if f.IsStandard() {
		return Invalid{"field": "This is a standard field: it stays. You may take it off the sign-up form."}
	}
	if f.ArchivedAt != nil {
		return nil
	}
	now := TxNow(tx)
	f.ArchivedAt = &now
	if err := f.save(tx); err != nil {
		return err
	}
	return Record(tx, "field.archived", Subject{KindField, f.ID}, map[string]string{"field": f.Key})
}

// Unarchive brings an archived field back with its answers.
func (f *Field) Unarchive(tx *Tx) error {
	if f.ArchivedAt == nil {
		return nil
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return err
	}
	for i := range fields {
		if strings.EqualFold(fields[i].Label, f.Label) {
			return Invalid{"label": fmt.Sprintf("Another field is called “%s” by now. Please rename that one first.", f.Label)}
		}
	}
	f.ArchivedAt = nil
	if err := f.save(tx); err != nil {
		return err
	}
	return Record(tx, "field.unarchived", Subject{KindField, f.ID}, map[string]string{"field": f.Key})
}

// OrderFields puts the fields named first, in that order, and the others behind them as they were.
func OrderFields(tx *Tx, ids []int64) error {
	fields, err := AllFields(tx)
	if err != nil {
		return err
	}
	places, err := ordered(ids, fields, func(f *Field) int64 { return f.ID })
	if err != nil {
		return err
	}
	for i := range fields {
		if f := &fields[i]; f.Rank != places[f.ID] {
			f.Rank = places[f.ID]
			if err := f.save(tx); err != nil {
				return err
			}
		}
	}
	return Record(tx, "fields.ordered", Subject{}, nil)
}

// save keeps the row whole, unless somebody else did since it was read.
func (f *Field) save(tx *Tx) error {
	if err := lockAsRead(tx, "fields", f.ID, f.Version); err != nil {
		return err
	}
	f.Version++
	return tx.Save(f).Error
}

func (f *Field) take(s FieldSettings) {
	f.Label, f.Help, f.Type, f.Required, f.OnSignup = s.Label, s.Help, s.Type, s.Required, s.OnSignup
	f.Choices = Texts{}
	if s.Type.HasChoices() {
		f.Choices = s.Choices
	}
}

// clean tidies the settings of f and says what is wrong with them beside the other fields.
func (s *FieldSettings) clean(f *Field, fields []Field) Invalid {
	invalid := Invalid{}
	s.Label = cleaned(invalid, "label", CleanLine, s.Label, longestLabel)
	s.Help = cleaned(invalid, "help", CleanText, s.Help, longestHelp)
	if s.Label == "" {
		invalid.Add("label", "Please give the field a label.")
	}
	for i := range fields {
		other := &fields[i]
		if other.ID != f.ID && other.ArchivedAt == nil && strings.EqualFold(other.Label, s.Label) {
			invalid.Add("label", fmt.Sprintf("There is a field “%s” already. Please choose another label.", other.Label))
		}
	}
	switch {
	case !s.Type.HasChoices() || f.Purpose == ForPriority:
		s.Choices = nil
	case f.Purpose == ForLocation && len(s.Choices) == 0:
		s.Choices = []string{}
	default:
		choices, err := ParseChoices(s.Choices)
		if invalid.Check("choices", err) != nil {
			invalid.Add("choices", "The choices could not be read. Please write one a line.")
		}
		s.Choices = choices
	}
	return invalid
}

// cleaned is a text without what cannot be kept; what is wrong with it is noted.
func cleaned(invalid Invalid, name string, clean func(string, int) (string, error), text string, limit int) string {
	kept, err := clean(text, limit)
	if invalid.Check(name, err) != nil {
		invalid.Add(name, "This could not be read. Please write it another way.")
	}
	return kept
}

// keepChosen refuses to drop a choice that people have.
func (f *Field) keepChosen(tx *Tx, choices []string) error {
	if !f.Type.HasChoices() || f.Purpose == ForPriority {
		return nil
	}
	counts, err := countChoices(tx, f)
	if err != nil {
		return err
	}
	for _, choice := range f.Choices {
		if counts[choice] > 0 && !slices.Contains(choices, choice) {
			return Invalid{"choices": fmt.Sprintf("%s chosen “%s”. Please change their answers first, or keep it.", peopleHave(counts[choice]), choice)}
		}
	}
	return nil
}

func peopleHave(count int) string {
	if count == 1 {
		return "One person has"
	}
	return fmt.Sprintf("%d people have", count)
}
