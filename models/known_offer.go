package models

import (
	"errors"
	"slices"
)

// offers are the services and resources, archived ones included, in the account's order and by name. Like fields and priorities they are
// remembered under the number of changes in the account's row.
type offers struct {
	services  []Service
	resources []Resource
	service   map[int64]*Service
	resource  map[int64]*Resource
}

// offersOf is what a Write goes by, or a page. They belong to the whole process: who changes one takes a copy.
func offersOf(tx *Tx) (*offers, error) {
	w, err := writingOf(tx)
	if err != nil {
		var changes []int64
		if err := tx.Session(fresh()).Raw("SELECT changes FROM accounts WHERE id = 1").Scan(&changes).Error; err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			return loadOffers(tx)
		}
		now, err := knownAt(tx, changes[0])
		if err != nil {
			return nil, err
		}
		return &now.offers, nil
	}
	if w.asksAnew { // what this Write changed itself is asked of the database until the commit
		return loadOffers(tx)
	}
	now, err := w.knownOf(tx)
	if errors.Is(err, ErrNotFound) { // before setup
		return loadOffers(tx)
	}
	if err != nil {
		return nil, err
	}
	return &now.offers, nil
}

func loadOffers(tx *Tx) (*offers, error) {
	o := &offers{service: map[int64]*Service{}, resource: map[int64]*Resource{}}
	if err := tx.Session(fresh()).Order("rank, id").Find(&o.services).Error; err != nil {
		return nil, err
	}
	if err := linkServices(tx, o.services); err != nil {
		return nil, err
	}
	if err := tx.Session(fresh()).Order("name, id").Find(&o.resources).Error; err != nil {
		return nil, err
	}
	if err := linkResources(tx, o.resources); err != nil {
		return nil, err
	}
	var lanes []struct{ ID, ResourceID int64 }
	err := tx.Session(fresh()).Raw("SELECT id, resource_id FROM lanes WHERE resource_id IS NOT NULL ORDER BY resource_id, unit").Scan(&lanes).Error
	byResource := map[int64][]int64{}
	for _, lane := range lanes {
		byResource[lane.ResourceID] = append(byResource[lane.ResourceID], lane.ID)
	}
	for i := range o.resources {
		o.resources[i].lanes = byResource[o.resources[i].ID]
		o.resource[o.resources[i].ID] = &o.resources[i]
	}
	for i := range o.services {
		o.service[o.services[i].ID] = &o.services[i]
	}
	return o, err
}

// copied is a service that may be changed without anybody else seeing it.
func (s *Service) copied() Service {
	c := *s
	c.LocationIDs, c.ResourceIDs = slices.Clone(s.LocationIDs), slices.Clone(s.ResourceIDs)
	return c
}

// copied is a resource that may be changed without anybody else seeing it.
func (r *Resource) copied() Resource {
	c := *r
	c.LocationIDs, c.ServiceIDs, c.Hours = slices.Clone(r.LocationIDs), slices.Clone(r.ServiceIDs), slices.Clone(r.Hours)
	return c
}
