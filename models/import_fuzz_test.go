package models

import (
	"strings"
	"testing"
	"time"
)

// FuzzImportRow lets any file be matched and read: no cell may break the reader, and what it takes is what fields hold.
func FuzzImportRow(f *testing.F) {
	for _, seed := range []string{
		"First name,Last name,DOB,Phone,Waitlist,Applied on,Start date,Notes,Family,Person number\nIda,Brandt,2.8.2024,030 1,Toddlers,2026-06-25 10:00:00,,x,Brandt,4\n",
		"Name;Days;Waitlists;Added dates\n\"Brandt, Ida\";Monday,Tuesday;Toddlers; Infants;1.1.2026; 2.1.2026\n",
		"Name\tShoe\n \t\n=1+1\t'+2\n",
		"\ufeffname,name,,\nA,B,C,D,E,F\n",
		"Applied on,Waitlist\n9999-99-99,;;;\n0001-01-01T00:00:00,Toddlers\n",
	} {
		f.Add(seed, "new:number", "dmy")
	}
	fields := standardFields()
	for i := range fields {
		fields[i].ID, fields[i].Label = int64(i+1), fields[i].Key
	}
	form := PersonForm{Fields: fields, Priorities: []Priority{{ID: 1, Name: "P1"}}, Country: "DE"}
	lists := []Waitlist{{ID: 1, Name: "Toddlers", Slug: "toddlers"}, {ID: 2, Name: "Infants; and babies", Slug: "infants"}}
	f.Fuzz(func(t *testing.T, text, target, format string) {
		file, err := ReadCSV(strings.NewReader(text))
		if err != nil {
			return
		}
		i := &Import{Header: file.Header, Targets: guessTargets(file.Header, fields)}
		i.dates(file, fields)
		i.Targets[len(i.Targets)-1] = target
		_ = i.checkTarget(target, file.Header[0], fields)
		reader := &importReader{form: form, header: file.Header, lists: lists, format: DateFormat(format), zone: time.UTC, now: At(time.Now())}
		reader.aim(i.Targets)
		for n, row := range file.Rows {
			p := reader.read(&ImportRow{Line: row.Line, Cells: row.Cells, Extra: row.Extra})
			if row.Extra > 0 && len(p.problems) == 0 {
				t.Errorf("row %d has cells too many and no problem", n)
			}
			for f := range fields {
				value, said := p.values[fields[f].Key]
				if !said {
					continue
				}
				rule := form.Rule(&fields[f])
				rule.Required = false
				if again, err := ParseValue(rule, []string{value}); err != nil || again != value {
					t.Errorf("%q was taken for %s and reads as %q, %v", value, fields[f].Key, again, err)
				}
			}
			for _, place := range p.places {
				if place.added.After(reader.now.Time) || !place.requested.IsZero() && !place.requested.Valid() {
					t.Errorf("the place %+v cannot be", place)
				}
			}
			_ = p.normalName(reader)
			seen := p.asPerson(reader)
			_ = p.isLike(&seen, reader)
		}
	})
}
