package views

import (
	"strconv"

	"anteroom/models"
)

const importPath = peoplePath + "/import"

// ImportStart is the first page: a file to choose, and what was imported before.
type ImportStart struct {
	Recent []ImportLine
	Paste  string
	Errors models.Invalid
	Clock  Clock
}

// ImportLine is an import that ran.
type ImportLine struct {
	Import models.Import
	Counts models.ImportCounts
}

// ImportMatching is the second page: what each column is.
type ImportMatching struct {
	Import    *models.Import
	Columns   []models.ImportColumn
	Fields    []models.Field
	MayCreate bool // fields are a manager's business
	Errors    models.Invalid
}

// ImportCheck is the third page: what each row would do.
type ImportCheck struct {
	Import       *models.Import
	Counts       models.ImportCounts
	Rows         []models.ImportPreview
	OnlyProblems bool
	Wrong        string
}

// ImportResult is the last page: how far it is, then what it did.
type ImportResult struct {
	Import  *models.Import
	Counts  models.ImportCounts
	Rows    []models.ImportPreview // those with problems
	MayUndo bool
	Clock   Clock
}

func importHref(i *models.Import, more string) string { return importPath + "/" + idText(i.ID) + more }

func importSteps(current int, i *models.Import) []Step {
	steps := []Step{{Label: "Upload"}, {Label: "Match columns"}, {Label: "Preview"}, {Label: "Import"}}
	if i != nil {
		steps[0].Href, steps[1].Href, steps[2].Href = importPath, importHref(i, "/columns"), importHref(i, "/preview")
	}
	for n := range steps {
		steps[n].Done, steps[n].Current = n < current, n == current
		if current == len(steps)-1 {
			steps[n].Href = ""
		}
	}
	return steps
}

func (m *ImportMatching) options(column models.ImportColumn) []Option {
	options := []Option{{Value: models.ColumnIgnored, Label: "Leave out"}, {Value: models.ColumnFullName, Label: "Full name"}}
	for i := range m.Fields {
		options = append(options, Option{Value: models.ColumnOfField(m.Fields[i].ID), Label: m.Fields[i].Label})
	}
	options = append(
		options,
		Option{Value: models.ColumnWaitlist, Label: "Waitlist"}, Option{Value: models.ColumnAdded, Label: "Applied on"},
		Option{Value: models.ColumnRequested, Label: "Wanted from"}, Option{Value: models.ColumnNote, Label: "Note"},
		Option{Value: models.ColumnFamily, Label: "Family: the same word, the same family"},
		Option{Value: models.ColumnFamilyID, Label: "Family number of a family here"},
		Option{Value: models.ColumnPerson, Label: "Person number of somebody here"},
	)
	if m.MayCreate {
		types := append([]models.FieldType{column.Type}, models.NewFieldTypes()...)
		for n, t := range types {
			if n == 0 || t != column.Type {
				options = append(options, Option{Value: models.ColumnOfNew(t), Label: "New field: " + fieldTypeWord(t)})
			}
		}
	}
	return options
}

func columnName(n int) string { return "column" + strconv.Itoa(n) }

func (m *ImportMatching) unmatched() int {
	count := 0
	for _, column := range m.Columns {
		if column.Target == models.ColumnIgnored {
			count++
		}
	}
	return count
}

// dateSamples show how the first dates of the file are read.
func (m *ImportMatching) dateSamples() []string {
	var samples []string
	for _, column := range m.Columns {
		if !m.isDate(column.Target) {
			continue
		}
		for _, text := range column.Samples {
			if date, err := models.ParseLocalDate(text, m.Import.DateFormat); err == nil && len(samples) < 3 {
				samples = append(samples, text+" is "+date.Text())
			}
		}
	}
	return samples
}

func (m *ImportMatching) isDate(target string) bool {
	if target == models.ColumnAdded || target == models.ColumnRequested {
		return true
	}
	for i := range m.Fields {
		if m.Fields[i].Type == models.TypeDate && target == models.ColumnOfField(m.Fields[i].ID) {
			return true
		}
	}
	return false
}

func dateFormatOptions() []Option {
	var options []Option
	for _, format := range []models.DateFormat{models.FormatDMY, models.FormatMDY, models.FormatYMD} {
		word := map[models.DateFormat]string{models.FormatDMY: "Day first", models.FormatMDY: "Month first", models.FormatYMD: "Year first"}[format]
		options = append(options, Option{Value: string(format), Label: word + ", like " + format.Example()})
	}
	return options
}

func delimiterWord(delimiter string) string {
	switch delimiter {
	case ";":
		return "semicolons"
	case "\t":
		return "tabs"
	case "|":
		return "bars"
	}
	return "commas"
}

func knownValue(update bool) string {
	if update {
		return "update"
	}
	return "skip"
}

func rowState(status models.ImportStatus) State {
	switch status {
	case models.RowAdd:
		return State{"Add", "good"}
	case models.RowUpdate:
		return State{"Update", "info"}
	case models.RowSkip:
		return State{"Skip", ""}
	case models.RowError:
		return State{"Problem", "bad"}
	case models.RowAdded:
		return State{"Added", "good"}
	case models.RowUpdated:
		return State{"Updated", "info"}
	case models.RowUndone:
		return State{"Undone", ""}
	case models.RowKept:
		return State{"Kept", "warn"}
	}
	return State{string(status), ""}
}

func planStats(c models.ImportCounts) []Stat {
	return []Stat{
		{Number: strconv.Itoa(c[models.RowAdd]), Label: "to add"},
		{Number: strconv.Itoa(c[models.RowUpdate]), Label: "to update"},
		{Number: strconv.Itoa(c[models.RowSkip]), Label: "to skip"},
		{Number: strconv.Itoa(c[models.RowError]), Label: "with problems"},
	}
}

func resultStats(c models.ImportCounts) []Stat {
	stats := []Stat{
		{Number: strconv.Itoa(c[models.RowAdded]), Label: "added"},
		{Number: strconv.Itoa(c[models.RowUpdated]), Label: "updated"},
		{Number: strconv.Itoa(c[models.RowSkip]), Label: "skipped"},
		{Number: strconv.Itoa(c[models.RowError]), Label: "with problems"},
	}
	if c[models.RowUndone]+c[models.RowKept] > 0 {
		stats = append(stats, Stat{Number: strconv.Itoa(c[models.RowUndone]), Label: "undone"}, Stat{Number: strconv.Itoa(c[models.RowKept]), Label: "kept"})
	}
	return stats
}

// done is how many rows need no more work.
func (r *ImportResult) done() int {
	if r.Import.State == models.ImportUndoing {
		return r.Import.Total - r.Counts[models.RowAdded] - r.Counts[models.RowUpdated]
	}
	return r.Import.Total - r.Counts[models.RowAdd] - r.Counts[models.RowUpdate]
}

// Working holds while rows are being written or taken back: the page looks again by itself.
func (r *ImportResult) Working() bool {
	return r.Import.State == models.ImportRunning || r.Import.State == models.ImportUndoing
}

func (r *ImportResult) title() string {
	switch r.Import.State {
	case models.ImportRunning:
		return "Importing…"
	case models.ImportUndoing:
		return "Undoing the import…"
	case models.ImportUndone:
		return "Import undone"
	}
	return "Import done"
}

func importSub(i *models.Import) string {
	text := counted(i.Total, "row", "rows")
	if i.FileName != "" {
		text = i.FileName + " · " + text
	}
	return text + " · " + i.Encoding + ", parted by " + delimiterWord(i.Delimiter)
}

func importState(i *models.Import) State {
	switch i.State {
	case models.ImportRunning, models.ImportUndoing:
		return State{"Running", "info"}
	case models.ImportUndone:
		return State{"Undone", "warn"}
	}
	return State{"Done", "good"}
}
