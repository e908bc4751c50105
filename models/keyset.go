package models

import (
	"encoding/base64"
	"strconv"
	"strings"
)

const (
	usualPage   = 50
	longestPage = 200
	mostCounted = 1000
)

// Count is how many rows there are; beyond a thousand nobody counts.
type Count int

// String is 12, or 1,000+.
func (c Count) String() string {
	if c > mostCounted {
		return "1,000+"
	}
	return strconv.Itoa(int(c))
}

// Over says that there are more than were counted.
func (c Count) Over() bool { return c > mostCounted }

// countUpTo counts the rows of a query, but stops soon after a thousand.
func countUpTo(tx, query *Tx) (Count, error) {
	var count Count
	err := tx.Raw("SELECT COUNT(*) FROM (?) counted", query.Select("1").Limit(mostCounted+1)).Scan(&count).Error
	return count, err
}

func pageSize(limit int) int {
	if limit <= 0 {
		return usualPage
	}
	return min(limit, longestPage)
}

// cursor is a place between two rows: the key of the row it stands behind, or before where it goes back.
type cursor struct {
	key  string
	id   int64
	back bool
}

func (c cursor) String() string {
	direction := ">"
	if c.back {
		direction = "<"
	}
	return base64.RawURLEncoding.EncodeToString([]byte(direction + strconv.FormatInt(c.id, 10) + " " + c.key))
}

// parseCursor reads what a page handed out; "" is the beginning.
func parseCursor(text string) (cursor, error) {
	if text == "" {
		return cursor{}, nil
	}
	wrong := Invalid{"cursor": "This page cannot be found any more. Please start from the first."}
	read, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(read) < 3 {
		return cursor{}, wrong
	}
	number, key, _ := strings.Cut(string(read[1:]), " ")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id == 0 || (read[0] != '<' && read[0] != '>') {
		return cursor{}, wrong
	}
	if _, err := CleanText(key, longestArea); err != nil {
		return cursor{}, wrong
	}
	return cursor{key: key, id: id, back: read[0] == '<'}, nil
}

// keyset is an order by an indexed key and the id, in which a page begins behind the last row of the one before.
type keyset[T any] struct {
	column     string
	id         string
	descending bool
	of         func(*T) (string, int64)
}

// page orders a query and begins it behind the cursor; reverse turns the order round. The column is named twice: SQLite finds its way
// into an index on an expression by a plain comparison alone.
func (k keyset[T]) page(tx *Tx, at cursor, reverse bool) *Tx {
	direction, compare := " ASC", ">"
	if k.descending != reverse {
		direction, compare = " DESC", "<"
	}
	if at.id != 0 {
		tx = tx.Where(k.column+compare+"= ? AND ("+k.column+", "+k.id+") "+compare+" (?, ?)", at.key, at.key, at.id)
	}
	return tx.Order(k.column + direction + ", " + k.id + direction)
}

func (k keyset[T]) cursor(row *T, back bool) string {
	key, id := k.of(row)
	return cursor{key: key, id: id, back: back}.String()
}
