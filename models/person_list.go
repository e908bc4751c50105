package models

import (
	"slices"
	"strings"
)

// PeopleSort is an order of people.
type PeopleSort string

// The orders: by last name, by who was added last, by age with the oldest first and those without a birthdate last.
const (
	ByName    PeopleSort = "name"
	ByCreated PeopleSort = "created"
	ByAge     PeopleSort = "age"
)

// PeopleOn narrows people by whether they wait.
type PeopleOn string

// Anybody, those on at least one list, those on none.
const (
	OnAny  PeopleOn = ""
	OnList PeopleOn = "list"
	OnNone PeopleOn = "none"
)

// PeopleFilter says which people to list; the zero filter lists all of a scope, by name.
type PeopleFilter struct {
	Scope      Scope
	Query      string // words that begin as names, e-mails or phones do
	WaitlistID int64  // with an active entry on it
	PriorityID int64
	FamilyID   int64
	On         PeopleOn
	Sort       PeopleSort
	Reverse    bool   // the other way round
	Cursor     string // PeopleList.Next or Previous
	Limit      int    // 1 to 200; 0 is 50
}

// PeopleList is one page of people, each with their active entries.
type PeopleList struct {
	People     []Person
	Priorities map[int64]string // names by id
	Count      Count
	Next       string // "" on the last page
	Previous   string // "" on the first
}

// ListPeople returns a page of people. It costs the same on every page and with any number of people.
func ListPeople(tx *Tx, filter PeopleFilter) (*PeopleList, error) {
	at, err := parseCursor(filter.Cursor)
	if err != nil {
		return nil, err
	}
	narrowed, err := filter.narrow(tx)
	if err != nil {
		return nil, err
	}
	list := &PeopleList{}
	if list.Count, err = countUpTo(tx, narrowed().Model(&Person{})); err != nil {
		return nil, err
	}
	limit := pageSize(filter.Limit)
	order := filter.order()
	query := order.page(narrowed(), at, filter.Reverse != at.back).Limit(limit + 1)
	if err := query.Find(&list.People).Error; err != nil {
		return nil, err
	}
	more := len(list.People) > limit
	list.People = list.People[:min(limit, len(list.People))]
	if at.back {
		slices.Reverse(list.People)
	}
	if n := len(list.People); n > 0 {
		if more || at.back {
			list.Next = order.cursor(&list.People[n-1], false)
		}
		if at.id != 0 && (more || !at.back) {
			list.Previous = order.cursor(&list.People[0], true)
		}
	}
	if list.Priorities, err = priorityNames(tx); err != nil {
		return nil, err
	}
	return list, loadActiveEntries(tx, filter.Scope, list.People)
}

// narrow makes the condition once; each call of its result is a query of its own. A search runs inside: the conditions
// are put on those who have the words, of which the first few thousand are enough for anybody.
func (f PeopleFilter) narrow(tx *Tx) (func() *Tx, error) {
	words := QueryWords(f.Query)
	if len(words) == 0 {
		if strings.TrimSpace(f.Query) != "" {
			return func() *Tx { return tx.Where("1 = 0") }, nil
		}
		return func() *Tx { return f.conditions(tx) }, nil
	}
	words, err := rarestFirst(tx, words)
	if err != nil {
		return nil, err
	}
	return func() *Tx { return tx.Where("people.id IN (?)", f.conditions(matching(tx, words))) }, nil
}

func (f PeopleFilter) conditions(tx *Tx) *Tx {
	tx = f.Scope.people(tx)
	if f.PriorityID != 0 {
		tx = tx.Where("people.priority_id = ?", f.PriorityID)
	}
	if f.FamilyID != 0 {
		tx = tx.Where("people.family_id = ?", f.FamilyID)
	}
	if f.WaitlistID != 0 {
		tx = tx.Where("people.id IN (SELECT e.person_id FROM entries e WHERE e.waitlist_id = ? AND e.ended_at IS NULL)", f.WaitlistID)
	}
	const active = "EXISTS (SELECT 1 FROM entries e WHERE e.person_id = people.id AND e.ended_at IS NULL)"
	switch f.On {
	case OnList:
		tx = tx.Where(active)
	case OnNone:
		tx = tx.Where("NOT " + active)
	}
	return tx
}

func (f PeopleFilter) order() keyset[Person] {
	switch f.Sort {
	case ByCreated:
		return keyset[Person]{"people.created_at", "people.id", true, func(p *Person) (string, int64) { return p.CreatedAt.String(), p.ID }}
	case ByAge:
		return keyset[Person]{"COALESCE(people.birthdate, '9999')", "people.id", false, func(p *Person) (string, int64) {
			if p.Birthdate.IsZero() {
				return "9999", p.ID
			}
			return p.Birthdate.String(), p.ID
		}}
	}
	return keyset[Person]{"people.normal_name", "people.id", false, func(p *Person) (string, int64) { return p.NormalName, p.ID }}
}
