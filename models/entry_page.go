package models

import (
	"encoding/base64"
	"encoding/json"
	"slices"
)

const entriesLimit = 50

// sortColumn is what a page is ordered by: never empty in a row, and a text or a number that a cursor can carry.
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

// cursor is the row that a page begins behind, or ends before.
type cursor struct {
	Sort EntrySort
	Key  any
	ID   int64
	Back bool `json:",omitempty"`
}

// page reads one row more than wanted to know whether there is another page.
func (f *EntriesFilter) page(query *Tx) ([]Entry, *EntriesPage, error) {
	limit := f.Limit
	if limit < 1 {
		limit = entriesLimit
	}
	limit = min(limit, 200)
	from, err := f.readCursor()
	if err != nil {
		return nil, nil, err
	}
	back := from != nil && from.Back
	if from != nil {
		beyond := " > "
		if f.isDown() != back {
			beyond = " < "
		}
		query = query.Where("("+f.sortColumn()+", entries.id)"+beyond+"(?, ?)", from.Key, from.ID)
	}
	var rows []struct {
		Entry
		SortKey any
	}
	err = query.Select("entries.*, " + f.sortColumn() + " AS sort_key").Order(f.order(back)).Limit(limit + 1).Scan(&rows).Error
	if err != nil {
		return nil, nil, err
	}
	more := len(rows) > limit
	rows = rows[:min(limit, len(rows))]
	if back {
		slices.Reverse(rows)
	}
	page, entries := new(EntriesPage), make([]Entry, len(rows))
	for i := range rows {
		entries[i] = rows[i].Entry
	}
	if len(rows) == 0 {
		return entries, page, nil
	}
	if more || back {
		last := rows[len(rows)-1]
		page.Next = f.writeCursor(cursor{Key: last.SortKey, ID: last.ID})
	}
	if (more && back) || (from != nil && !back) {
		page.Previous = f.writeCursor(cursor{Key: rows[0].SortKey, ID: rows[0].ID, Back: true})
	}
	return entries, page, nil
}

func (f *EntriesFilter) writeCursor(c cursor) string {
	c.Sort = f.Sort
	text, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// readCursor refuses what is no cursor of this order with an Invalid.
func (f *EntriesFilter) readCursor() (*cursor, error) {
	if f.Cursor == "" {
		return nil, nil
	}
	wrong := Invalid{"cursor": "Please take the cursor from the page before, with the same order."}
	text, err := base64.RawURLEncoding.DecodeString(f.Cursor)
	if err != nil {
		return nil, wrong
	}
	c := new(cursor)
	if err := json.Unmarshal(text, c); err != nil || c.Sort != f.Sort {
		return nil, wrong
	}
	return c, f.typed(c, wrong)
}

// typed gives the key the type of its column, which JSON does not keep.
func (f *EntriesFilter) typed(c *cursor, wrong error) error {
	switch column := f.sortColumn(); column {
	case "entries.added_at", "entries.ended_at":
		text, ok := c.Key.(string)
		at, err := ParseInstant(text)
		if !ok || err != nil {
			return wrong
		}
		c.Key = at
	case "entries.position", "COALESCE(entries.position, 2147483647)":
		number, ok := c.Key.(float64)
		if !ok {
			return wrong
		}
		c.Key = int64(number)
	default:
		if _, ok := c.Key.(string); !ok {
			return wrong
		}
	}
	return nil
}
