package models

import "fmt"

// claim is something that holds in every healthy database: a query that finds what breaks it, as a number and a text, and the words for that.
type claim struct {
	words string // with %d for the number and %s for the text
	query string
}

const inOrder = "ROW_NUMBER() OVER (PARTITION BY e.waitlist_id ORDER BY e.sort_rank, e.sort_at, e.sort_id, e.tie, e.id)"

// claims are checked by the command of that name. Of each, the first ten that break it are told.
func claims() []claim {
	return []claim{
		{
			"list %d: the places are not 1 to the number of people in line (%s)",
			"SELECT waitlist_id AS number, CAST(COUNT(*) AS TEXT) AS word FROM entries WHERE ended_at IS NULL GROUP BY waitlist_id" +
				" HAVING COUNT(*) <> MAX(position) OR MIN(position) <> 1 OR COUNT(DISTINCT position) <> COUNT(*)",
		},
		{
			"entry %d: its place is not the one that its key gives, %s",
			"SELECT id AS number, CAST(place AS TEXT) AS word FROM (SELECT e.id, e.position, " + inOrder + " AS place FROM entries e WHERE e.ended_at IS NULL) placed" +
				" WHERE position IS NULL OR position <> place",
		},
		{
			"entry %d: its rank is not that of its priority, %s",
			"SELECT id AS number, CAST(wanted AS TEXT) AS word FROM (SELECT e.id, e.sort_rank, " + rankOf + " AS wanted FROM entries e JOIN people p ON p.id = e.person_id" +
				" WHERE e.ended_at IS NULL) ranked WHERE sort_rank <> wanted",
		},
		{
			"entry %d: its key is neither its own nor the one it borrowed (%s)",
			"SELECT id AS number, status AS word FROM entries WHERE ended_at IS NULL AND (sort_at <> COALESCE(borrowed_at, added_at) OR sort_id <> COALESCE(borrowed_id, id)" +
				" OR (borrowed_id IS NULL AND tie <> 0) OR (borrowed_id IS NULL) <> (borrowed_at IS NULL))",
		},
		{
			"entry %d: it is %s, which does not agree with being in line or not",
			"SELECT id AS number, status AS word FROM entries WHERE (ended_at IS NULL) <> (status IN ('waiting', 'offered')) OR (ended_at IS NOT NULL AND position IS NOT NULL)",
		},
		{
			"person %d: is in line %s times on the same list",
			"SELECT person_id AS number, CAST(COUNT(*) AS TEXT) AS word FROM entries WHERE ended_at IS NULL GROUP BY person_id, waitlist_id HAVING COUNT(*) > 1",
		},
		{
			"events: %d are stored, which leaves a gap before number %s",
			"SELECT COUNT(*) AS number, CAST(MAX(sequence) AS TEXT) AS word FROM events HAVING COUNT(*) <> MAX(sequence) - MIN(sequence) + 1",
		},
		{
			"events: the last is number %d, the counter says %s",
			"SELECT last AS number, CAST(value AS TEXT) AS word FROM counters CROSS JOIN (SELECT MAX(sequence) AS last FROM events) stored" +
				" WHERE name = 'event' AND last IS NOT NULL AND last <> value",
		},
		{
			"person %d: the last event says %s, which does not agree with the row being there or not",
			"SELECT subject_id AS number, change AS word FROM events e WHERE subject_kind = 'person' AND NOT EXISTS (SELECT 1 FROM events n" +
				" WHERE n.subject_kind = e.subject_kind AND n.subject_id = e.subject_id AND n.sequence > e.sequence)" +
				" AND (change = 'deleted') = EXISTS (SELECT 1 FROM people p WHERE p.id = e.subject_id)",
		},
		{
			"number %d: is used for a %s, but the counter has not come so far",
			"SELECT id AS number, 'person' AS word FROM people WHERE id > (SELECT value FROM counters WHERE name = 'person')" +
				" UNION ALL SELECT id, 'family' FROM families WHERE id > (SELECT value FROM counters WHERE name = 'person')",
		},
		{
			"person %d: belongs to family %s, which is not there",
			"SELECT id AS number, CAST(family_id AS TEXT) AS word FROM people p WHERE NOT EXISTS (SELECT 1 FROM families f WHERE f.id = p.family_id)",
		},
		{
			"person %d: is gone, but a row of %s is left",
			"SELECT person_id AS number, 'entries' AS word FROM entries c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.person_id)" +
				" UNION ALL SELECT person_id, 'notes' FROM notes c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.person_id)" +
				" UNION ALL SELECT person_id, 'answers' FROM answers c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.person_id)" +
				" UNION ALL SELECT person_id, 'words' FROM words c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.person_id)",
		},
		{
			"list %d: was deleted, but %s people are in line",
			"SELECT w.id AS number, CAST(COUNT(*) AS TEXT) AS word FROM waitlists w JOIN entries e ON e.waitlist_id = w.id AND e.ended_at IS NULL" +
				" WHERE w.archived_at IS NOT NULL GROUP BY w.id",
		},
		{
			"row %d of %s: its version is below 1",
			"SELECT id AS number, 'people' AS word FROM people WHERE version < 1 UNION ALL SELECT id, 'entries' FROM entries WHERE version < 1" +
				" UNION ALL SELECT id, 'waitlists' FROM waitlists WHERE version < 1 UNION ALL SELECT id, 'locations' FROM locations WHERE version < 1",
		},
	}
}

// Check looks for whatever should never be, and says it in sentences: none where all is well.
func Check(tx *Tx) ([]string, error) {
	var broken []string
	for _, claim := range append(claims(), visitClaims()...) {
		var found []struct {
			Number int64
			Word   string
		}
		if err := tx.Session(fresh()).Raw(claim.query + " LIMIT 10").Scan(&found).Error; err != nil {
			return nil, fmt.Errorf("check %q: %w", claim.words, err)
		}
		for _, f := range found {
			broken = append(broken, fmt.Sprintf(claim.words, f.Number, f.Word))
		}
	}
	return broken, nil
}
