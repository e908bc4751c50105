package models

import "time"

// UploadImport keeps a file with what its columns seem to be. Nobody is touched by it.
func UploadImport(tx *Tx, fileName string, file CSVFile) (*Import, error) {
	if err := forgetImports(tx); err != nil {
		return nil, err
	}
	if len(file.Rows) == 0 {
		return nil, Sentence("This file has a first row with names and nothing below it. Please choose one with people.")
	}
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	fields, err := OpenFields(tx)
	if err != nil {
		return nil, err
	}
	if fileName, err = CleanLine(fileName, longestLine); err != nil {
		fileName = ""
	}
	by := TxBy(tx)
	i := &Import{
		State: ImportUploaded, FileName: fileName, Encoding: file.Encoding, Delimiter: string(file.Delimiter), Header: file.Header,
		Targets: guessTargets(file.Header, fields), UpdateKnown: true, Total: len(file.Rows), Author: by.Name, AuthorID: by.UserID, CreatedAt: TxNow(tx),
	}
	i.DateFormat, i.DateSure = DetectDateFormat(i.dates(file, fields), account.Country)
	if err := tx.Create(i).Error; err != nil {
		return nil, err
	}
	rows := make([]ImportRow, len(file.Rows))
	for n, row := range file.Rows {
		rows[n] = ImportRow{ImportID: i.ID, Line: row.Line, Cells: row.Cells, Extra: row.Extra}
	}
	return i, tx.CreateInBatches(&rows, 500).Error
}

// datesLooked is how many dates of a column tell how they are written.
const datesLooked = 2000

// dates are the cells of the columns that seem to hold dates.
func (i *Import) dates(file CSVFile, fields []Field) []string {
	var dates []string
	for n, target := range i.Targets {
		isDate := target == ColumnAdded || target == ColumnRequested
		for f := range fields {
			isDate = isDate || fields[f].Type == TypeDate && target == ColumnOfField(fields[f].ID)
		}
		if !isDate {
			continue
		}
		for _, cell := range file.Samples(n, datesLooked) {
			for _, text := range splitList(cell) {
				if _, isMoment := localMoment(text, time.UTC); !isMoment && isSomeDate(text) {
					dates = append(dates, text)
				}
			}
		}
	}
	return dates
}

// isSomeDate holds where one order or another reads a day: a slip of the pen tells nothing about the others.
func isSomeDate(text string) bool {
	for _, format := range []DateFormat{FormatDMY, FormatMDY, FormatYMD} {
		if _, err := ParseLocalDate(text, format); err == nil {
			return true
		}
	}
	return false
}

// ImportColumn is a column as the matching page shows it.
type ImportColumn struct {
	Name    string
	Target  string
	Samples []string  // the first three contents
	Type    FieldType // what a new field of it would be
}

// samplesRead is how many rows are looked at for samples.
const samplesRead = 200

// Columns are the columns with samples.
func (i *Import) Columns(tx *Tx) ([]ImportColumn, error) {
	account, err := FindAccount(tx)
	if err != nil {
		return nil, err
	}
	var rows []ImportRow
	if err := tx.Where("import_id = ?", i.ID).Order("line").Limit(samplesRead).Find(&rows).Error; err != nil {
		return nil, err
	}
	file := CSVFile{Rows: make([]CSVRow, 0, len(rows))}
	for n := range rows {
		if len(rows[n].Cells) == len(i.Header) {
			file.Rows = append(file.Rows, CSVRow{Cells: rows[n].Cells})
		}
	}
	columns := make([]ImportColumn, len(i.Header))
	for n, name := range i.Header {
		all := file.Samples(n, samplesRead)
		columns[n] = ImportColumn{Name: name, Target: i.Targets[n], Samples: all[:min(3, len(all))], Type: GuessType(all, account.Country)}
	}
	return columns, nil
}
