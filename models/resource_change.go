package models

import "slices"

// Save creates or changes the resource with its locations and services, an Invalid naming what is wrong.
func (r *Resource) Save(tx *Tx) error {
	tx = tx.Session(fresh())
	if err := r.check(tx); err != nil {
		return err
	}
	if err := markTied(tx, "resource_locations", "resource_id", r.ID, r.LocationIDs); err != nil {
		return err
	}
	action := "resource.changed"
	if r.ID == 0 {
		action = "resource.created"
		r.PublicID, r.Version, r.CreatedAt = NewPublicID(), 1, TxNow(tx)
		if err := tx.Create(r).Error; err != nil {
			return err
		}
	} else {
		if err := r.lockAsRead(tx); err != nil {
			return err
		}
		old := new(Resource)
		if err := tx.Take(old, r.ID).Error; err != nil {
			return found(err)
		}
		r.PublicID, r.CreatedAt, r.Version = old.PublicID, old.CreatedAt, old.Version+1
		if err := tx.Save(r).Error; err != nil {
			return err
		}
	}
	if err := r.link(tx); err != nil {
		return err
	}
	return Record(tx, action, Subject{KindResource, r.ID}, map[string]string{"resource": r.Name})
}

// lockAsRead waits for other writers of the resource, whose saving since it was read begins the Write anew.
func (r *Resource) lockAsRead(tx *Tx) error {
	if err := lockAsRead(tx, "resources", r.ID, r.Version); err != nil {
		return err
	}
	return Touch(tx, KindResource, r.ID)
}

func (r *Resource) link(tx *Tx) error {
	if err := relink(tx, "resource_locations", "resource_id", "location_id", r.ID, r.LocationIDs); err != nil {
		return err
	}
	if err := relink(tx, "service_resources", "resource_id", "service_id", r.ID, r.ServiceIDs); err != nil {
		return err
	}
	for unit := range r.Capacity {
		err := tx.Exec("INSERT INTO lanes (resource_id, unit) VALUES (?, ?) ON CONFLICT DO NOTHING", r.ID, unit+1).Error
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Resource) check(tx *Tx) error {
	invalid := Invalid{}
	if r.Name = cleaned(invalid, "name", CleanLine, r.Name, longestName); r.Name == "" {
		invalid.Add("name", "Please give a name.")
	}
	if r.Kind == "" {
		r.Kind = StaffMember
	}
	if !slices.Contains(ResourceKinds(), r.Kind) {
		invalid.Add("kind", "Please choose whether this is staff, a room or equipment.")
	}
	if r.Email != "" {
		email, err := ParseEmail(r.Email)
		if err := invalid.Check("email", err); err != nil {
			return err
		}
		r.Email = email
	}
	if r.Capacity == 0 {
		r.Capacity = 1
	}
	if r.Capacity < 1 || r.Capacity > mostCapacity {
		invalid.Add("capacity", "Please give how many appointments it takes at the same time, from 1 to 1,000.")
	}
	r.Hours = r.Hours.clean(invalid, "hours")
	if r.UserID != nil {
		var known int64
		if err := tx.Model(&User{}).Where("id = ?", *r.UserID).Count(&known).Error; err != nil {
			return err
		}
		if known == 0 || r.Kind != StaffMember {
			invalid.Add("userId", "Please choose one of the users, for a member of staff.")
		}
	}
	if err := checkLinks(tx, invalid, "locationIds", "locations", r.LocationIDs, "SELECT location_id FROM resource_locations WHERE resource_id = ?", r.ID); err != nil {
		return err
	}
	if err := checkLinks(tx, invalid, "serviceIds", "services", r.ServiceIDs, "SELECT service_id FROM service_resources WHERE resource_id = ?", r.ID); err != nil {
		return err
	}
	return invalid.Err()
}

// Delete takes the resource out of use. While appointments with it lie ahead it is refused with a *StillBooked that lists them.
func (r *Resource) Delete(tx *Tx) error {
	if err := markWhere(tx, r.LocationIDs); err != nil {
		return err
	}
	if err := refuseBooked(tx, r.Name, "id IN (SELECT visit_id FROM visit_resources WHERE resource_id = ?)", r.ID); err != nil {
		return err
	}
	if err := r.lockAsRead(tx); err != nil {
		return err
	}
	now := TxNow(tx)
	r.ArchivedAt, r.FeedHash = &now, nil
	r.Version++
	if err := tx.Session(fresh()).Save(r).Error; err != nil {
		return err
	}
	return Record(tx, "resource.deleted", Subject{KindResource, r.ID}, map[string]string{"resource": r.Name})
}
