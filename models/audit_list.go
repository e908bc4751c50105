package models

// Audits are the lines of the log before a number, newest first; 0 begins at the end.
func Audits(tx *Tx, before int64, limit int) ([]Audit, error) {
	query := tx.Order("id DESC").Limit(limit)
	if before > 0 {
		query = query.Where("id < ?", before)
	}
	var audits []Audit
	return audits, query.Find(&audits).Error
}
