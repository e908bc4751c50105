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
}

func (*Resource) announces() {}

// AfterCreate marks the resource as new.
func (r *Resource) AfterCreate(tx *gorm.DB) error { return markCreated(tx, KindResource, r.ID) }

// BeforeUpdate touches the resource.
func (r *Resource) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindResource, r.ID) }

// BeforeDelete touches the resource.
func (r *Resource) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindResource, r.ID) }

// Resources are those in use that the scope may see, staff first and by name, with their locations and services.
func Resources(tx *Tx, scope Scope) ([]Resource, error) {
	query := tx.Session(fresh()).Where("archived_at IS NULL")
	if !scope.All {
		query = query.Where("id IN (SELECT resource_id FROM resource_locations WHERE location_id IN ?)", scope.locations())
	}
	var resources []Resource
	if err := query.Order("name, id").Find(&resources).Error; err != nil {
		return nil, err
	}
	slices.SortStableFunc(resources, func(a, b Resource) int {
		return slices.Index(ResourceKinds(), a.Kind) - slices.Index(ResourceKinds(), b.Kind)
	})
	return resources, linkResources(tx, resources)
}

// FindResource finds a resource in use that the scope may see by its public id or its number.
func FindResource(tx *Tx, scope Scope, name string) (*Resource, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	return oneResource(tx, scope, "archived_at IS NULL AND (public_id = ? OR id = ?)", name, numberIn(name))
}

// FindResourceByFeed finds a resource in use by the token of its calendar feed.
func FindResourceByFeed(tx *Tx, token string) (*Resource, error) {
	return oneResource(tx, Everywhere(), "archived_at IS NULL AND feed_hash = ?", HashToken(token))
}

func oneResource(tx *Tx, scope Scope, condition string, values ...any) (*Resource, error) {
	resources := make([]Resource, 1)
	if err := tx.Session(fresh()).Where(condition, values...).Take(&resources[0]).Error; err != nil {
		return nil, found(err)
	}
	if err := linkResources(tx, resources); err != nil {
		return nil, err
	}
	if !scope.covers(resources[0].LocationIDs) {
		return nil, ErrNotFound
	}
	return &resources[0], nil
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

// resourcesByID loads resources, archived ones included, with their links.
func resourcesByID(tx *Tx, ids []int64) (map[int64]*Resource, error) {
	var resources []Resource
	if len(ids) > 0 {
		if err := tx.Session(fresh()).Where("id IN ?", ids).Order("id").Find(&resources).Error; err != nil {
			return nil, err
		}
	}
	byID := map[int64]*Resource{}
	for i := range resources {
		byID[resources[i].ID] = &resources[i]
	}
	return byID, linkResources(tx, resources)
}
