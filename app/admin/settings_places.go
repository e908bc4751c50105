package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"anteroom/app/web"
	"anteroom/models"
	"anteroom/views"
)

// placed is something with a name that another thing can be tied to.
type placed struct {
	id   int64
	name string
}

// places are the locations, services and resources that a user may see.
type places struct {
	locations, services, resources []placed
	kinds                          map[models.ResourceKind][]placed
}

func (p pages) placeNames(c echo.Context, tx *models.Tx) (places, error) {
	found := places{kinds: map[models.ResourceKind][]placed{}}
	locations, err := models.Locations(tx, web.Scope(c))
	if err != nil {
		return found, err
	}
	for i := range locations {
		found.locations = append(found.locations, placed{locations[i].ID, locations[i].Name})
	}
	services, err := models.Services(tx, web.Scope(c))
	if err != nil {
		return found, err
	}
	for i := range services {
		found.services = append(found.services, placed{services[i].ID, services[i].Name})
	}
	resources, err := models.Resources(tx, web.Scope(c))
	for i := range resources {
		r := placed{resources[i].ID, resources[i].Name}
		found.resources, found.kinds[resources[i].Kind] = append(found.resources, r), append(found.kinds[resources[i].Kind], r)
	}
	return found, err
}

func optionsOf(all []placed) (options []views.Option) {
	for _, one := range all {
		options = append(options, views.Option{Value: strconv.FormatInt(one.id, 10), Label: one.name})
	}
	return options
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
	return strings.Join(names, ", ")
}

// choose ties what was ticked; what the user does not see stays tied as it was.
func choose(wrong models.Invalid, field string, offered []placed, tied []int64, ticked []string) []int64 {
	seen := func(id int64) bool {
		return slices.ContainsFunc(offered, func(one placed) bool { return one.id == id })
	}
	chosen := slices.DeleteFunc(slices.Clone(tied), seen)
	for _, text := range ticked {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || !seen(id) {
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

// wholly refuses to do with all of something what is used at a location that the user does not see.
func wholly(c echo.Context, locationIDs []int64, name, what string) error {
	for _, id := range locationIDs {
		if !web.Scope(c).Covers(&id) {
			return models.Sentence(withName("%s is used at other locations too, so somebody who sees those has to "+what+".", name))
		}
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
