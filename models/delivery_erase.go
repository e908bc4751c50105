package models

// scrubDeliveriesOf makes the stored bodies about a subject ids alone and takes away what receivers answered, which may repeat them.
// What was not sent yet is skipped, for the bytes it was made of are gone.
func scrubDeliveriesOf(tx *Tx, kind Kind, id int64) error {
	const about = "SELECT b.id FROM bodies b JOIN events e ON e.sequence = b.sequence WHERE e.subject_kind = ? AND e.subject_id = ?"
	statements := []struct {
		sql    string
		values []any
	}{
		{
			"UPDATE deliveries SET state = ?, reason = ?, finished_at = ? WHERE state = ? AND body_id IN (" + about + ")",
			[]any{Skipped, SkippedErased, TxNow(tx), Pending, kind, id},
		},
		{
			"UPDATE attempts SET headers = '{}', answer = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE body_id IN (" + about + "))",
			[]any{kind, id},
		},
		{"UPDATE bodies SET bytes = bare WHERE id IN (" + about + ")", []any{kind, id}},
	}
	for _, one := range statements {
		if err := tx.Session(fresh()).Exec(one.sql, one.values...).Error; err != nil {
			return err
		}
	}
	return nil
}
