package models

import (
	"context"
	"errors"

	"gorm.io/gorm"
)

// importTries is how often a batch is tried that the database refuses, a second apart, before the import stops.
const importTries = 5

// tryAgainOrStop counts a try that failed and returns what it failed of; the last one stops the import. A busy database, a full disk and
// a program that ends are waited out instead.
func (i *Import) tryAgainOrStop(ctx context.Context, db *DB, failure error) error {
	if errors.Is(failure, ErrBusy) || errors.Is(failure, ErrFull) || ctx.Err() != nil {
		return failure
	}
	err := db.Write(WithBy(ctx, i.By()), func(tx *Tx) error {
		now, err := FindImport(tx, i.ID)
		if err != nil {
			return err
		}
		if now.Tries++; now.Tries >= importTries {
			return now.stop(tx)
		}
		return tx.Save(now).Error
	})
	return errors.Join(failure, err)
}

// stop ends an import or its undoing where it stands. Rows that were not written can be fetched and imported again.
func (i *Import) stop(tx *Tx) error {
	now := TxNow(tx)
	i.Tries = 0
	if i.State == ImportUndoing {
		i.Stopped = "Undoing stopped, because the database refused a change several times. What was undone until then stays undone. Please tell whoever runs this server, then undo the rest."
		i.State = ImportDone
		return tx.Save(i).Error
	}
	i.Stopped = "The import stopped, because the database refused a row several times. What was written until then stays. Please tell whoever runs this server, then import the file of problems."
	i.State, i.FinishedAt = ImportDone, &now
	err := tx.Session(&gorm.Session{NewDB: true}).Model(&ImportRow{}).Where("import_id = ? AND status IN ?", i.ID, []ImportStatus{RowAdd, RowUpdate}).
		Updates(map[string]any{"status": RowError, "problem": "Not written: the import stopped before this row."}).Error
	if err != nil {
		return err
	}
	return tx.Save(i).Error
}
