package models

// ArchivedLocations are those out of use that the scope may see, by name.
func ArchivedLocations(tx *Tx, scope Scope) ([]Location, error) {
	var locations []Location
	query := tx.Where("archived_at IS NOT NULL")
	if !scope.All {
		query = query.Where("id IN ?", scope.locations())
	}
	return locations, query.Order("name, id").Find(&locations).Error
}

// Unarchive brings an archived location back as it was.
func (l *Location) Unarchive(tx *Tx) error {
	if err := l.lock(tx); err != nil {
		return err
	}
	if l.ArchivedAt == nil {
		return nil
	}
	settings := l.Settings()
	if err := settings.clean(tx, l.ID); err != nil {
		return err
	}
	l.ArchivedAt = nil
	l.Version++
	if err := tx.Save(l).Error; err != nil {
		return err
	}
	return Record(tx, "location.unarchived", Subject{KindLocation, l.ID}, map[string]string{"location": l.Name})
}

// FindDeletedService finds a service out of use that the scope may see.
func FindDeletedService(tx *Tx, scope Scope, id int64) (*Service, error) {
	services, err := servicesByID(tx, []int64{id})
	if err != nil {
		return nil, err
	}
	if s := services[id]; s != nil && s.ArchivedAt != nil && scope.covers(s.LocationIDs) {
		service := s.copied()
		return &service, nil
	}
	return nil, ErrNotFound
}

// Undelete offers a deleted service again.
func (s *Service) Undelete(tx *Tx) error {
	if err := markWhere(tx, s.LocationIDs); err != nil {
		return err
	}
	if err := s.lockAsRead(tx); err != nil {
		return err
	}
	s.ArchivedAt = nil
	s.Version++
	if err := tx.Session(fresh()).Save(s).Error; err != nil {
		return err
	}
	return Record(tx, "service.undeleted", Subject{KindService, s.ID}, map[string]string{"service": s.Name})
}

// FindDeletedResource finds a resource out of use that the scope may see.
func FindDeletedResource(tx *Tx, scope Scope, id int64) (*Resource, error) {
	resources, err := resourcesByID(tx, []int64{id})
	if err != nil {
		return nil, err
	}
	if r := resources[id]; r != nil && r.ArchivedAt != nil && scope.covers(r.LocationIDs) {
		resource := r.copied()
		return &resource, nil
	}
	return nil, ErrNotFound
}

// Undelete takes a deleted resource back. The address of its calendar stays ended.
func (r *Resource) Undelete(tx *Tx) error {
	if err := markWhere(tx, r.LocationIDs); err != nil {
		return err
	}
	if err := r.lockAsRead(tx); err != nil {
		return err
	}
	r.ArchivedAt = nil
	r.Version++
	if err := tx.Session(fresh()).Save(r).Error; err != nil {
		return err
	}
	return Record(tx, "resource.undeleted", Subject{KindResource, r.ID}, map[string]string{"resource": r.Name})
}
