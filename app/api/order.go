package api

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"anteroom/models"
)

// orderInput names things in a new order.
type orderInput struct {
	Body struct {
		IDs []string `json:"ids" minItems:"1" maxItems:"500" nullable:"false" doc:"Their ids, the first one first."`
	} `nameHint:"Order"`
}

// numbers finds the rows that the ids name.
func (in *orderInput) numbers(known iter.Seq2[string, int64]) ([]int64, error) {
	numbers, invalid := maps.Collect(known), models.Invalid{}
	ids := make([]int64, len(in.Body.IDs))
	for i, id := range in.Body.IDs {
		number, found := numbers[id]
		if !found {
			invalid.Add(fmt.Sprintf("ids[%d]", i), "There is nothing of this id.")
		}
		ids[i] = number
	}
	return ids, invalid.Err()
}

// movedTo is an order in which one row stands at a place, from 1, and the others stay as they are.
func movedTo[T any](rows []T, id int64, place int, idOf func(*T) int64) []int64 {
	ids := []int64{}
	for i := range rows {
		if other := idOf(&rows[i]); other != id {
			ids = append(ids, other)
		}
	}
	return slices.Insert(ids, min(place-1, len(ids)), id)
}
