package models

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// sortColumn is what a page is ordered by; it is never empty in a row.
func (f *EntriesFilter) sortColumn() string {
	switch f.Sort {
	case SortName:
		return "people.normal_name"
	case SortAdded:
		return "entries.added_at"
	case SortRequested:
		return "COALESCE(entries.requested_date, '9999-12-31')"
	case SortAge:
		return "COALESCE(people.birthdate, '9999-12-31')"
	}
	switch f.Tab {
	case TabRemoved:
		return "entries.ended_at"
	case TabAll:
		return "COALESCE(entries.position, 2147483647)"
	}
	return "entries.position"
}

// isDown says that the largest comes first: what ended last is what people look for among the ended.
func (f *EntriesFilter) isDown() bool {
	return f.Down != (f.Tab == TabRemoved && (f.Sort == SortPlace || f.Sort == ""))
}

func (f *EntriesFilter) order(backwards bool) string {
	if f.isDown() != backwards {
		return f.sortColumn() + " DESC, entries.id DESC"
	}
	return f.sortColumn() + ", entries.id"
}

// pagedEntry is an entry with its key in the order of the page.
type pagedEntry struct {
	Entry
	SortKey keyText
}

// keyText is a key of whatever type as a cursor carries it.
type keyText string

// GormDataType is a text: it is read alone.
func (keyText) GormDataType() string { return "text" }

// Scan words an instant as it is stored, and anything else as it is.
func (k *keyText) Scan(value any) error {
	switch value := value.(type) {
	case time.Time:
		*k = keyText(At(value).String())
	case []byte:
		*k = keyText(value)
	default:
		*k = keyText(fmt.Sprint(value))
	}
	return nil
}

// page reads one row more than wanted to know whether there is another page.
func (f *entriesView) page(query *Tx) ([]Entry, *EntriesPage, error) {
	at, err := parseCursor(f.Cursor)
	if err == nil {
		at, err = f.anchored(at)
	}
	if err != nil {
		return nil, nil, err
	}
	limit := pageSize(f.Limit)
	if at.id != 0 {
		key, err := f.keyOf(at.key)
		if err != nil {
			return nil, nil, err
		}
		beyond := " > "
		if f.isDown() != at.back {
			beyond = " < "
		}
		query = query.Where("("+f.sortColumn()+", entries.id)"+beyond+"(?, ?)", key, at.id)
	}
	var rows []pagedEntry
	err = query.Select("entries.*, " + f.sortColumn() + " AS sort_key").Order(f.order(at.back)).Limit(limit + 1).Scan(&rows).Error
	if err != nil {
		return nil, nil, err
	}
	more := len(rows) > limit
	rows = rows[:min(limit, len(rows))]
	if at.back {
		slices.Reverse(rows)
	}
	page, entries := new(EntriesPage), make([]Entry, len(rows))
	for i := range rows {
		entries[i] = rows[i].Entry
	}
	if n := len(rows); n > 0 {
		if more || at.back {
			page.Next = rows[n-1].cursor(false)
		}
		if at.id != 0 && (more || !at.back) {
			page.Previous = rows[0].cursor(true)
		}
	}
	return entries, page, nil
}

func (e *pagedEntry) cursor(back bool) string {
	return cursor{key: string(e.SortKey), id: e.ID, back: back}.String()
}

// keyOf gives a cursor's key the type of its column again; one of another order is refused with an Invalid.
func (f *EntriesFilter) keyOf(text string) (key any, err error) {
	switch f.sortColumn() {
	case "entries.added_at", "entries.ended_at":
		key, err = ParseInstant(text)
	case "entries.position", "COALESCE(entries.position, 2147483647)":
		key, err = strconv.ParseInt(text, 10, 64)
	default:
		key = text
	}
	if err != nil {
		return nil, Invalid{"cursor": "This page cannot be found any more. Please start from the first."}
	}
	return key, nil
}
