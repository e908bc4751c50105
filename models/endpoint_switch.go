package models

// Disable switches the endpoint off. What was pending is skipped and kept; what happens meanwhile is kept as skipped as well.
func (e *Endpoint) Disable(tx *Tx, reason DisabledReason) error {
	if !e.IsActive {
		return nil
	}
	now := TxNow(tx)
	e.IsActive, e.DisabledAt, e.DisabledReason = false, &now, reason
	if err := e.saveSwitch(tx); err != nil {
		return err
	}
	if err := skipPending(tx, e.ID, SkippedDisabled); err != nil {
		return err
	}
	return Record(tx, "endpoint.disabled", e.Subject(), map[string]string{"id": e.PublicID, "reason": string(reason)})
}

// Enable switches it on again with a clean record. What was missed is sent by ResendMissed alone.
func (e *Endpoint) Enable(tx *Tx) error {
	if e.IsActive {
		return nil
	}
	e.IsActive, e.DisabledAt, e.DisabledReason = true, nil, ""
	e.GoodSince, e.FirstFailure, e.LastFailure, e.Failures, e.Told = TxNow(tx), nil, nil, 0, 0
	if err := e.saveSwitch(tx); err != nil {
		return err
	}
	if err := e.SaveHealth(tx); err != nil {
		return err
	}
	return Record(tx, "endpoint.enabled", e.Subject(), map[string]string{"id": e.PublicID})
}

// Delete takes the endpoint away and its secrets with it; its history stays until retention removes it.
func (e *Endpoint) Delete(tx *Tx) error {
	now := TxNow(tx)
	e.IsActive, e.DeletedAt, e.Secret, e.OldSecret, e.OAuth, e.HeaderValue = false, &now, "", "", "", ""
	if err := tx.Select("is_active", "deleted_at", "secret", "old_secret", "oauth", "header_value").Updates(e).Error; err != nil {
		return err
	}
	if err := skipPending(tx, e.ID, SkippedDeleted); err != nil {
		return err
	}
	return Record(tx, "endpoint.deleted", e.Subject(), map[string]string{"id": e.PublicID})
}

// SaveHealth stores how the endpoint has been doing, and nothing else of its row.
func (e *Endpoint) SaveHealth(tx *Tx) error {
	return tx.Select("good_since", "first_failure", "last_failure", "failures", "told").Updates(e).Error
}

func (e *Endpoint) saveSwitch(tx *Tx) error {
	return tx.Select("is_active", "disabled_at", "disabled_reason").Updates(e).Error
}
