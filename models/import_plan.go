package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm/clause"
)

// PlanImport works out what each row would do, in writes of a few thousand rows, and changes nobody.
func PlanImport(ctx context.Context, db *DB, id int64) error {
	plan := &importPlan{seen: map[string][]seenRow{}}
	for {
		more := false
		err := db.Write(ctx, func(tx *Tx) error {
			i, err := FindImport(tx, id)
			if err != nil {
				return err
			}
			if i.StartedAt != nil {
				return Sentence("This import has begun already.")
			}
			if plan.reader, err = newImportReader(tx, i, TxNow(tx)); err != nil {
				return err
			}
			more, err = plan.batch(tx, i)
			if err != nil || more {
				return err
			}
			i.State = ImportPlanned
			return tx.Save(i).Error
		})
		if err != nil || !more {
			return err
		}
		plan.line = plan.next
	}
}

// importPlan walks the rows in their order and remembers whom the rows above are about.
type importPlan struct {
	reader *importReader
	line   int // the last one planned and committed
	next   int
	seen   map[string][]seenRow
}

type seenRow struct {
	person Person
	line   int
}

func (plan *importPlan) batch(tx *Tx, i *Import) (more bool, err error) {
	plan.forgetUncommitted()
	var rows []ImportRow
	err = tx.Where("import_id = ? AND line > ?", i.ID, plan.line).Order("line").Limit(planningBatch).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return false, err
	}
	read := make([]*importPerson, len(rows))
	var names []string
	for n := range rows {
		read[n] = plan.reader.read(&rows[n])
		if name := read[n].normalName(plan.reader); name != "" {
			names = append(names, name)
		}
	}
	known, err := peopleNamed(tx, names)
	if err != nil {
		return false, err
	}
	for n := range rows {
		if err := plan.row(tx, i, &rows[n], read[n], known); err != nil {
			return false, err
		}
	}
	plan.next = rows[len(rows)-1].Line
	err = tx.Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "import_id"}, {Name: "line"}},
		DoUpdates: clause.AssignmentColumns([]string{"status", "problem", "family", "person_id"}),
	}).CreateInBatches(&rows, 200).Error
	return len(rows) == planningBatch, err
}

// forgetUncommitted leaves out whom a write saw that was rolled back.
func (plan *importPlan) forgetUncommitted() {
	for name, seen := range plan.seen {
		plan.seen[name] = slices.DeleteFunc(seen, func(row seenRow) bool { return row.line > plan.line })
	}
}

func peopleNamed(tx *Tx, names []string) (map[string][]Person, error) {
	slices.Sort(names)
	known := map[string][]Person{}
	for batch := range slices.Chunk(slices.Compact(names), 500) {
		var people []Person
		if err := tx.Where("normal_name IN ?", batch).Order("id").Find(&people).Error; err != nil {
			return nil, err
		}
		for _, person := range people {
			known[person.NormalName] = append(known[person.NormalName], person)
		}
	}
	return known, nil
}

// row decides one row. What is wrong with it comes first: nothing of a wrong row is written.
func (plan *importPlan) row(tx *Tx, i *Import, row *ImportRow, p *importPerson, known map[string][]Person) error {
	row.Status, row.Problem, row.PersonID, row.Family = RowAdd, "", nil, p.family
	name := p.normalName(plan.reader)
	match, above, err := plan.match(tx, p, known[name], name)
	if err := p.sayOf(err); err != nil {
		return err
	}
	if match == nil && above == 0 && name == "" {
		p.problems = append(p.problems, "There is no name in this row.")
	}
	if err := plan.checkFamily(tx, p); err != nil {
		return err
	}
	if match != nil {
		row.PersonID = &match.ID
	}
	switch {
	case len(p.problems) > 0:
		row.Status, row.Problem = RowError, strings.Join(p.problems, " ")
		return nil
	case match == nil && above == 0:
	case !i.UpdateKnown:
		row.Status, row.Problem = RowSkip, "Known already"+whose(match, above)+"."
	default:
		row.Status, row.Problem = RowUpdate, "Updates "+strings.TrimPrefix(whose(match, above), ": ")+"."
	}
	if match == nil && above == 0 {
		plan.seen[name] = append(plan.seen[name], seenRow{p.asPerson(plan.reader), row.Line})
	}
	return nil
}

// match finds the person among those we know, or the line above that is about the same.
func (plan *importPlan) match(tx *Tx, p *importPerson, named []Person, name string) (match *Person, above int, err error) {
	if p.personID != 0 {
		match, err = importMatch(tx, plan.reader, p)
		if errors.Is(err, ErrNotFound) {
			err = Sentence(fmt.Sprintf("There is no person with the number %d. Please correct it, or leave the cell empty to add somebody.", p.personID))
		}
		return match, 0, err
	}
	if name == "" {
		return nil, 0, nil
	}
	if match, err = pickAlike(named, p, plan.reader); match != nil || err != nil {
		return match, 0, err
	}
	for _, seen := range plan.seen[name] {
		if p.isLike(&seen.person, plan.reader) {
			return nil, seen.line, nil
		}
	}
	return nil, 0, nil
}

func whose(match *Person, above int) string {
	if match != nil {
		return fmt.Sprintf(": %s, number %d", match.Name(), match.ID)
	}
	return fmt.Sprintf(": the person of line %d", above)
}

func (p *importPerson) sayOf(err error) error {
	var sentence Sentence
	if errors.As(err, &sentence) {
		p.problems = append(p.problems, string(sentence))
		return nil
	}
	return err
}

func (plan *importPlan) checkFamily(tx *Tx, p *importPerson) error {
	if p.familyID == 0 {
		return nil
	}
	err := found(tx.Take(&Family{}, p.familyID).Error)
	if errors.Is(err, ErrNotFound) {
		p.problems = append(p.problems, fmt.Sprintf("There is no family with the number %d.", p.familyID))
		return nil
	}
	return err
}

// ImportPreview is a row with what was read in it.
type ImportPreview struct {
	ImportRow
	Name   string
	Lists  []string
	Family bool
}

// PreviewRows are the first rows, or the first with problems, as the import understands them.
func (i *Import) PreviewRows(tx *Tx, now Instant, onlyProblems bool) ([]ImportPreview, error) {
	query := tx.Where("import_id = ?", i.ID)
	if onlyProblems {
		query = query.Where("status = ?", RowError)
	}
	var rows []ImportRow
	if err := query.Order("line").Limit(usualPage).Find(&rows).Error; err != nil {
		return nil, err
	}
	reader, err := newImportReader(tx, i, now)
	if err != nil {
		return nil, err
	}
	previews := make([]ImportPreview, len(rows))
	for n := range rows {
		p := reader.read(&rows[n])
		previews[n] = ImportPreview{
			ImportRow: rows[n], Name: fullName(p.values.Of(reader.form.Fields, ForFirstName), p.values.Of(reader.form.Fields, ForLastName)),
		}
		for _, place := range p.places {
			previews[n].Lists = append(previews[n].Lists, place.list.Name)
		}
	}
	return previews, nil
}
