package models

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm/clause"
)

// Start lets the import begin: from here on rows are written, by RunImports, in batches.
func (i *Import) Start(tx *Tx, keepOrder, quiet bool) error {
	if i.State != ImportPlanned {
		return Sentence("This import cannot begin now: it has begun already, or its columns changed. Please look at it again.")
	}
	if err := i.createFields(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	i.State, i.StartedAt, i.KeepOrder, i.Quiet = ImportRunning, &now, keepOrder, quiet
	if err := tx.Save(i).Error; err != nil {
		return err
	}
	detail := map[string]string{"file": i.FileName}
	if quiet {
		detail["webhooks"] = "none"
	}
	return Record(tx, "import.started", Subject{KindImport, i.ID}, detail)
}

// RunImports does all there is to do of imports that run or are being undone, and what is left where a process was killed. A batch
// and what it says about its rows is one commit, so that no row is written twice.
func RunImports(ctx context.Context, db *DB) error {
	for {
		var i Import
		err := db.Read(ctx).Where("state IN ?", []ImportState{ImportRunning, ImportUndoing}).Order("id").Limit(1).Take(&i).Error
		if errors.Is(found(err), ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := db.Write(WithBy(ctx, i.By()), func(tx *Tx) error { return importStep(tx, i.ID) }); err != nil {
			return i.tryAgainOrStop(ctx, db, err)
		}
	}
}

// importStep does one batch of an import. The row's lock makes two processes take turns on PostgreSQL.
func importStep(tx *Tx, id int64) error {
	query := tx.Where("id = ?", id)
	if tx.Name() == "postgres" {
		query = query.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	i := new(Import)
	if err := query.Take(i).Error; err != nil {
		return err
	}
	if i.Tries > 0 {
		i.Tries = 0
		if err := tx.Save(i).Error; err != nil {
			return err
		}
	}
	switch i.State {
	case ImportRunning:
		return i.runBatch(tx)
	case ImportUndoing:
		return i.undoBatch(tx)
	}
	return nil
}

func (i *Import) runBatch(tx *Tx) error {
	var rows []ImportRow
	waiting := []ImportStatus{RowAdd, RowUpdate}
	if err := tx.Where("import_id = ? AND status IN ?", i.ID, waiting).Order("line").Limit(importBatch).Find(&rows).Error; err != nil {
		return err
	}
	if len(rows) == 0 {
		now := TxNow(tx)
		i.State, i.FinishedAt = ImportDone, &now
		return tx.Save(i).Error
	}
	if err := touchMatched(tx, rows); err != nil {
		return err
	}
	reader, err := newImportReader(tx, i, TxNow(tx))
	if err != nil {
		return err
	}
	for n := range rows {
		if err := i.runRow(tx, reader, &rows[n]); err != nil {
			return err
		}
	}
	return nil
}

// touchMatched loads the snapshots of the people of a batch together.
func touchMatched(tx *Tx, rows []ImportRow) error {
	var ids []int64
	for _, row := range rows {
		if row.PersonID != nil {
			ids = append(ids, *row.PersonID)
		}
	}
	return Touch(tx, KindPerson, ids...)
}

// runRow writes one row and what became of it. A row that a rule refuses is taken back whole and the next one goes on.
func (i *Import) runRow(tx *Tx, reader *importReader, row *ImportRow) error {
	var status ImportStatus
	var person *Person
	problem := ""
	err := tx.Transaction(func(tx *Tx) (err error) {
		status, person, err = i.writeRow(tx, reader, row)
		return err
	})
	var invalid Invalid
	var sentence Sentence
	switch {
	case errors.As(err, &invalid):
		status, person, problem = RowError, nil, invalid.sentences()
	case errors.As(err, &sentence):
		status, person, problem = RowError, nil, string(sentence)
	case err != nil:
		return err
	case status == RowSkip:
		problem = "Nothing differs from what is known."
	}
	row.Status, row.Problem = status, problem
	if person != nil {
		row.PersonID = &person.ID
	}
	if status != RowError {
		row.Cells = Texts{}
	}
	return tx.Save(row).Error
}

func (i *Import) writeRow(tx *Tx, reader *importReader, row *ImportRow) (ImportStatus, *Person, error) {
	p := reader.read(row)
	if len(p.problems) > 0 {
		return "", nil, Sentence(p.problems[0])
	}
	person, err := importMatch(tx, reader, p)
	if errors.Is(err, ErrNotFound) {
		return "", nil, Sentence("This person is no longer there.")
	}
	if err != nil {
		return "", nil, err
	}
	if person != nil && !i.UpdateKnown {
		return RowSkip, person, nil
	}
	status, changed := RowUpdated, false
	if person == nil {
		familyID, err := i.familyFor(tx, row, p)
		if err != nil {
			return "", nil, err
		}
		if person, err = CreatePerson(tx, reader.form.Fields, NewPerson{FamilyID: familyID, Values: p.values, Source: "import"}); err != nil {
			return "", nil, err
		}
		status, changed = RowAdded, true
	} else if changed, err = person.takeRow(tx, reader.form.Fields, p); err != nil {
		return "", nil, err
	}
	noted, err := person.noteOnce(tx, p.note)
	if err != nil {
		return "", nil, err
	}
	placed, err := i.place(tx, row, person, p.places)
	if err == nil && !changed && !noted && !placed {
		status = RowSkip
	}
	return status, person, err
}

// takeRow changes somebody we know to what a row says.
func (p *Person) takeRow(tx *Tx, fields []Field, row *importPerson) (changed bool, err error) {
	if changed, err = p.Change(tx, fields, row.values); err != nil {
		return false, err
	}
	if row.familyID == 0 || row.familyID == p.FamilyID {
		return changed, nil
	}
	return true, p.MoveToFamily(tx, row.familyID)
}

// familyFor is the family that the row names, or that of the first person with the same word in the file; 0 is a family of their own.
func (i *Import) familyFor(tx *Tx, row *ImportRow, p *importPerson) (int64, error) {
	if p.familyID != 0 || row.Family == "" {
		return p.familyID, nil
	}
	var families []int64
	err := tx.Raw("SELECT p.family_id FROM import_rows r JOIN people p ON p.id = r.person_id WHERE r.import_id = ? AND r.family = ?"+
		" ORDER BY CASE WHEN r.status = ? THEN 1 ELSE 0 END, r.line LIMIT 1", i.ID, row.Family, RowAdded).Scan(&families).Error
	if err != nil || len(families) == 0 {
		return 0, err
	}
	return families[0], nil
}

// noteOnce adds a note unless the same text is there.
func (p *Person) noteOnce(tx *Tx, text string) (added bool, err error) {
	if text == "" {
		return false, nil
	}
	notes, err := p.NotesInOrder(tx)
	if err != nil || slices.ContainsFunc(notes, func(n Note) bool { return n.Text == text }) {
		return false, err
	}
	_, err = p.AddNote(tx, text, false)
	return true, err
}

// place puts the person on the lists of the row. Who is on one already keeps the place and gets the requested date of the file.
func (i *Import) place(tx *Tx, row *ImportRow, person *Person, places []importPlace) (changed bool, err error) {
	for _, place := range places {
		wish := NewEntry{RequestedDate: place.requested, AddedAt: place.added}
		if !place.added.IsZero() {
			wish.Reason = "From an imported file"
		}
		entry, existed, err := place.list.Add(tx, person, wish)
		switch {
		case err != nil:
			return false, err
		case existed && (place.requested.IsZero() || place.requested == entry.RequestedDate):
			continue
		case existed:
			err = entry.Request(tx, place.requested)
		case i.KeepOrder:
			err = i.keepBehind(tx, row, entry)
		}
		if err != nil {
			return false, err
		}
		changed = true
	}
	return changed, nil
}

// keepBehind puts an entry behind the one of the row above on the same list, where priority and date would put it ahead.
func (i *Import) keepBehind(tx *Tx, row *ImportRow, entry *Entry) error {
	var above []Entry
	err := tx.Session(fresh()).Raw("SELECT e.* FROM import_rows r JOIN entries e ON e.person_id = r.person_id"+
		" WHERE r.import_id = ? AND r.line < ? AND r.status IN ? AND e.waitlist_id = ? AND e.ended_at IS NULL AND e.id <> ? ORDER BY r.line DESC LIMIT 1",
		i.ID, row.Line, []ImportStatus{RowAdded, RowUpdated}, entry.WaitlistID, entry.ID).Scan(&above).Error
	if err != nil || len(above) == 0 || above[0].key().before(entry.key()) {
		return err
	}
	return entry.PlaceAfter(tx, &above[0], "The order of the imported file")
}
