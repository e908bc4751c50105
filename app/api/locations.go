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
		example: `{"name":"Linden House North","timeZone":"Europe/Berlin","address":"1 Elm Street"}`, policy: web.AdminScope, tag: "Locations",
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
		example: `{"phone":"+49 30 1234567"}`, policy: web.AdminScope, tag: "Locations",
		summary: "Change a location",
	}, a.changeLocation)
	add(a, operation{
		method: http.MethodDelete, path: "/locations/{locationId}", id: "delete-location", policy: web.AdminScope, tag: "Locations",
		summary: "Take a location out of use", text: "Its waitlists have to go elsewhere first.",
	}, a.deleteLocation)
}

// locationAnswer is a location as the API tells of it.
type locationAnswer struct {
	LocationID string `json:"locationId"`
	Name       string `json:"name" example:"Linden House North"`
	Slug       string `json:"slug" example:"linden-house-north"`
	TimeZone   string `json:"timeZone" example:"Europe/Berlin"`
	Address    string `json:"address"`
	Phone      string `json:"phone"`
	CreatedAt  string `json:"createdAt" format:"date-time"`
}

func (l locationAnswer) id() string { return l.LocationID }

func locationWords(l *models.Location) locationAnswer {
	return locationAnswer{
		LocationID: l.PublicID, Name: l.Name, Slug: l.Slug, TimeZone: l.TimeZone, Address: l.Address, Phone: l.Phone, CreatedAt: l.CreatedAt.Milli(),
	}
}

// locationBody is what may be said about a location.
type locationBody struct {
	Name     *string `json:"name,omitempty" maxLength:"100" example:"Linden House North"`
	TimeZone *string `json:"timeZone,omitempty" maxLength:"100" doc:"An IANA zone; the account's unless given." example:"Europe/Berlin"`
	Address  *string `json:"address,omitempty" maxLength:"500"`
	Phone    *string `json:"phone,omitempty" maxLength:"100"`
}

func (b *locationBody) settings(before models.LocationSettings) models.LocationSettings {
	for target, given := range map[*string]*string{
		&before.Name: b.Name, &before.TimeZone: b.TimeZone, &before.Address: b.Address, &before.Phone: b.Phone,
	} {
		if given != nil {
			*target = *given
		}
	}
	return before
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
		location, err := models.CreateLocation(tx, in.Body.settings(models.LocationSettings{TimeZone: account.TimeZone}))
		if err != nil {
			return locationAnswer{}, err
		}
		return locationWords(location), nil
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
	return answering(locationWords(location), err)
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
		if err := location.Change(tx, in.Body.settings(location.Settings())); err != nil {
			return err
		}
		out = locationWords(location)
		return nil
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
