package models

import (
	"fmt"
	"time"
)

// explained loads the people of a page and says why each entry stands where it stands.
func explained(tx *Tx, entries []Entry, today Date, zone *time.Location) ([]EntryRow, error) {
	ids := make([]int64, len(entries))
	for i := range entries {
		ids[i] = entries[i].PersonID
	}
	var people []Person
	if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&people).Error; err != nil {
		return nil, err
	}
	priorities, err := Priorities(tx.Session(fresh()))
	if err != nil {
		return nil, err
	}
	siblings, err := enrolledSiblings(tx, ids)
	if err != nil {
		return nil, err
	}
	byID := map[int64]*Person{}
	for i := range people {
		byID[people[i].ID] = &people[i]
	}
	rows := make([]EntryRow, len(entries))
	for i := range entries {
		row := &rows[i]
		row.Entry = entries[i]
		row.Person = byID[row.PersonID]
		row.explain(priorities, siblings[row.PersonID], today, zone)
	}
	return rows, nil
}

// enrolledSiblings names, for each person, the first family member who has a place now.
func enrolledSiblings(tx *Tx, personIDs []int64) (map[int64]string, error) {
	var pairs []struct {
		ID        int64
		FirstName string
	}
	err := tx.Session(fresh()).Raw("SELECT p.id, q.first_name FROM people p JOIN people q ON q.family_id = p.family_id AND q.id <> p.id"+
		" WHERE p.id IN ? AND EXISTS (SELECT 1 FROM entries s WHERE s.person_id = q.id AND s.status = 'enrolled' AND s.left_at IS NULL)"+
		" ORDER BY p.id, q.id DESC", personIDs).Scan(&pairs).Error
	names := map[int64]string{}
	for _, pair := range pairs {
		names[pair.ID] = pair.FirstName
	}
	return names, err
}

// explain finds the priority that counts and words the place. Priorities come best first, so the first that applies is the one.
func (r *EntryRow) explain(priorities []Priority, sibling string, today Date, zone *time.Location) {
	own := r.PriorityID
	if own == nil && r.Person != nil {
		own = r.Person.PriorityID
	}
	if r.IsPlaced() {
		own, sibling = r.BorrowedPriorityID, ""
	}
	for i := range priorities {
		isOwn, isLent := own != nil && priorities[i].ID == *own, priorities[i].Siblings && sibling != ""
		if !isOwn && !isLent {
			continue
		}
		r.Priority = &priorities[i]
		if !isOwn {
			r.Sibling = sibling
		}
		break
	}
	if r.IsPlaced() && r.PlacedAt != nil {
		r.Why = fmt.Sprintf("Placed by hand by %s, %s", r.PlacedBy, dayMonth(DateIn(r.PlacedAt.Time, zone), today))
		return
	}
	r.Why = "applied " + dayMonth(DateIn(r.AddedAt.Time, zone), today)
	switch {
	case r.Sibling != "":
		r.Why = fmt.Sprintf("%s, as %s is enrolled, %s", r.Priority.Name, r.Sibling, r.Why)
	case r.Priority != nil:
		r.Why = r.Priority.Name + ", " + r.Why
	default:
		r.Why = "No priority, " + r.Why
	}
}

// dayMonth is 25 Jun, with the year where it is not this one.
func dayMonth(date, today Date) string {
	if date.Year == today.Year {
		return date.In(time.UTC).Format("2 Jan")
	}
	return date.Text()
}
