package models

// visitClaims are what holds of queues, appointments and the time they take.
func visitClaims() []claim {
	return []claim{
		{
			"location %d: the places in its queue are not 1 to the number of those who wait (%s)",
			"SELECT location_id AS number, CAST(COUNT(*) AS TEXT) AS word FROM visits WHERE state = 'WAITING' GROUP BY location_id" +
				" HAVING COUNT(*) <> MAX(position) OR MIN(position) <> 1 OR COUNT(DISTINCT position) <> COUNT(*)",
		},
		{
			"visit %d: its place in line is not the one that its order gives, %s",
			"SELECT id AS number, CAST(place AS TEXT) AS word FROM (SELECT id, position, ROW_NUMBER() OVER (PARTITION BY location_id ORDER BY queue_order, id) AS place" +
				" FROM visits WHERE state = 'WAITING') placed WHERE position IS NULL OR position <> place",
		},
		{
			"visit %d: it is %s, which does not agree with its time stamps",
			"SELECT id AS number, state AS word FROM visits WHERE (state = 'COMPLETE') <> (completed_time IS NOT NULL) OR (state = 'PENDING') <> (pending_expire_time IS NOT NULL)" +
				" OR (state = 'SERVING' AND serve_time IS NULL) OR (state = 'WAITING' AND waitlist_time IS NULL) OR (starts_at IS NULL) <> (date = '')",
		},
		{
			"visit %d: its place is %s although it is not in line",
			"SELECT id AS number, CAST(position AS TEXT) AS word FROM visits WHERE position IS NOT NULL AND state NOT IN ('WAITING', 'SERVING')",
		},
		{
			"slot %d: overlaps slot %s",
			"SELECT a.id AS number, CAST(b.id AS TEXT) AS word FROM slots a JOIN slots b ON b.lane_id = a.lane_id AND b.starts > a.starts AND b.starts < a.ends",
		},
		{
			"slot %d: its seats are not those that its visits have, %s",
			"SELECT s.id AS number, CAST(s.taken AS TEXT) AS word FROM slots s WHERE s.taken < 1 OR s.taken > s.seats" +
				" OR s.taken <> (SELECT COALESCE(SUM(vs.seats), 0) FROM visit_slots vs WHERE vs.slot_id = s.id)",
		},
		{
			"visit %d: it is %s, which does not agree with the time it takes",
			"SELECT v.id AS number, v.state AS word FROM visits v WHERE (v.state = 'COMPLETE' AND EXISTS (SELECT 1 FROM visit_slots vs WHERE vs.visit_id = v.id))" +
				" OR (v.state IN ('PENDING', 'DRAFT', 'BOOKED') AND v.ends_at > v.updated_at AND NOT EXISTS (SELECT 1 FROM visit_slots vs WHERE vs.visit_id = v.id)" +
				" AND (EXISTS (SELECT 1 FROM visit_services t WHERE t.visit_id = v.id) OR EXISTS (SELECT 1 FROM visit_resources t WHERE t.visit_id = v.id)))",
		},
		{
			"visit %d: its time is held for an entry that is %s",
			"SELECT v.id AS number, e.status AS word FROM visits v JOIN entries e ON e.id = v.entry_id WHERE v.state = 'PENDING' AND e.status <> 'offered'",
		},
		{
			"visit %d: the last event says %s, which does not agree with the row being there or not",
			"SELECT subject_id AS number, change AS word FROM events e WHERE subject_kind = 'visit' AND NOT EXISTS (SELECT 1 FROM events n" +
				" WHERE n.subject_kind = e.subject_kind AND n.subject_id = e.subject_id AND n.sequence > e.sequence)" +
				" AND (change = 'deleted') = EXISTS (SELECT 1 FROM visits v WHERE v.id = e.subject_id)",
		},
		{
			"visit %d: is gone, but a row of %s is left",
			"SELECT visit_id AS number, 'visit_services' AS word FROM visit_services c WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.id = c.visit_id)" +
				" UNION ALL SELECT visit_id, 'visit_resources' FROM visit_resources c WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.id = c.visit_id)" +
				" UNION ALL SELECT visit_id, 'visit_slots' FROM visit_slots c WHERE NOT EXISTS (SELECT 1 FROM visits v WHERE v.id = c.visit_id)",
		},
		{
			"slot %d: is in lane %s, which is not there",
			"SELECT id AS number, CAST(lane_id AS TEXT) AS word FROM slots s WHERE NOT EXISTS (SELECT 1 FROM lanes l WHERE l.id = s.lane_id)",
		},
		{
			"visit %d: is at location %s, which is not there",
			"SELECT id AS number, CAST(location_id AS TEXT) AS word FROM visits v WHERE NOT EXISTS (SELECT 1 FROM locations l WHERE l.id = v.location_id)",
		},
	}
}
