package models

// LastChange is the latest audit line about something, nil where there is none.
func LastChange(tx *Tx, subject Subject) (*Audit, error) {
	var lines []Audit
	err := tx.Where("subject_kind = ? AND subject_id = ?", subject.Kind, subject.ID).Order("id DESC").Limit(1).Find(&lines).Error
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	return &lines[0], nil
}
