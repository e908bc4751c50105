package models

import "reflect"

// VisitChange is what one write made of a visit. Before is nil where it was new, After where it was deleted.
type VisitChange struct {
	At      Instant
	ByKind  ByKind
	ByName  string
	EventID string
	Before  *VisitSnapshot
	After   *VisitSnapshot
}

// longestHistory is how many changes of a visit are told.
const longestHistory = 200

// History is what happened to the visit, the newest first. That others ahead of it left the queue is left out.
func (v *Visit) History(tx *Tx) ([]VisitChange, error) {
	var events []Event
	err := tx.Session(fresh()).Where("subject_kind = ? AND subject_id = ?", KindVisit, v.ID).Order("sequence DESC").Limit(longestHistory).Find(&events).Error
	if err != nil {
		return nil, err
	}
	var changes []VisitChange
	for i := range events {
		e := &events[i]
		change := VisitChange{At: e.At, ByKind: e.ByKind, ByName: e.ByName, EventID: e.PublicID}
		if change.Before, err = e.VisitBefore(); err != nil {
			return nil, err
		}
		if change.After, err = e.VisitAfter(); err != nil {
			return nil, err
		}
		if !change.isPlaceAlone() {
			changes = append(changes, change)
		}
	}
	return changes, nil
}

// EndedBy says through which door the last change of a visit that is over came, "" while it goes on.
func (v *Visit) EndedBy(tx *Tx) (by ByKind, err error) {
	if v.IsOpen() {
		return "", nil
	}
	err = tx.Session(fresh()).Raw("SELECT by_kind FROM events WHERE subject_kind = ? AND subject_id = ? ORDER BY sequence DESC LIMIT 1", KindVisit, v.ID).Scan(&by).Error
	return by, err
}

// isPlaceAlone holds where nothing but the place in line is another.
func (c *VisitChange) isPlaceAlone() bool {
	return c.Before != nil && c.After != nil && reflect.DeepEqual(c.Before.placeless(), c.After.placeless())
}

func (s *VisitSnapshot) placeless() VisitSnapshot {
	c := s.comparable()
	c.Position, c.OriginalPosition, c.LastWaitingPosition = nil, nil, nil
	return c
}
