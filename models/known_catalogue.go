package models

import (
	"errors"
	"slices"
)

// catalogue is all services in the account's order and all resources by name, archived ones included. Like fields and priorities it is
// remembered under the number of changes in the account's row.
type catalogue struct {
	services  []Service
	resources []Resource
	service   map[int64]*Service
	resource  map[int64]*Resource
}

// catalogueOf is what a Write goes by, or a page. It belongs to the whole process: who changes something takes a copy.
func catalogueOf(tx *Tx) (*catalogue, error) {
	w, err := writingOf(tx)
	if err != nil {
		var changes []int64
		if err := tx.Session(fresh()).Raw("SELECT changes FROM accounts WHERE id = 1").Scan(&changes).Error; err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			return loadCatalogue(tx)
		}
		now, err := knownAt(tx, changes[0])
		if err != nil {
			return nil, err
		}
		return &now.catalogue, nil
	}
	if w.asksAnew { // what this Write changed itself is asked of the database until the commit
		return loadCatalogue(tx)
	}
	now, err := w.knownOf(tx)
	if errors.Is(err, ErrNotFound) { // before setup
		return loadCatalogue(tx)
	}
	if err != nil {
		return nil, err
	}
	return &now.catalogue, nil
}

func loadCatalogue(tx *Tx) (*catalogue, error) {
	c := &catalogue{service: map[int64]*Service{}, resource: map[int64]*Resource{}}
	if err := tx.Session(fresh()).Order("rank, id").Find(&c.services).Error; err != nil {
		return nil, err
	}
	if err := linkServices(tx, c.services); err != nil {
		return nil, err
	}
	if err := tx.Session(fresh()).Order("name, id").Find(&c.resources).Error; err != nil {
		return nil, err
	}
	if err := linkResources(tx, c.resources); err != nil {
		return nil, err
	}
	var lanes []struct{ ID, ResourceID int64 }
	err := tx.Session(fresh()).Raw("SELECT id, resource_id FROM lanes WHERE resource_id IS NOT NULL ORDER BY resource_id, unit").Scan(&lanes).Error
	if err != nil {
		return nil, err
	}
	byResource := map[int64][]int64{}
	for _, lane := range lanes {
		byResource[lane.ResourceID] = append(byResource[lane.ResourceID], lane.ID)
	}
	for i := range c.resources {
		c.resources[i].lanes = byResource[c.resources[i].ID]
		c.resource[c.resources[i].ID] = &c.resources[i]
	}
	for i := range c.services {
		c.service[c.services[i].ID] = &c.services[i]
	}
	return c, nil
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
