package models

import "time"

// keepUnkept is how long what was typed for a hold is kept after it ended unused: whoever comes back too late finds it in their form again.
const keepUnkept = 24 * time.Hour

// unkept are holds that ended before anything came of them and that still say something of somebody.
const unkept = "o.state = 'COMPLETE' AND o.booking_time IS NULL AND o.waitlist_time IS NULL AND o.completed_time <= ?" +
	" AND (o.first_name <> '' OR o.last_name <> '' OR o.phone <> '' OR o.email <> '' OR o.notes <> '' OR o.answers <> '{}' OR o.remote_ip <> '' OR o.cancel_reason <> '')"

// forgetUnkept takes out of visits and of their events who they were held for. Nobody hears of it: the visit is what it was.
func forgetUnkept(tx *Tx, ids []int64) error {
	tx = tx.Session(fresh())
	var events []Event
	if err := tx.Where("subject_kind = ? AND subject_id IN ?", KindVisit, ids).Order("sequence").Find(&events).Error; err != nil {
		return err
	}
	for i := range events {
		before, err := events[i].VisitBefore()
		if err != nil {
			return err
		}
		after, err := events[i].VisitAfter()
		if err != nil {
			return err
		}
		var texts [2]string
		for j, visit := range []*VisitSnapshot{before, after} {
			if visit == nil {
				continue
			}
			if texts[j], err = asJSON(visit.anonymous()); err != nil {
				return err
			}
		}
		if err := tx.Exec("UPDATE events SET before = ?, after = ? WHERE sequence = ?", texts[0], texts[1], events[i].Sequence).Error; err != nil {
			return err
		}
	}
	return tx.Exec("UPDATE visits SET first_name = '', last_name = '', phone = '', email = '', notes = '', answers = '{}', remote_ip = '', cancel_reason = '' WHERE id IN ?", ids).Error
}

// anonymous is the visit without who comes.
func (s *VisitSnapshot) anonymous() *VisitSnapshot {
	a := *s
	a.FirstName, a.LastName, a.Phone, a.Email, a.Notes, a.RemoteIP, a.CancelReason = "", "", "", "", "", "", ""
	a.Answers, a.Fields = VisitAnswers{}, []AnswerRef{}
	return &a
}
