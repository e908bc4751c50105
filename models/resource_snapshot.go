package models

import "reflect"

// ResourceSnapshot is a resource at one moment.
type ResourceSnapshot struct {
	ResourceID int64
	PublicID   string
	Name       string
	Kind       ResourceKind
	Email      string
	Capacity   int
	IsActive   bool
	Hours      Hours
	Locations  []Ref
	Services   []Ref
	CreatedAt  Instant
}

func (s *ResourceSnapshot) publicID() string { return s.PublicID }

func (s *ResourceSnapshot) same(other snapshot) bool { return reflect.DeepEqual(s, other) }

// loadResources snapshots the resources in use: one that is archived is gone for the outside.
func loadResources(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var resources []Resource
	if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&resources).Error; err != nil {
		return nil, err
	}
	if err := linkResources(tx, resources); err != nil {
		return nil, err
	}
	locations, err := refs(tx, "locations")
	if err != nil {
		return nil, err
	}
	services, err := refs(tx, "services")
	if err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for i := range resources {
		r := &resources[i]
		if r.ArchivedAt != nil {
			continue
		}
		found[r.ID] = &ResourceSnapshot{
			ResourceID: r.ID, PublicID: r.PublicID, Name: r.Name, Kind: r.Kind, Email: r.Email, Capacity: r.Capacity, IsActive: r.IsActive,
			Hours: append(Hours{}, r.Hours...), Locations: named(locations, r.LocationIDs), Services: named(services, r.ServiceIDs), CreatedAt: r.CreatedAt,
		}
	}
	return found, nil
}

// ResourceBefore is the resource as it was, nil where the event is about none or added it.
func (e *Event) ResourceBefore() (*ResourceSnapshot, error) { return e.resource(e.Before) }

// ResourceAfter is the resource as it is since, nil where the event is about none or it went out of use.
func (e *Event) ResourceAfter() (*ResourceSnapshot, error) { return e.resource(e.After) }

func (e *Event) resource(text string) (*ResourceSnapshot, error) {
	if e.SubjectKind != KindResource {
		return nil, nil
	}
	return readSnapshot[ResourceSnapshot](e, text)
}
