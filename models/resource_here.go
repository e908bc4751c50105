package models

import "slices"

// resourcesInUse asks that every id is a resource in use.
func resourcesInUse(tx *Tx, invalid Invalid, ids []int64) (map[int64]*Resource, error) {
	resources, err := resourcesByID(tx, ids)
	for _, id := range ids {
		if err == nil && (resources[id] == nil || resources[id].ArchivedAt != nil) {
			invalid.Add("resourceIds", notThere)
		}
	}
	return resources, err
}

// checkWorkHere refuses resources that are not there, and those of other locations in the same words: whoever sees one location shall not
// learn who works at others.
func checkWorkHere(tx *Tx, locationID int64, resourceIDs []int64) error {
	invalid := Invalid{}
	resources, err := resourcesInUse(tx, invalid, resourceIDs)
	if err != nil {
		return err
	}
	for _, r := range resources {
		if len(r.LocationIDs) > 0 && !slices.Contains(r.LocationIDs, locationID) {
			invalid.Add("resourceIds", notThere)
		}
	}
	return invalid.Err()
}
