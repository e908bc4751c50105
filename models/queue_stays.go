package models

// stay is a time in line, from the event that began it to the one that ended it; end is nil while it lasts.
type stay struct {
	from Instant
	end  *Instant
}

// besides says that the two were in line at the same time.
func (s stay) besides(other stay) bool {
	return (other.end == nil || s.from.Before(other.end.Time)) && (s.end == nil || other.from.Before(s.end.Time))
}

// staysInLine are the times that a visit stood in line, as its events tell.
func staysInLine(tx *Tx, visitID int64) ([]stay, error) {
	var events []Event
	err := tx.Session(fresh()).Where("subject_kind = ? AND subject_id = ?", KindVisit, visitID).Order("sequence").Find(&events).Error
	if err != nil {
		return nil, err
	}
	var stays []stay
	inLine := false
	for i := range events {
		after, err := events[i].VisitAfter()
		if err != nil {
			return nil, err
		}
		waits := after != nil && after.State == StateWaiting
		if waits && !inLine {
			stays = append(stays, stay{from: events[i].At})
		}
		if !waits && inLine {
			stays[len(stays)-1].end = &events[i].At
		}
		inLine = waits
	}
	return stays, nil
}
