package models

// LastChange is the latest audit line of a change to something's settings, nil where there is none. Queues that were opened, files that
// were taken out and logins change no settings.
func LastChange(tx *Tx, subject Subject) (*Audit, error) {
	var lines []Audit
	err := tx.Where("subject_kind = ? AND subject_id = ?", subject.Kind, subject.ID).
		Where("action NOT LIKE 'location.queue%' AND action NOT LIKE 'login.%' AND action NOT LIKE '%.exported' AND action NOT IN ('endpoint.resent', 'endpoint.replayed')").
		Order("id DESC").Limit(1).Find(&lines).Error
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	return &lines[0], nil
}
