package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"anteroom/models"
)

// keys are the public ids of what services, resources and free times name by number.
type keys struct {
	locations, services, resources map[int64]string
}

func findKeys(tx *models.Tx) (*keys, error) {
	k := &keys{services: map[int64]string{}, resources: map[int64]string{}}
	services, err := models.Services(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	for i := range services {
		k.services[services[i].ID] = services[i].PublicID
	}
	resources, err := models.Resources(tx, models.Everywhere())
	if err != nil {
		return nil, err
	}
	for i := range resources {
		k.resources[resources[i].ID] = resources[i].PublicID
	}
	k.locations, err = models.LocationKeys(tx)
	return k, err
}

// keysOf leaves out what went out of use.
func keysOf(known map[int64]string, ids []int64) []string {
	found := []string{}
	for _, id := range ids {
		if key, ok := known[id]; ok {
			found = append(found, key)
		}
	}
	return found
}

// distinct leaves out what is named again.
func distinct(names []string) []string {
	kept := []string{}
	for _, name := range names {
		if !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// finder finds what the ids in a request name; what is not there is noted under the property's name.
type finder struct {
	ctx     context.Context
	tx      *models.Tx
	invalid models.Invalid
}

func (f finder) each(field, noun string, names []string, find func(name string) (int64, error)) ([]int64, error) {
	ids := []int64{}
	for i, name := range names {
		id, err := find(strings.TrimSpace(name))
		at := fmt.Sprintf("%s[%d]", field, i)
		if err := unlessMissing(f.invalid, at, "There is no such "+noun+".", err); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (f finder) locations(names []string) ([]int64, error) {
	return f.each("locationIds", "location", names, func(name string) (int64, error) {
		location, err := models.FindLocationByPublicID(f.tx, scope(f.ctx), name)
		return location.ID, err
	})
}

func (f finder) services(names []string) ([]int64, error) {
	return f.each("serviceIds", "service", names, func(name string) (int64, error) {
		service, err := models.FindService(f.tx, scope(f.ctx), name)
		if err != nil {
			return 0, err
		}
		return service.ID, nil
	})
}

func (f finder) resources(names []string) ([]int64, error) {
	return f.each("resourceIds", "resource", names, func(name string) (int64, error) {
		resource, err := models.FindResource(f.tx, scope(f.ctx), name)
		if err != nil {
			return 0, err
		}
		return resource.ID, nil
	})
}

// customer finds who comes.
func (f finder) customer(name string) (*int64, error) {
	if name == "" {
		return nil, nil
	}
	person, err := findThePerson(f.ctx, f.tx, name)
	if err != nil {
		return nil, unlessMissing(f.invalid, "customerId", "There is no such person.", err)
	}
	return &person.ID, nil
}

// location finds where something is to be; the only one there is needs no name.
func (f finder) location(name string) (*models.Location, error) {
	if name == "" {
		locations, err := models.Locations(f.tx, scope(f.ctx))
		if err != nil {
			return nil, err
		}
		if len(locations) == 1 {
			return &locations[0], nil
		}
		return nil, models.Invalid{"locationId": "Please say at which location. GET /locations lists their ids."}
	}
	location, err := models.FindLocationByPublicID(f.tx, scope(f.ctx), name)
	if errors.Is(err, models.ErrNotFound) {
		return nil, models.Invalid{"locationId": "There is no such location."}
	}
	return location, err
}
