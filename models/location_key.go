package models

// LocationKeys are the public ids of all locations by their key.
func LocationKeys(tx *Tx) (map[int64]string, error) {
	var locations []Location
	if err := tx.Session(fresh()).Select("id", "public_id").Find(&locations).Error; err != nil {
		return nil, err
	}
	keys := map[int64]string{}
	for _, location := range locations {
		keys[location.ID] = location.PublicID
	}
	return keys, nil
}
