package models

import "slices"

// ordered gives the rows named first the places from 1, and the others the places behind them as they were.
func ordered[T any](ids []int64, rows []T, idOf func(*T) int64) (map[int64]int, error) {
	places := map[int64]int{}
	known := make([]int64, len(rows))
	for i := range rows {
		known[i] = idOf(&rows[i])
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, Invalid{"ids": "One of these is not there any more. Please load the page again."}
		}
		if places[id] > 0 {
			return nil, Invalid{"ids": "Please name each one once."}
		}
		places[id] = len(places) + 1
	}
	for _, id := range known {
		if places[id] == 0 {
			places[id] = len(places) + 1
		}
	}
	return places, nil
}
