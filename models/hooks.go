package models

import (
	"errors"
	"reflect"
	"strings"

	"gorm.io/gorm"
)

// announcing is a row whose hooks touch a subject.
type announcing interface {
	announces()
}

// hookedTables are the tables of announcing rows, for statements that name a table and no model.
var hookedTables = map[string]bool{
	"people": true, "answers": true, "notes": true, "entries": true,
	"locations": true, "services": true, "resources": true, "visits": true, "fields": true,
}

// guardHooks refuses each change of an announcing row that its hooks would not see:
// outside Write, with hooks skipped, or through a table's bare name.
func guardHooks(db *gorm.DB) error {
	callbacks := db.Callback()
	return errors.Join(
		callbacks.Create().Before("gorm:before_create").Register("anteroom:guard", guard),
		callbacks.Update().Before("gorm:before_update").Register("anteroom:guard", guard),
		callbacks.Delete().Before("gorm:before_delete").Register("anteroom:guard", guard),
		callbacks.Raw().After("gorm:raw").Register("anteroom:savepoint", afterSavepoint),
	)
}

// afterSavepoint forgets what may have been rolled back: which lists and locations were locked and raised, and what was loaded since.
func afterSavepoint(tx *gorm.DB) {
	if strings.HasPrefix(tx.Statement.SQL.String(), "ROLLBACK TO") {
		if w, err := writingOf(tx); err == nil {
			clear(w.raised)
			clear(w.visits)
			clear(w.locations)
			clear(w.marked)
			w.known, w.account = nil, nil
		}
	}
}

func guard(tx *gorm.DB) {
	if !announces(tx.Statement) {
		return
	}
	if _, err := writingOf(tx); err != nil {
		_ = tx.AddError(err)
		return
	}
	if tx.Statement.SkipHooks || tx.Statement.Schema == nil || !hasHooks(tx.Statement) {
		_ = tx.AddError(errBulk)
	}
}

func announces(statement *gorm.Statement) bool {
	return hookedTables[statement.Table] || hasHooks(statement)
}

func hasHooks(statement *gorm.Statement) bool {
	if statement.Schema == nil {
		return false
	}
	_, ok := reflect.New(statement.Schema.ModelType).Interface().(announcing)
	return ok
}
