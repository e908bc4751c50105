package models

// AnybodyComes says whether a location of the scope has a queue that is open, something to book, or ever had a visit.
func AnybodyComes(tx *Tx, scope Scope) (bool, error) {
	query := tx.Session(fresh()).Model(&Location{}).Where(`archived_at IS NULL AND (is_queue_open OR EXISTS (SELECT 1 FROM visits v WHERE v.location_id = locations.id)
		OR EXISTS (SELECT 1 FROM services s WHERE s.archived_at IS NULL AND (
			EXISTS (SELECT 1 FROM service_locations l WHERE l.service_id = s.id AND l.location_id = locations.id)
			OR NOT EXISTS (SELECT 1 FROM service_locations l WHERE l.service_id = s.id))))`)
	if !scope.All {
		query = query.Where("id IN ?", scope.locations())
	}
	var count int64
	err := query.Limit(1).Count(&count).Error
	return count > 0, err
}
