package admin

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// placed is something with a name that another thing can be tied to. It is shared when it is used at locations that the user does not see too.
type placed struct {
	id     int64
	name   string
	shared bool
}

// places are the locations, services and resources that a user may see.
type places struct {
	locations, services, resources []placed
	kinds                          map[models.ResourceKind][]placed
}

// placeNames finds them; of deleted resources those that something is still tied to, to be untied.
func (p pages) placeNames(c echo.Context, tx *models.Tx, tied ...int64) (places, error) {
	found := places{kinds: map[models.ResourceKind][]placed{}}
	locations, err := models.Locations(tx, web.Scope(c))
	if err != nil {
		return found, err
	}
	for i := range locations {
		found.locations = append(found.locations, placed{id: locations[i].ID, name: locations[i].Name})
	}
	services, err := models.Services(tx, web.Scope(c))
	if err != nil {
		return found, err
	}
	for i := range services {
		found.services = append(found.services, placed{services[i].ID, services[i].Name, isShared(c, services[i].LocationIDs)})
	}
	resources, err := models.Resources(tx, web.Scope(c))
	if err != nil {
		return found, err
	}
	for i := range resources {
		found.add(&resources[i], placed{resources[i].ID, resources[i].Name, isShared(c, resources[i].LocationIDs)})
	}
	slices.Sort(tied)
	for _, id := range slices.Compact(tied) {
		gone, err := models.FindDeletedResource(tx, web.Scope(c), id)
		if errors.Is(err, models.ErrNotFound) {
			continue // it is in use
		}
		if err != nil {
			return found, err
		}
		found.add(gone, placed{gone.ID, gone.Name + " (deleted)", isShared(c, gone.LocationIDs)})
	}
	return found, nil
}

func (found *places) add(r *models.Resource, named placed) {
	found.resources, found.kinds[r.Kind] = append(found.resources, named), append(found.kinds[r.Kind], named)
}

// optionsOf offers all; of something shared, what is shared itself is shown and stays as it is.
func optionsOf(all []placed, ofShared bool) (options []views.Option) {
	for _, one := range all {
		options = append(options, views.Option{Value: strconv.FormatInt(one.id, 10), Label: one.name, Disabled: ofShared && one.shared})
	}
	return options
}

// toTie are those that the user may tie to something, or untie: of two that are shared, others rely on the tie.
func toTie(all []placed, toShared bool) []placed {
	return slices.DeleteFunc(slices.Clone(all), func(one placed) bool { return toShared && one.shared })
}

// namesOf names what is tied, in the order in which it is offered; what the user may not see stays unnamed.
func namesOf(all []placed, ids []int64) string {
	var names []string
	for _, one := range all {
		if slices.Contains(ids, one.id) {
			names = append(names, one.name)
		}
	}
	if len(names) == 0 && len(ids) > 0 {
		return "Others"
	}
	if more := len(names) - mostNamed; more > 1 {
		names = append(names[:mostNamed], strconv.Itoa(more)+" more")
	}
	return strings.Join(names, ", ")
}

// needed says what a service takes: one of each kind that it is tied to.
func (found places) needed(ids []int64) string {
	var needs []string
	for _, kind := range models.ResourceKinds() {
		tied := slices.DeleteFunc(slices.Clone(found.kinds[kind]), func(one placed) bool { return !slices.Contains(ids, one.id) })
		if len(tied) == 0 {
			continue
		}
		names := namesOf(tied, ids)
		if last := strings.LastIndex(names, ", "); last >= 0 {
			names = names[:last] + " or " + names[last+len(", "):]
		}
		needs = append(needs, names)
	}
	if len(needs) == 0 {
		return cmp.Or(namesOf(nil, ids), "Nobody")
	}
	return strings.Join(needs, ", and ")
}

// mostNamed is how many names fit into a line of a list.
const mostNamed = 5

// choose ties what was ticked; what the user is not offered stays tied as it was.
func choose(wrong models.Invalid, field string, offered []placed, tied []int64, ticked []string) []int64 {
	isOffered := func(id int64) bool {
		return slices.ContainsFunc(offered, func(one placed) bool { return one.id == id })
	}
	chosen := slices.DeleteFunc(slices.Clone(tied), isOffered)
	for _, text := range ticked {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || !isOffered(id) {
			wrong.Add(field, "One of these is not there any more. Please load the page again.")
			continue
		}
		chosen = append(chosen, id)
	}
	return chosen
}

// chooseLocations is choose for locations: no location is all of them, which only who sees all may say.
func (p pages) chooseLocations(c echo.Context, wrong models.Invalid, offered places, tied []int64, ticked []string) []int64 {
	chosen := choose(wrong, "locationIds", offered.locations, tied, ticked)
	if len(ticked) == 0 && !web.Scope(c).All {
		wrong.Add("locationIds", "Please choose at least one of your locations.")
	}
	return chosen
}

// isShared says whether something is used at a location that the user does not see.
func isShared(c echo.Context, locationIDs []int64) bool {
	return slices.ContainsFunc(locationIDs, func(id int64) bool { return !web.Scope(c).Covers(&id) })
}

// wholly refuses to do with all of something what is used at a location that the user does not see.
func wholly(c echo.Context, locationIDs []int64, name, what string) error {
	if isShared(c, locationIDs) {
		return models.Sentence(withName("%s is used at other locations too, so somebody who sees those has to "+what+".", name))
	}
	return nil
}

// hideOthers takes the appointments of locations out of sight from a list.
func hideOthers(c echo.Context, booked *models.StillBooked) {
	booked.Visits = ofScope(c, booked.Visits)
}

func ofScope(c echo.Context, visits []models.Visit) []models.Visit {
	return slices.DeleteFunc(visits, func(v models.Visit) bool { return !web.Scope(c).Covers(&v.LocationID) })
}
