package models

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// entriesView is a filter together with what it needs to know of its list.
type entriesView struct {
	*EntriesFilter
	tx    *Tx
	list  *Waitlist
	zone  *time.Location
	today Date
	words []string
}

func (f *EntriesFilter) view(tx *Tx) (*entriesView, error) {
	view := &entriesView{EntriesFilter: f, tx: tx.Session(fresh()), list: new(Waitlist)}
	err := found(view.tx.Take(view.list, f.WaitlistID).Error)
	if err != nil {
		return nil, err
	}
	if view.zone, err = view.list.Zone(view.tx); err != nil {
		return nil, err
	}
	view.today = DateIn(f.Now.Time, view.zone)
	view.words, err = rarestFirst(view.tx, QueryWords(f.Query))
	return view, err
}

// entries builds a query of entries and their people. Only constants and placeholders become SQL.
func (f *entriesView) entries() *Tx {
	query := f.tx.Table("entries").Joins("JOIN people ON people.id = entries.person_id").Where("entries.waitlist_id = ?", f.WaitlistID)
	query = f.inTab(query, f.list)
	switch {
	case len(f.words) > 0:
		query = query.Where("people.id IN (?)", matching(f.tx, f.words).
			Where("EXISTS (SELECT 1 FROM entries mine WHERE mine.person_id = people.id AND mine.waitlist_id = ?)", f.WaitlistID))
	case strings.TrimSpace(f.Query) != "":
		query = query.Where("1 = 0")
	}
	switch {
	case f.PriorityID == nil:
	case *f.PriorityID == 0:
		query = query.Where("COALESCE(entries.priority_id, people.priority_id) IS NULL")
	default:
		query = query.Where("COALESCE(entries.priority_id, people.priority_id) = ?", *f.PriorityID)
	}
	query = answering(query, ForDays, f.Day)
	query = answering(query, ForLocation, f.Location)
	query = f.answered(query)
	if !f.Unconfirmed.IsZero() {
		query = query.Where("COALESCE(entries.confirmed_at, entries.created_at) < ?", At(f.Unconfirmed.In(f.zone)))
	}
	if !f.RequestedFrom.IsZero() {
		query = query.Where("entries.requested_date >= ?", f.RequestedFrom)
	}
	if !f.RequestedTo.IsZero() {
		query = query.Where("entries.requested_date <= ?", f.RequestedTo)
	}
	if f.Placed {
		query = query.Where("entries.borrowed_id IS NOT NULL")
	}
	return f.aged(query, f.today)
}

func (f *EntriesFilter) inTab(query *Tx, list *Waitlist) *Tx {
	switch f.Tab {
	case TabWaiting, TabOffered:
		return query.Where("entries.ended_at IS NULL AND entries.status = ?", f.Tab)
	case TabConfirm:
		return query.Where("entries.ended_at IS NULL AND "+list.dueSince(), list.dueBefore(f.Now))
	case TabRemoved:
		return query.Where("entries.ended_at IS NOT NULL")
	case TabAll:
		return query
	}
	return query.Where("entries.ended_at IS NULL")
}

// answered narrows by the answers to any fields, in an order that does not change.
func (f *EntriesFilter) answered(query *Tx) *Tx {
	for _, id := range slices.Sorted(maps.Keys(f.Answers)) {
		if f.Answers[id] == NoAnswer {
			query = query.Where("NOT EXISTS (SELECT 1 FROM answers WHERE answers.person_id = people.id AND answers.field_id = ?)", id)
			continue
		}
		query = query.Where("EXISTS (SELECT 1 FROM answers WHERE answers.person_id = people.id AND answers.field_id = ?"+
			` AND ',' || answers.value || ',' LIKE ? ESCAPE '\')`, id, choiceIn(f.Answers[id]))
	}
	return query
}

// answering narrows to people whose answer to a standard field is, or has among its choices, this one.
func answering(query *Tx, purpose Purpose, choice string) *Tx {
	if choice == "" {
		return query
	}
	return query.Where("EXISTS (SELECT 1 FROM answers JOIN fields ON fields.id = answers.field_id AND fields.purpose = ?"+
		` WHERE answers.person_id = people.id AND ',' || answers.value || ',' LIKE ? ESCAPE '\')`, purpose, choiceIn(choice))
}

// choiceIn is the pattern of answers that have a choice among theirs.
func choiceIn(choice string) string {
	return "%," + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(choice) + ",%"
}

func (f *EntriesFilter) aged(query *Tx, today Date) *Tx {
	if f.AgeMin == nil && f.AgeMax == nil {
		return query
	}
	if f.AgeAtRequest {
		months, values := monthsSQL("people.birthdate", "COALESCE(entries.requested_date, ?)", today)
		query = query.Where("people.birthdate IS NOT NULL")
		if f.AgeMin != nil {
			query = query.Where(months+" >= ?", append(values, *f.AgeMin)...)
		}
		if f.AgeMax != nil {
			query = query.Where(months+" < ?", append(values, *f.AgeMax)...)
		}
		return query
	}
	if f.AgeMin != nil {
		query = query.Where("people.birthdate <= ?", lastBirth(*f.AgeMin, today))
	}
	if f.AgeMax != nil {
		query = query.Where("people.birthdate > ?", lastBirth(*f.AgeMax, today))
	}
	return query
}

// lastBirth is the latest birthdate of those who are n months old, or more, on a day.
func lastBirth(n int, on Date) Date {
	birth := on.AddMonths(-n)
	for !birth.AddDays(1).AddMonths(n).After(on) {
		birth = birth.AddDays(1)
	}
	return birth
}

// monthsSQL words MonthsAt for dates kept as text, alike on both engines: the months between the two, less one where the day of birth is
// not reached and the month has days to come. The value is what a placeholder in at stands for; it comes once for each.
func monthsSQL(birth, at string, value Date) (expression string, values []any) {
	number := func(date, from string) string { return "CAST(SUBSTR(" + date + ", " + from + ") AS INTEGER)" }
	years, months, days := number(at, "1, 4"), number(at, "6, 2"), number(at, "9, 2")
	lastDay := "CASE WHEN " + months + " IN (4, 6, 9, 11) THEN 30 WHEN " + months + " <> 2 THEN 31" +
		" WHEN " + years + " % 4 = 0 AND (" + years + " % 100 <> 0 OR " + years + " % 400 = 0) THEN 29 ELSE 28 END"
	expression = "((" + years + " - " + number(birth, "1, 4") + ") * 12 + " + months + " - " + number(birth, "6, 2") +
		" - CASE WHEN " + number(birth, "9, 2") + " > " + days + " AND " + days + " < " + lastDay + " THEN 1 ELSE 0 END)"
	for range strings.Count(expression, "?") {
		values = append(values, value)
	}
	return expression, values[:len(values):len(values)]
}
