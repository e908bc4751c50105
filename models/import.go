package models

import (
	"fmt"
	"time"
)

// ImportState is how far an import is. Nothing is written to people before it runs.
type ImportState string

// The states, in their order.
const (
	ImportUploaded ImportState = "uploaded" // columns are to be matched
	ImportPlanned  ImportState = "planned"  // what each row would do is known
	ImportRunning  ImportState = "running"
	ImportDone     ImportState = "done"
	ImportUndoing  ImportState = "undoing"
	ImportUndone   ImportState = "undone"
)

// KindImport names an import in the audit log.
const KindImport Kind = "import"

const (
	undoImport    = 24 * time.Hour      // how long an import can be undone
	keepDraft     = 24 * time.Hour      // how long a file waits that nobody imports
	keepImport    = 30 * 24 * time.Hour // how long rows with problems can be fetched
	importBatch   = 100                 // rows in one Write
	planningBatch = 2000
)

// Import is a file of people on its way in.
type Import struct {
	ID          int64
	State       ImportState
	FileName    string
	Encoding    string
	Delimiter   string
	Header      Texts
	Targets     Texts // what each column becomes: see import_column.go
	DateFormat  DateFormat
	DateSure    bool
	UpdateKnown bool // people we know are updated, else left alone
	KeepOrder   bool // places on lists follow the file, whatever priorities and dates say
	Quiet       bool // no webhooks
	Total       int
	Tries       int    // of the batch at hand that failed
	Stopped     string // why the import, or its undoing, stopped before its end
	Author      string
	AuthorID    *int64
	CreatedAt   Instant
	StartedAt   *Instant
	FinishedAt  *Instant
	UndoneAt    *Instant
}

// ImportStatus is what a row is to do, and once it is done what it did.
type ImportStatus string

// Add and update are plans, added and updated are facts. A row that was undone, or kept as somebody changed the person since, says so.
const (
	RowAdd     ImportStatus = "add"
	RowUpdate  ImportStatus = "update"
	RowSkip    ImportStatus = "skip"
	RowError   ImportStatus = "error"
	RowAdded   ImportStatus = "added"
	RowUpdated ImportStatus = "updated"
	RowUndone  ImportStatus = "undone"
	RowKept    ImportStatus = "kept"
)

// ImportRow is one row of the file.
type ImportRow struct {
	ImportID int64 `gorm:"primaryKey;autoIncrement:false"`
	Line     int   `gorm:"primaryKey;autoIncrement:false"`
	Cells    Texts // empty once the row is written: the person has it then
	Extra    int
	Status   ImportStatus
	Problem  string
	Family   string // the word, folded, that brothers and sisters of the file share
	PersonID *int64
}

// FindImport returns an import.
func FindImport(tx *Tx, id int64) (*Import, error) {
	i := new(Import)
	return i, found(tx.Where("id = ?", id).Take(i).Error)
}

// RecentImports are the last ones that ran, the newest first.
func RecentImports(tx *Tx) ([]Import, error) {
	var imports []Import
	return imports, tx.Where("started_at IS NOT NULL").Order("id DESC").Limit(20).Find(&imports).Error
}

// Name is how events, notes and the timeline name who did it.
func (i *Import) Name() string { return fmt.Sprintf("%s, import %d", i.Author, i.ID) }

// By is the author of everything that the import writes.
func (i *Import) By() By {
	return By{Kind: ByImport, Name: i.Name(), UserID: i.AuthorID, Quiet: i.Quiet}
}

// UndoUntil is when the import can no longer be undone; the zero Instant where it cannot at all.
func (i *Import) UndoUntil() Instant {
	if i.State != ImportDone || i.FinishedAt == nil {
		return Instant{}
	}
	return At(i.FinishedAt.Add(undoImport))
}

// ImportCounts says how many rows have each status.
type ImportCounts map[ImportStatus]int

// Counts counts the rows.
func (i *Import) Counts(tx *Tx) (ImportCounts, error) {
	var rows []struct {
		Status ImportStatus
		Times  int
	}
	err := tx.Model(&ImportRow{}).Select("status, COUNT(*) AS times").Where("import_id = ?", i.ID).Group("status").Scan(&rows).Error
	counts := ImportCounts{}
	for _, row := range rows {
		counts[row.Status] = row.Times
	}
	return counts, err
}

// forgetImports drops files that nobody imported, and rows of old imports, which may name people.
func forgetImports(tx *Tx) error {
	now := TxNow(tx)
	drafts := []ImportState{ImportUploaded, ImportPlanned}
	err := tx.Where("state IN ? AND created_at < ?", drafts, At(now.Add(-keepDraft))).Delete(&Import{}).Error
	if err != nil {
		return err
	}
	return tx.Exec("DELETE FROM import_rows WHERE import_id IN (SELECT id FROM imports WHERE finished_at < ?)", At(now.Add(-keepImport))).Error
}

// Discard drops a file that was not imported.
func (i *Import) Discard(tx *Tx) error {
	if i.StartedAt != nil {
		return Sentence("This import has begun. It can be undone once it is done.")
	}
	return tx.Delete(&Import{ID: i.ID}).Error
}

// scrubImports leaves nothing of a person in the rows of imports.
func scrubImports(tx *Tx, personID int64) error {
	return tx.Exec("UPDATE import_rows SET cells = '[]', problem = '', family = '' WHERE person_id = ?", personID).Error
}
