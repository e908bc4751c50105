package models

import (
	"fmt"

	"gorm.io/gorm/clause"
)

// errOvertaken is a row that somebody else saved after this Write had read it and before it was locked. The Write begins anew, and its verbs
// see what is kept by then.
var errOvertaken = fmt.Errorf("%w, after it was read here", ErrStale)

// lockAsRead waits for other writers of a row, and refuses with errOvertaken where one of them has saved since it was read: what is saved is
// whole, and would take back what they said.
func lockAsRead(tx *Tx, table string, id, version int64) error {
	query := tx.Session(fresh()).Table(table).Where("id = ?", id)
	if tx.Name() == "postgres" {
		query = query.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	var now []int64
	if err := query.Pluck("version", &now).Error; err != nil {
		return err
	}
	if len(now) == 0 {
		return ErrNotFound
	}
	if now[0] != version {
		return errOvertaken
	}
	return nil
}
