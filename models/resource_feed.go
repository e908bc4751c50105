package models

import "time"

// ShareFeed makes a new secret address for the resource's calendar, which ends the one before; the token is told once. It tells of the
// locations that the resource has now: whoever got it for one does not read along when another is added.
func (r *Resource) ShareFeed(tx *Tx) (token string, err error) {
	token = NewToken()
	hash := HashToken(token)
	return token, r.setFeed(tx, &hash, r.LocationIDs, "resource.feedShared")
}

// RevokeFeed ends the secret address of the resource's calendar.
func (r *Resource) RevokeFeed(tx *Tx) error {
	return r.setFeed(tx, nil, nil, "resource.feedRevoked")
}

func (r *Resource) setFeed(tx *Tx, hash *string, locationIDs []int64, action string) error {
	if err := r.lockAsRead(tx); err != nil {
		return err
	}
	r.FeedHash = hash
	r.Version++
	if err := tx.Session(fresh()).Save(r).Error; err != nil {
		return err
	}
	if err := relink(tx.Session(fresh()), "feed_locations", "resource_id", "location_id", r.ID, locationIDs); err != nil {
		return err
	}
	return Record(tx, action, Subject{KindResource, r.ID}, map[string]string{"resource": r.Name})
}

// Calendar is a resource's appointments from an instant on, for its feed: the earliest first, cancelled ones included, so that calendars
// hear of it, at the locations that the feed was shared for.
func (r *Resource) Calendar(tx *Tx, from time.Time) ([]Visit, error) {
	var visits []Visit
	err := tx.Session(fresh()).Where("starts_at >= ? AND state NOT IN ('PENDING', 'DRAFT') AND declined_time IS NULL AND expired_time IS NULL"+
		" AND id IN (SELECT visit_id FROM visit_resources WHERE resource_id = ?)", At(from), r.ID).
		Where("NOT EXISTS (SELECT 1 FROM feed_locations f WHERE f.resource_id = ?)"+
			" OR location_id IN (SELECT f.location_id FROM feed_locations f WHERE f.resource_id = ?)", r.ID, r.ID).Order("starts_at, id").Find(&visits).Error
	if err != nil {
		return nil, err
	}
	return linkedVisits(tx, visits)
}
