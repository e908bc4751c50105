package models

import "reflect"

// ServiceSnapshot is a service at one moment.
type ServiceSnapshot struct {
	ServiceID        int64
	PublicID         string
	Slug             string
	Name             string
	Description      string
	Duration         int
	BufferBefore     int
	BufferAfter      int
	MinimumNotice    int
	MaximumNotice    int
	CancelNotice     int
	RescheduleNotice int
	Capacity         int
	ManualConfirm    bool
	Price            string
	Currency         string
	IsPublic         bool
	Locations        []Ref
	Resources        []Ref
	CreatedAt        Instant
}

// Ref names something by its number, its id and what it is called.
type Ref struct {
	ID       int64
	PublicID string
	Name     string
}

func (s *ServiceSnapshot) publicID() string { return s.PublicID }

func (s *ServiceSnapshot) same(other snapshot) bool { return reflect.DeepEqual(s, other) }

// loadServices snapshots the services in use: one that is archived is gone for the outside.
func loadServices(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var services []Service
	if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&services).Error; err != nil {
		return nil, err
	}
	if err := linkServices(tx, services); err != nil {
		return nil, err
	}
	locations, err := refs(tx, "locations")
	if err != nil {
		return nil, err
	}
	resources, err := refs(tx, "resources")
	if err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for i := range services {
		s := &services[i]
		if s.ArchivedAt != nil {
			continue
		}
		snapshot := s.snapshot()
		snapshot.Locations, snapshot.Resources = named(locations, s.LocationIDs), named(resources, s.ResourceIDs)
		found[s.ID] = snapshot
	}
	return found, nil
}

func (s *Service) snapshot() *ServiceSnapshot {
	return &ServiceSnapshot{
		ServiceID: s.ID, PublicID: s.PublicID, Slug: s.Slug, Name: s.Name, Description: s.Description, Duration: s.Duration,
		BufferBefore: s.BufferBefore, BufferAfter: s.BufferAfter, MinimumNotice: s.MinimumNotice, MaximumNotice: s.MaximumNotice,
		CancelNotice: s.CancelNotice, RescheduleNotice: s.RescheduleNotice, Capacity: s.Capacity, ManualConfirm: s.ManualConfirm,
		Price: s.Price, Currency: s.Currency, IsPublic: s.IsPublic, CreatedAt: s.CreatedAt,
	}
}

// refs are all rows of a small table by number.
func refs(tx *Tx, table string) (map[int64]Ref, error) {
	var rows []Ref
	if err := tx.Session(fresh()).Raw("SELECT id, public_id, name FROM " + table).Scan(&rows).Error; err != nil {
		return nil, err
	}
	byID := map[int64]Ref{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID, nil
}

func named(all map[int64]Ref, ids []int64) []Ref {
	found := make([]Ref, len(ids))
	for i, id := range ids {
		found[i] = all[id]
	}
	return found
}

// ServiceBefore is the service as it was, nil where the event is about none or added it.
func (e *Event) ServiceBefore() (*ServiceSnapshot, error) { return e.service(e.Before) }

// ServiceAfter is the service as it is since, nil where the event is about none or it went out of use.
func (e *Event) ServiceAfter() (*ServiceSnapshot, error) { return e.service(e.After) }

func (e *Event) service(text string) (*ServiceSnapshot, error) {
	if e.SubjectKind != KindService {
		return nil, nil
	}
	return readSnapshot[ServiceSnapshot](e, text)
}
