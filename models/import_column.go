package models

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// What a column may become beside a field: "field:12" is a field of the account, "new:date" one that is made of the column.
const (
	ColumnIgnored   = ""
	ColumnFullName  = "name"
	ColumnPerson    = "person"       // the PersonId of somebody we know
	ColumnFamily    = "family"       // a word that brothers and sisters of the file share
	ColumnFamilyID  = "familyNumber" // of a family we know
	ColumnWaitlist  = "waitlist"
	ColumnAdded     = "added"
	ColumnRequested = "requested"
	ColumnNote      = "note"
	columnField     = "field:"
	columnNew       = "new:"
)

// ColumnOfField is the target of a field of the account.
func ColumnOfField(id int64) string { return columnField + strconv.FormatInt(id, 10) }

// ColumnOfNew is the target of a field to be made.
func ColumnOfNew(t FieldType) string { return columnNew + string(t) }

// NewFieldTypes are what a column can become a field of.
func NewFieldTypes() []FieldType {
	return []FieldType{TypeText, TypeArea, TypeNumber, TypeDate, TypePhone, TypeEmail, TypeCheckbox}
}

// guessTargets finds what each column is by its name. No target is guessed twice but notes and none.
func guessTargets(header []string, fields []Field) Texts {
	targets := make(Texts, len(header))
	for i, name := range header {
		target := guessTarget(foldedLabel(name), fields)
		if target == ColumnNote || !slices.Contains(targets[:i], target) {
			targets[i] = target
		}
	}
	return targets
}

func guessTarget(name string, fields []Field) string {
	for i := range fields {
		if name == foldedLabel(fields[i].Label) || name == foldedLabel(fields[i].Key) {
			return ColumnOfField(fields[i].ID)
		}
	}
	for target, names := range columnNames() {
		if !slices.Contains(names, name) {
			continue
		}
		purpose, isField := strings.CutPrefix(target, "purpose:")
		if !isField {
			return target
		}
		if at := slices.IndexFunc(fields, func(f Field) bool { return f.Purpose == Purpose(purpose) }); at >= 0 {
			return ColumnOfField(fields[at].ID)
		}
	}
	return ColumnIgnored
}

// columnNames are the usual names of columns, folded.
func columnNames() map[string][]string {
	purpose := func(p Purpose) string { return "purpose:" + string(p) }
	return map[string][]string{
		purpose(ForFirstName): {"first name", "firstname", "given name", "forename", "vorname", "child first name", "first"},
		purpose(ForLastName):  {"last name", "lastname", "surname", "family name", "nachname", "child last name", "last"},
		purpose(ForBirthdate): {"birthdate", "birth date", "date of birth", "dob", "born", "birthday", "geburtsdatum", "geburtstag", "due date"},
		purpose(ForPhone):     {"phone", "phone number", "telephone", "mobile", "cell", "tel", "telefon", "mobil"},
		purpose(ForEmail):     {"email", "e mail", "mail", "email address", "e mail address"},
		purpose(ForPriority):  {"priority", "rank", "prioritat"},
		purpose(ForDays):      {"days", "days available", "days wanted"},
		purpose(ForLocation):  {"location", "site"},
		ColumnFullName:        {"name", "full name", "child", "child name", "childs name"},
		ColumnPerson:          {foldedLabel(columnPerson), "personid", "person id"},
		ColumnFamilyID:        {foldedLabel(columnFamily), "familypersonid", "family id"},
		ColumnFamily:          {"family", "household"},
		ColumnWaitlist:        {foldedLabel(columnWaitlists), "waitlist", "waiting list", "waiting lists", "list", "program", "group"},
		ColumnAdded:           {foldedLabel(columnAdded), "added date", "addeddate", "date added", "applied", "applied on", "application date", "date applied", "added"},
		ColumnRequested:       {foldedLabel(columnRequested), "requested date", "requesteddate", "start date", "wanted from", "requested", "start"},
		ColumnNote:            {"note", "notes", "comment", "comments", "remarks"},
	}
}

func foldedLabel(label string) string { return strings.Join(foldWords(label), " ") }

// GuessType is the narrowest type that reads all samples of a column.
func GuessType(samples []string, country string) FieldType {
	if len(samples) == 0 {
		return TypeText
	}
	for _, t := range []FieldType{TypeCheckbox, TypeNumber, TypeEmail, TypeDate} {
		if !slices.ContainsFunc(samples, func(s string) bool { return !reads(t, s, country) }) {
			return t
		}
	}
	if slices.ContainsFunc(samples, func(s string) bool { return strings.Contains(s, "\n") || len(s) > 200 }) {
		return TypeArea
	}
	return TypeText
}

func reads(t FieldType, text, country string) bool {
	if t == TypeDate {
		_, sure := DetectDateFormat([]string{text}, country)
		return sure
	}
	_, err := ParseValue(ValueRule{Type: t, Country: country}, []string{text})
	return err == nil
}

// Match says what each column becomes and how dates are read. What is wrong is named "columnN" by the column's number, or "columns".
func (i *Import) Match(tx *Tx, targets []string, format DateFormat, updateKnown bool) error {
	if i.StartedAt != nil {
		return Sentence("This import has begun: its columns stay as they are.")
	}
	fields, err := AllFields(tx)
	if err != nil {
		return err
	}
	invalid := Invalid{}
	if len(targets) != len(i.Header) {
		invalid.Add("columns", "Please match each column of the file.")
		return invalid
	}
	for n, target := range targets {
		name := "column" + strconv.Itoa(n)
		if target != ColumnIgnored && target != ColumnNote && slices.Contains(targets[:n], target) && !strings.HasPrefix(target, columnNew) {
			invalid.Add(name, "Another column is this already. Please choose one of them.")
		}
		invalid.Add(name, i.checkTarget(target, i.Header[n], fields))
	}
	if !namesPeople(targets, fields) {
		invalid.Add("columns", "Please say which column has the name: nobody can be added without one.")
	}
	if !slices.Contains([]DateFormat{FormatDMY, FormatMDY, FormatYMD}, format) {
		invalid.Add("dates", "Please choose how dates are written.")
	}
	if err := invalid.Err(); err != nil {
		return err
	}
	i.Targets, i.DateFormat, i.UpdateKnown, i.State = targets, format, updateKnown, ImportUploaded
	return tx.Save(i).Error
}

func (i *Import) checkTarget(target, header string, fields []Field) string {
	const unknown = "Please choose one of the answers offered."
	if id, isField := strings.CutPrefix(target, columnField); isField {
		if slices.ContainsFunc(fields, func(f Field) bool { return strconv.FormatInt(f.ID, 10) == id && f.ArchivedAt == nil }) {
			return ""
		}
		return unknown
	}
	if t, isNew := strings.CutPrefix(target, columnNew); isNew {
		if !slices.Contains(NewFieldTypes(), FieldType(t)) {
			return unknown
		}
		if slices.ContainsFunc(fields, func(f Field) bool { return strings.EqualFold(f.Key, header) || strings.EqualFold(f.Label, header) }) {
			return "There is or was a field of this name. Please choose that one, or bring it back in the settings first."
		}
		if _, err := CleanLine(header, longestLabel); err != nil {
			return "The name of this column is too long for a field."
		}
		return ""
	}
	known := []string{
		ColumnIgnored, ColumnFullName, ColumnPerson, ColumnFamily, ColumnFamilyID, ColumnWaitlist, ColumnAdded, ColumnRequested, ColumnNote,
	}
	if slices.Contains(known, target) {
		return ""
	}
	return unknown
}

// namesPeople holds where a row can say who it is about.
func namesPeople(targets []string, fields []Field) bool {
	return slices.ContainsFunc(targets, func(target string) bool {
		if target == ColumnFullName || target == ColumnPerson {
			return true
		}
		return slices.ContainsFunc(fields, func(f Field) bool {
			return (f.Purpose == ForFirstName || f.Purpose == ForLastName) && target == ColumnOfField(f.ID)
		})
	})
}

// MakesFields says whether the import would add fields to the account.
func (i *Import) MakesFields() bool {
	return slices.ContainsFunc(i.Targets, func(target string) bool { return strings.HasPrefix(target, columnNew) })
}

// createFields makes the fields that columns are to become, as the import begins.
func (i *Import) createFields(tx *Tx) error {
	for n, target := range i.Targets {
		t, isNew := strings.CutPrefix(target, columnNew)
		if !isNew {
			continue
		}
		field, err := CreateField(tx, FieldSettings{Label: i.Header[n], Type: FieldType(t)})
		var invalid Invalid
		if errors.As(err, &invalid) {
			return Sentence("The column “" + i.Header[n] + "” cannot become a field. " + invalid["label"])
		}
		if err != nil {
			return err
		}
		i.Targets[n] = ColumnOfField(field.ID)
	}
	return nil
}
