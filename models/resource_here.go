package models

// checkWorkHere refuses resources that are not there, and those of other locations in the same words: whoever sees one location shall not
// learn who works at others.
func checkWorkHere(tx *Tx, locationID int64, resourceIDs []int64) error {
	invalid := Invalid{}
	if err := checkLinks(tx, invalid, "resourceIds", "resources", resourceIDs); err != nil || len(resourceIDs) == 0 {
		return err
	}
	var elsewhere int
	err := tx.Session(fresh()).Raw("SELECT COUNT(*) FROM resources r WHERE r.id IN ? AND EXISTS (SELECT 1 FROM resource_locations a WHERE a.resource_id = r.id)"+
		" AND NOT EXISTS (SELECT 1 FROM resource_locations h WHERE h.resource_id = r.id AND h.location_id = ?)", resourceIDs, locationID).Scan(&elsewhere).Error
	if err != nil {
		return err
	}
	if elsewhere > 0 {
		invalid.Add("resourceIds", "One of these is not there any more. Please load the page again.")
	}
	return invalid.Err()
}
