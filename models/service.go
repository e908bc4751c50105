package models

import (
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

// AfterSave makes every process ask for the services anew.
func (*Service) AfterSave(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterDelete makes every process ask for the services anew.
func (*Service) AfterDelete(tx *gorm.DB) error { return forgetKnown(tx) }

// AfterCreate marks the service as new.
func (s *Service) AfterCreate(tx *gorm.DB) error { return markCreated(tx, KindService, s.ID) }

// BeforeUpdate touches the service.
func (s *Service) BeforeUpdate(tx *gorm.DB) error { return Touch(tx, KindService, s.ID) }

// BeforeDelete touches the service.
func (s *Service) BeforeDelete(tx *gorm.DB) error { return Touch(tx, KindService, s.ID) }

// Services are those in use that the scope may see, in the account's order, with their locations and resources.
func Services(tx *Tx, scope Scope) ([]Service, error) {
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	services := []Service{}
	for i := range all.services {
		if s := &all.services[i]; s.ArchivedAt == nil && scope.covers(s.LocationIDs) {
			services = append(services, s.copied())
		}
	}
	return services, nil
}

// FindService finds a service in use that the scope may see by its slug, its public id or its number.
func FindService(tx *Tx, scope Scope, name string) (*Service, error) {
	if !isName(name) {
		return nil, ErrNotFound
	}
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	number := numberIn(name)
	for i := range all.services {
		s := &all.services[i]
		if s.ArchivedAt == nil && (s.Slug == name || s.PublicID == name || s.ID == number) && scope.covers(s.LocationIDs) {
			service := s.copied()
			return &service, nil
		}
	}
	return nil, ErrNotFound
}

// covers says whether the scope sees one of the locations.
func (s Scope) covers(locationIDs []int64) bool {
	return s.All || slices.ContainsFunc(locationIDs, func(id int64) bool { return s.Covers(&id) })
}

// servicesByID are services, archived ones included, with their links: to read alone.
func servicesByID(tx *Tx, ids []int64) (map[int64]*Service, error) {
	byID := map[int64]*Service{}
	if len(ids) == 0 {
		return byID, nil
	}
	all, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if service := all.service[id]; service != nil {
			byID[id] = service
		}
	}
	return byID, nil
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
	err := tx.Session(fresh()).Raw("SELECT "+from+" AS one, "+to+" AS other FROM "+table+" WHERE "+from+" IN ? ORDER BY "+from+", "+to, ids).Find(&pairs).Error
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
	return link(tx, table, from, to, id, ids)
}

// link adds to a table of pairs what one new id is linked to.
func link(tx *Tx, table, from, to string, id int64, ids []int64) error {
	for _, other := range unique(ids) {
		if err := tx.Session(fresh()).Exec("INSERT INTO "+table+" ("+from+", "+to+") VALUES (?, ?)", id, other).Error; err != nil {
			return err
		}
	}
	return nil
}
