package models

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// importReader reads rows by the columns of an import. It asks the database nothing.
type importReader struct {
	form    PersonForm
	header  []string
	columns []importTarget
	lists   []Waitlist
	format  DateFormat
	zone    *time.Location
	now     Instant
}

// importTarget is what a column is; field is nil where it is none of the account's questions.
type importTarget struct {
	name  string
	field *Field
}

// importPerson is what a row says.
type importPerson struct {
	values   Values
	personID int64
	familyID int64
	family   string // folded
	note     string
	places   []importPlace
	problems []string
}

type importPlace struct {
	list      *Waitlist
	added     Instant
	requested Date
}

func newImportReader(tx *Tx, i *Import, now Instant) (*importReader, error) {
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	form, err := FindPersonForm(tx, StaffForm)
	if err != nil {
		return nil, err
	}
	lists, err := Waitlists(tx, Everywhere())
	if err != nil {
		return nil, err
	}
	r := &importReader{form: form, header: i.Header, lists: lists, format: i.DateFormat, zone: account.Zone(), now: now}
	r.aim(i.Targets)
	return r, nil
}

func (r *importReader) aim(targets []string) {
	r.columns = make([]importTarget, len(targets))
	for n, target := range targets {
		r.columns[n].name = target
		if t, isNew := strings.CutPrefix(target, columnNew); isNew && n < len(r.header) {
			r.columns[n].field = &Field{Key: r.header[n], Type: FieldType(t)}
		}
		for f := range r.form.Fields {
			if target == ColumnOfField(r.form.Fields[f].ID) {
				r.columns[n].field = &r.form.Fields[f]
			}
		}
	}
}

// read says what a row is about and what is wrong with it. An empty cell says nothing: what is known stays.
func (r *importReader) read(row *ImportRow) *importPerson {
	p := &importPerson{values: Values{}}
	var lists, added, requested string
	for n, column := range r.columns {
		cell := ""
		if n < len(row.Cells) {
			cell = row.Cells[n]
		}
		if cell == "" {
			continue
		}
		switch {
		case column.field != nil:
			p.check(r.header[n], p.answer(r, column.field, cell))
		case column.name == ColumnFullName:
			p.check(r.header[n], p.fullName(r, cell))
		case column.name == ColumnPerson:
			p.check(r.header[n], numberCell(cell, &p.personID))
		case column.name == ColumnFamilyID:
			p.check(r.header[n], numberCell(cell, &p.familyID))
		case column.name == ColumnFamily:
			p.family = foldedLabel(cell)
		case column.name == ColumnNote:
			p.check(r.header[n], p.addNote(cell))
		case column.name == ColumnWaitlist:
			lists = cell
		case column.name == ColumnAdded:
			added = cell
		case column.name == ColumnRequested:
			requested = cell
		}
	}
	if row.Extra > 0 {
		p.problems = append(p.problems, "The row has more cells than there are columns. Please look for a comma or semicolon inside a cell.")
	}
	r.readPlaces(p, lists, added, requested)
	return p
}

func (p *importPerson) check(column string, err error) {
	if err != nil {
		p.problem(column, err)
	}
}

// problem notes the Sentence; anything else would be a fault of the program, which reading cannot have.
func (p *importPerson) problem(column string, err error) {
	sentence := Sentence("This could not be read.")
	errors.As(err, &sentence)
	p.problems = append(p.problems, column+": "+string(sentence))
}

func (p *importPerson) answer(r *importReader, field *Field, cell string) error {
	rule := r.form.Rule(field)
	rule.Required = false
	if field.Type == TypeDate {
		date, err := ParseLocalDate(cell, r.format)
		if err != nil {
			return Sentence("Please give a day that exists, like " + r.format.Example() + ".")
		}
		cell = date.String()
	}
	stored, err := ParseValue(rule, []string{cell})
	if err != nil {
		return err
	}
	p.values[field.Key] = stored
	return nil
}

// fullName cuts "Ida Brandt" before the last word and "Brandt, Ida" at the comma.
func (p *importPerson) fullName(r *importReader, cell string) error {
	line, err := CleanLine(cell, longestLine)
	if err != nil {
		return err
	}
	last, first, found := strings.Cut(line, ",")
	if !found {
		cut := strings.LastIndex(line, " ")
		first, last = line[:max(cut, 0)], line[cut+1:]
	}
	for i := range r.form.Fields {
		switch r.form.Fields[i].Purpose {
		case ForFirstName:
			p.values[r.form.Fields[i].Key] = strings.TrimSpace(first)
		case ForLastName:
			p.values[r.form.Fields[i].Key] = strings.TrimSpace(last)
		}
	}
	return nil
}

func (p *importPerson) addNote(cell string) error {
	text, err := ParseNote(strings.TrimSpace(p.note + "\n" + cell))
	if err == nil {
		p.note = text
	}
	return err
}

func numberCell(cell string, number *int64) error {
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil || n < 1 {
		return Sentence("Please give a number as an export has it, or leave the cell empty.")
	}
	*number = n
	return nil
}

// readPlaces pairs lists with their dates: one date counts for all of them, several stand in the lists' order.
func (r *importReader) readPlaces(p *importPerson, lists, added, requested string) {
	names := r.listNames(lists)
	addedDates, requestedDates := splitList(added), splitList(requested)
	if lists == "" && added+requested != "" {
		p.problems = append(p.problems, "There are dates but no list that they are about.")
		return
	}
	for n, name := range names {
		at := slices.IndexFunc(r.lists, func(w Waitlist) bool { return strings.EqualFold(w.Name, name) || w.Slug == name })
		if at < 0 {
			p.problems = append(p.problems, "There is no waitlist “"+name+"”. Please add it first, or write it as it is called here.")
			continue
		}
		place := importPlace{list: &r.lists[at]}
		if slices.ContainsFunc(p.places, func(other importPlace) bool { return other.list == place.list }) {
			continue
		}
		if err := r.readAdded(pick(addedDates, n), &place.added); err != nil {
			p.problem("Applied on", err)
		}
		wanted, err := ParseLocalDate(pick(requestedDates, n), r.format)
		if err != nil {
			p.problem("Wanted from", Sentence("Please give a day that exists, like "+r.format.Example()+"."))
		}
		place.requested = wanted
		p.places = append(p.places, place)
	}
}

// listNames are the lists of a cell: it may be one name with a comma or semicolon in it.
func (r *importReader) listNames(cell string) []string {
	if cell == "" {
		return nil
	}
	if slices.ContainsFunc(r.lists, func(w Waitlist) bool { return strings.EqualFold(w.Name, cell) }) {
		return []string{cell}
	}
	if strings.Contains(cell, ";") {
		return splitList(cell)
	}
	return splitAt(cell, ",")
}

func (r *importReader) readAdded(text string, at *Instant) error {
	if text == "" {
		return nil
	}
	moment, isMoment := localMoment(text, r.zone)
	if !isMoment {
		date, err := ParseLocalDate(text, r.format)
		if err != nil {
			return Sentence("Please give a day that exists, like " + r.format.Example() + ".")
		}
		moment = date.In(r.zone)
	}
	if moment.After(r.now.Time) {
		return Sentence("Please give a day that is not in the future.")
	}
	if year := moment.Year(); year < 1900 {
		return Sentence("Please give a year from 1900 on.")
	}
	*at = At(moment)
	return nil
}

// localMoment reads a day with its time, as exports write it.
func localMoment(text string, zone *time.Location) (time.Time, bool) {
	for _, layout := range []string{localTime, "2006-01-02 15:04", "2006-01-02T15:04:05.9999999", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return t, true
		}
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	return t, err == nil
}

func pick(list []string, n int) string {
	switch {
	case len(list) == 1:
		return list[0]
	case n < len(list):
		return list[n]
	}
	return ""
}

// splitList cuts a cell at semicolons. Empty parts stay: the others are counted by their place.
func splitList(cell string) []string {
	if cell == "" {
		return nil
	}
	return splitAt(cell, ";")
}

func splitAt(cell, gap string) []string {
	parts := strings.Split(cell, gap)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
