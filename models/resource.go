package models

import (
	"slices"

	"gorm.io/gorm"
)

// ResourceKind is who or what serves.
type ResourceKind string

// The kinds. A service needs one of each kind that it names.
const (
	StaffMember ResourceKind = "staff"
	Room        ResourceKind = "room"
	Equipment   ResourceKind = "equipment"
)

// ResourceKinds lists the kinds in the order people are offered them.
func ResourceKinds() []ResourceKind { return []ResourceKind{StaffMember, Room, Equipment} }

// Resource is a member of staff, a room or a piece of equipment. Capacity is how many appointments it takes at the same time.
type Resource struct {
	ID         int64
	PublicID   string
	Name       string
	Kind       ResourceKind
	Email      string
	Capacity   int
	IsActive   bool
	UserID     *int64  // the login of a member of staff
	Hours      Hours   // none = those of the location
	FeedHash   *string // of the token that opens its calendar feed
	Version    int64
	CreatedAt  Instant
	ArchivedAt *Instant

	LocationIDs []int64 `gorm:"-"`
	ServiceIDs  []int64 `gorm:"-"`

	lanes []int64 // as many as its capacity, see lane.go
}

func (*Resource) announces() {}

// AfterSave makes every process ask for the resources anew.
func (*Resource) AfterSave(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterDelete makes every process ask for the resources anew.
func (*Resource) AfterDelete(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterCreate marks the resource as new.
func (r *Resource) AfterCreate(tx *gorm.DB) error { return markCreated(tx, KindResource, r.ID) }

// BeforeUpdate touches the resource.
func (r *Resource) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindResource, r.ID) }

// BeforeDelete touches the resource.
func (r *Resource) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindResource, r.ID) }

// Resources are those in use that the scope may see, staff first and by name, with their locations and services.
func Resources(tx *Tx, scope Scope) ([]Resource, error) {
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	resources := []Resource{}
	for i := range all.resources {
		if r := &all.resources[i]; r.ArchivedAt == nil && scope.covers(r.LocationIDs) {
			resources = append(resources, r.copied())
		}
	}
	slices.SortStableFunc(resources, func(a, b Resource) int {
		return slices.Index(ResourceKinds(), a.Kind) - slices.Index(ResourceKinds(), b.Kind)
	})
	return resources, nil
}

// FindResource finds a resource in use that the scope may see by its public id or its number.
func FindResource(tx *Tx, scope Scope, name string) (*Resource, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	number := numberIn(name)
	return oneResource(tx, scope, func(r *Resource) bool { return r.PublicID == name || r.ID == number })
}

// FindResourceByFeed finds a resource in use by the token of its calendar feed.
func FindResourceByFeed(tx *Tx, token string) (*Resource, error) {
	hash := HashToken(token)
	return oneResource(tx, Everywhere(), func(r *Resource) bool { return r.FeedHash != nil && *r.FeedHash == hash })
}

func oneResource(tx *Tx, scope Scope, is func(*Resource) bool) (*Resource, error) {
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	for i := range all.resources {
		if r := &all.resources[i]; r.ArchivedAt == nil && is(r) && scope.covers(r.LocationIDs) {
			resource := r.copied()
			return &resource, nil
		}
	}
	return nil, ErrNotFound
}

func linkResources(tx *Tx, resources []Resource) error {
	ids := make([]int64, len(resources))
	for i := range resources {
		ids[i] = resources[i].ID
	}
	locations, err := linked(tx, "resource_locations", "resource_id", "location_id", ids)
	if err != nil {
		return err
	}
	services, err := linked(tx, "service_resources", "resource_id", "service_id", ids)
	if err != nil {
		return err
	}
	for i := range resources {
		resources[i].LocationIDs, resources[i].ServiceIDs = locations[ids[i]], services[ids[i]]
	}
	return nil
}

// resourcesByID are resources, archived ones included, with their links: to read alone.
func resourcesByID(tx *Tx, ids []int64) (map[int64]*Resource, error) {
	byID := map[int64]*Resource{}
	if len(ids) == 0 {
		return byID, nil
	}
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if resource := all.resource[id]; resource != nil {
			byID[id] = resource
		}
	}
	return byID, nil
}
