package models

import (
	"maps"
	"slices"

	"gorm.io/gorm"
)

// Service is what is booked or queued for. Times are seconds; a notice of 0 is none. Capacity is how many people one appointment of it
// has room for, whoever they came with: more than 1 makes it a group.
type Service struct {
	ID               int64
	PublicID         string
	Slug             string
	Name             string
	Description      string
	Duration         int
	BufferBefore     int
	BufferAfter      int
	MinimumNotice    int
	MaximumNotice    int // how far ahead customers may book
	CancelNotice     int
	RescheduleNotice int
	Capacity         int
	ManualConfirm    bool   // staff confirm each booking
	Price            string // 25.00
	Currency         string // EUR
	IsPublic         bool
	Rank             int
	Version          int64
	CreatedAt        Instant
	ArchivedAt       *Instant

	LocationIDs []int64 `gorm:"-"`
	ResourceIDs []int64 `gorm:"-"` // who and what does it; of each kind among them one is needed. None = it needs nobody

	addressed bool // the slug was chosen, see ChooseSlug
}

func (*Service) announces() {}

// IsGroup holds where strangers share an appointment.
func (s *Service) IsGroup() bool { return s.Capacity > 1 }

// AfterCreate marks the service as new.
func (s *Service) AfterCreate(tx *gorm.DB) error { return markCreated(tx, KindService, s.ID) }

// BeforeUpdate touches the service.
func (s *Service) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindService, s.ID) }

// BeforeDelete touches the service.
func (s *Service) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindService, s.ID) }

// Services are those in use that the scope may see, in the account's order, with their locations and resources.
func Services(tx *Tx, scope Scope) ([]Service, error) {
	query := tx.Session(fresh()).Where("archived_at IS NULL")
	if !scope.All {
		query = query.Where("id IN (SELECT service_id FROM service_locations WHERE location_id IN ?)", scope.locations())
	}
	var services []Service
	if err := query.Order("rank, id").Find(&services).Error; err != nil {
		return nil, err
	}
	return services, linkServices(tx, services)
}

// FindService finds a service in use that the scope may see by its slug, its public id or its number.
func FindService(tx *Tx, scope Scope, name string) (*Service, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	services := make([]Service, 1)
	err := tx.Session(fresh()).Where("archived_at IS NULL AND (slug = ? OR public_id = ? OR id = ?)", name, name, numberIn(name)).Take(&services[0]).Error
	if err != nil {
		return nil, found(err)
	}
	if err := linkServices(tx, services); err != nil {
		return nil, err
	}
	if !scope.covers(services[0].LocationIDs) {
		return nil, ErrNotFound
	}
	return &services[0], nil
}

// covers says whether the scope sees one of the locations.
func (s Scope) covers(locationIDs []int64) bool {
	return s.All || slices.ContainsFunc(locationIDs, func(id int64) bool { return s.Covers(&id) })
}

// servicesByID loads services, archived ones included, with their links.
func servicesByID(tx *Tx, ids []int64) (map[int64]*Service, error) {
	var services []Service
	if len(ids) > 0 {
		if err := tx.Session(fresh()).Where("id IN ?", ids).Find(&services).Error; err != nil {
			return nil, err
		}
	}
	byID := map[int64]*Service{}
	for i := range services {
		byID[services[i].ID] = &services[i]
	}
	return byID, linkServices(tx, services)
}

func linkServices(tx *Tx, services []Service) error {
	ids := make([]int64, len(services))
	for i := range services {
		ids[i] = services[i].ID
	}
	locations, err := linked(tx, "service_locations", "service_id", "location_id", ids)
	if err != nil {
		return err
	}
	resources, err := linked(tx, "service_resources", "service_id", "resource_id", ids)
	if err != nil {
		return err
	}
	for i := range services {
		services[i].LocationIDs, services[i].ResourceIDs = locations[ids[i]], resources[ids[i]]
	}
	return nil
}

// linked reads a table of pairs: what each id is linked to, in the order of ids. The names are the program's own.
func linked(tx *Tx, table, from, to string, ids []int64) (map[int64][]int64, error) {
	links := map[int64][]int64{}
	if len(ids) == 0 {
		return links, nil
	}
	var pairs []struct{ One, Other int64 }
	err := tx.Session(fresh()).Raw("SELECT "+from+" AS one, "+to+" AS other FROM "+table+" WHERE "+from+" IN ? ORDER BY "+from+", "+to, ids).Scan(&pairs).Error
	for _, pair := range pairs {
		links[pair.One] = append(links[pair.One], pair.Other)
	}
	return links, err
}

// relink makes a table of pairs say what one id is linked to.
func relink(tx *Tx, table, from, to string, id int64, ids []int64) error {
	if err := tx.Session(fresh()).Exec("DELETE FROM "+table+" WHERE "+from+" = ?", id).Error; err != nil {
		return err
	}
	once := map[int64]bool{}
	for _, other := range ids {
		once[other] = true
	}
	for _, other := range slices.Sorted(maps.Keys(once)) {
		if err := tx.Session(fresh()).Exec("INSERT INTO "+table+" ("+from+", "+to+") VALUES (?, ?)", id, other).Error; err != nil {
			return err
		}
	}
	return nil
}
