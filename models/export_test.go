package models

// ExplainPeople is how SQLite looks for a page of people.
func ExplainPeople(tx *Tx, filter PeopleFilter) ([]string, error) {
	narrowed, err := filter.narrow(tx)
	if err != nil {
		return nil, err
	}
	query := filter.order().page(narrowed().Model(&Person{}), cursor{key: "b", id: 7}, filter.Reverse).Limit(usualPage)
	var steps []struct{ Detail string }
	if err := tx.Raw("EXPLAIN QUERY PLAN SELECT * FROM (?) page", query).Scan(&steps).Error; err != nil {
		return nil, err
	}
	plan := make([]string, len(steps))
	for i, step := range steps {
		plan[i] = step.Detail
	}
	return plan, nil
}
