package models

import (
	"slices"
	"strings"
)

// HoldsOver is how a booking looks for holds whose time is up.
const HoldsOver = holdsOver

// ExplainPeople is how the database looks for a page of people.
func ExplainPeople(tx *Tx, filter PeopleFilter) ([]string, error) {
	narrowed, err := filter.narrow(tx)
	if err != nil {
		return nil, err
	}
	query := filter.order().page(narrowed().Model(&Person{}), cursor{key: "2026-11-02T09:00:00Z", id: 7}, filter.Reverse).Limit(usualPage)
	return QueryPlan(tx, "SELECT * FROM (?) page", query)
}

// QueryPlan is how the database would answer a query, step by step. SQLite chooses by rules; PostgreSQL by the size of its tables, which
// are small in a test, so that it is told to avoid walks and sorts: one that it plans nevertheless is one that no index spares it.
func QueryPlan(tx *Tx, query string, values ...any) ([]string, error) {
	if tx.Name() == "sqlite" {
		var steps []struct{ Detail string }
		err := tx.Raw("EXPLAIN QUERY PLAN "+query, values...).Scan(&steps).Error
		plan := make([]string, len(steps))
		for i, step := range steps {
			plan[i] = step.Detail
		}
		return plan, err
	}
	var plan []string
	err := tx.Transaction(func(tx *Tx) error {
		for _, off := range []string{"enable_seqscan", "enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_material"} {
			if err := tx.Exec("SET LOCAL " + off + " = off").Error; err != nil {
				return err
			}
		}
		return tx.Raw("EXPLAIN "+query, values...).Scan(&plan).Error
	})
	return plan, err
}

// Walks tells whether a plan reads a whole table.
func Walks(plan []string) bool {
	return slices.ContainsFunc(plan, func(step string) bool { return strings.HasPrefix(step, "SCAN") || strings.Contains(step, "Seq Scan") })
}

// Sorts tells whether a plan sorts what it found, rows alike in the first keys excepted.
func Sorts(plan []string) bool {
	return slices.ContainsFunc(plan, func(step string) bool {
		return strings.Contains(step, "TEMP B-TREE") && !strings.Contains(step, "LAST TERM") || strings.Contains(step, "Sort  (") && !strings.Contains(step, "Incremental")
	})
}

// PlaceQuery looks for the place of a newcomer.
func PlaceQuery(tx *Tx, waitlistID, personID int64) (query string, values []any) {
	at := TxNow(tx)
	return placeQuery(tx), []any{nil, personID, waitlistID, at, waitlistID, at}
}
