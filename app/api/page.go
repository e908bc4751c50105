package api

import (
	"slices"
	"strconv"

	"anteroom/app/web"
	"anteroom/models"
)

// Paging is the part of the query that all lists share.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
	Cursor string `query:"cursor" maxLength:"1000" doc:"nextCursor of the page before; the first page without."`
}

// page is a part of a list.
type page[T any] struct {
	Items      []T     `json:"items" nullable:"false"`
	NextCursor *string `json:"nextCursor" doc:"Give this as cursor to go on; null on the last page."`
}

func cursorOrNull(cursor string) *string {
	if cursor == "" {
		return nil
	}
	return &cursor
}

// pageOf cuts a page out of a short list that is in memory anyway. Its cursor is the last item's id, and the place where that
// stood in case it is gone by the next page.
func pageOf[T any](items []T, at Paging, id func(T) string) (page[T], error) {
	after, err := web.DecodeCursor(at.Cursor, 2)
	if err != nil {
		return page[T]{}, err
	}
	start := 0
	if after != nil {
		if start = slices.IndexFunc(items, func(item T) bool { return id(item) == after[0] }) + 1; start == 0 {
			if start, err = strconv.Atoi(after[1]); err != nil || start < 0 {
				return page[T]{}, models.Invalid{"cursor": "This is not a cursor that we gave. Please start from the first page."}
			}
		}
	}
	start = min(start, len(items))
	end := min(start+at.Limit, len(items))
	cut := page[T]{Items: append([]T{}, items[start:end]...)}
	if end < len(items) {
		cut.NextCursor = cursorOrNull(web.EncodeCursor(id(items[end-1]), strconv.Itoa(end-1)))
	}
	return cut, nil
}
