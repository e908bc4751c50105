package api

import (
	"context"
	"net/http"

	"anteroom/app/web"
	"anteroom/models"
)

func (a *api) locations() {
	add(a, operation{
		method: http.MethodPost, path: "/locations", id: "create-location",
		example: `{"name":"Linden House North","timeZone":"Europe/Berlin","address":"1 Elm Street","isQueueOpen":true,"hours":[{"day":"MO","from":"09:00","to":"17:00"}]}`, policy: web.AdminScope, tag: "Locations",
		status: http.StatusCreated, summary: "Add a location", refuses: []int{http.StatusConflict},
	}, a.createLocation)
	add(a, operation{
		method: http.MethodGet, path: "/locations", id: "list-locations", policy: web.ReadScope, tag: "Locations", summary: "List the locations by name",
	}, a.listLocations)
	add(a, operation{
		method: http.MethodGet, path: "/locations/{locationId}", id: "get-location", policy: web.ReadScope, tag: "Locations", summary: "Read a location",
	}, a.readLocation)
	add(a, operation{
		method: http.MethodPatch, path: "/locations/{locationId}", id: "change-location",
		example: `{"isQueueOpen":true,"overrides":[{"date":"2026-12-24","closed":true}]}`, policy: web.AdminScope, tag: "Locations",
		summary: "Change a location", text: "hours, breaks and overrides are replaced as a whole; what is not named stays.",
	}, a.changeLocation)
	add(a, operation{
		method: http.MethodDelete, path: "/locations/{locationId}", id: "delete-location", policy: web.AdminScope, tag: "Locations",
		summary: "Take a location out of use", text: "Its waitlists have to go elsewhere first, and its appointments have to be over.", refuses: []int{http.StatusConflict},
	}, a.deleteLocation)
}

type createLocationInput struct {
	OnceKey
	Body locationBody
}

func (a *api) createLocation(ctx context.Context, in *createLocationInput) (*created[locationAnswer], error) {
	return create(ctx, a, in.OnceKey, func(tx *models.Tx) (locationAnswer, error) {
		account, err := models.FindAccount(tx)
		if err != nil {
			return locationAnswer{}, err
		}
		location, err := models.CreateLocation(tx, in.Body.settings(models.LocationSettings{TimeZone: account.TimeZone}, account.TimeZone))
		if err != nil {
			return locationAnswer{}, err
		}
		err = in.Body.arrange(tx, location)
		return locationWords(location), err
	})
}

func (a *api) listLocations(ctx context.Context, in *struct{ Paging }) (*answer[page[locationAnswer]], error) {
	locations, err := models.Locations(a.DB.Read(ctx), scope(ctx))
	if err != nil {
		return nil, err
	}
	items := make([]locationAnswer, len(locations))
	for i := range locations {
		items[i] = locationWords(&locations[i])
	}
	return answering(pageOf(items, in.Paging, locationAnswer.id))
}

type locationInput struct {
	LocationID string `path:"locationId" maxLength:"100" doc:"The location's id or slug."`
}

func (a *api) readLocation(ctx context.Context, in *locationInput) (*answer[locationAnswer], error) {
	location, err := models.FindLocationByPublicID(a.DB.Read(ctx), scope(ctx), in.LocationID)
	if err != nil {
		return nil, err
	}
	return answering(locationWords(location), nil)
}

type changeLocationInput struct {
	LocationID string `path:"locationId" maxLength:"100"`
	Body       locationBody
}

func (a *api) changeLocation(ctx context.Context, in *changeLocationInput) (*answer[locationAnswer], error) {
	var out locationAnswer
	err := a.DB.Write(ctx, func(tx *models.Tx) error {
		location, err := models.FindLocationByPublicID(tx, scope(ctx), in.LocationID)
		if err != nil {
			return err
		}
		account, err := models.FindAccount(tx)
		if err != nil {
			return err
		}
		if settings := in.Body.settings(location.Settings(), account.TimeZone); settings != location.Settings() {
			if err := location.Change(tx, settings); err != nil {
				return err
			}
		}
		err = in.Body.arrange(tx, location)
		out = locationWords(location)
		return err
	})
	return answering(out, err)
}

func (a *api) deleteLocation(ctx context.Context, in *locationInput) (*done, error) {
	return nil, a.DB.Write(ctx, func(tx *models.Tx) error {
		location, err := models.FindLocationByPublicID(tx, scope(ctx), in.LocationID)
		if err != nil {
			return err
		}
		return refusedWhole(location.Archive(tx))
	})
}
