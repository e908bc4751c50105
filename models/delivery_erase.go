package models

// scrubDeliveries makes the stored bodies about a person ids alone and takes away what receivers answered, which may repeat them.
// What was not sent yet is skipped, for the bytes it was made of are gone.
func scrubDeliveries(tx *Tx, personID int64) error {
	const about = "SELECT b.id FROM bodies b JOIN events e ON e.sequence = b.sequence WHERE e.subject_kind = ? AND e.subject_id = ?"
	statements := []struct {
		sql    string
		values []any
	}{
		{
			"UPDATE deliveries SET state = ?, reason = ?, finished_at = ? WHERE state = ? AND body_id IN (" + about + ")",
			[]any{Skipped, SkippedErased, TxNow(tx), Pending, KindPerson, personID},
		},
		{
			"UPDATE attempts SET headers = '{}', answer = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE body_id IN (" + about + "))",
			[]any{KindPerson, personID},
		},
		{"UPDATE bodies SET bytes = bare WHERE id IN (" + about + ")", []any{KindPerson, personID}},
	}
	for _, one := range statements {
		if err := tx.Session(fresh()).Exec(one.sql, one.values...).Error; err != nil {
			return err
		}
	}
	return nil
}
