package api

import (
	"context"

	"anteroom/models"
)

// resourceAnswer is a member of staff, a room or a piece of equipment as the API tells of it.
type resourceAnswer struct {
	ResourceID  string     `json:"resourceId"`
	Name        string     `json:"name" example:"Ben Okafor"`
	Kind        string     `json:"kind" enum:"staff,room,equipment"`
	Email       string     `json:"email"`
	Capacity    int        `json:"capacity" doc:"How many appointments it takes at the same time."`
	IsActive    bool       `json:"isActive"`
	LocationIDs []string   `json:"locationIds" nullable:"false" doc:"None = everywhere."`
	ServiceIDs  []string   `json:"serviceIds" nullable:"false" doc:"What it does."`
	Hours       []openTime `json:"hours" nullable:"false" doc:"None = those of the location."`
	CreatedAt   string     `json:"createdAt" format:"date-time"`
}

func (r resourceAnswer) id() string { return r.ResourceID }

func (k *keys) resource(r *models.Resource) resourceAnswer {
	return resourceAnswer{
		ResourceID: r.PublicID, Name: r.Name, Kind: string(r.Kind), Email: r.Email, Capacity: r.Capacity, IsActive: r.IsActive,
		LocationIDs: keysOf(k.locations, r.LocationIDs), ServiceIDs: keysOf(k.services, r.ServiceIDs), Hours: hoursWords(r.Hours), CreatedAt: r.CreatedAt.Milli(),
	}
}

// resourceBody is what may be said about a resource. Left out = as it is, or the default of a new one.
type resourceBody struct {
	Name        optional[string]     `json:"name,omitempty" maxLength:"100" example:"Ben Okafor"`
	Kind        optional[string]     `json:"kind,omitempty" enum:"staff,room,equipment" doc:"staff unless given."`
	Email       optional[string]     `json:"email,omitempty" maxLength:"254"`
	Capacity    optional[int]        `json:"capacity,omitempty" minimum:"1" maximum:"1000"`
	IsActive    optional[bool]       `json:"isActive,omitempty"`
	LocationIDs optional[[]string]   `json:"locationIds,omitempty" maxItems:"500"`
	ServiceIDs  optional[[]string]   `json:"serviceIds,omitempty" maxItems:"500"`
	Hours       optional[[]openTime] `json:"hours,omitempty" maxItems:"100"`
}

// newResource is a resource of which nothing was said yet.
func newResource() *models.Resource {
	return &models.Resource{Kind: models.StaffMember, Capacity: 1, IsActive: true}
}

// write puts what the body says onto the resource; null is what a new one has: nothing, none, or the default.
func (b *resourceBody) write(ctx context.Context, tx *models.Tx, r *models.Resource) (err error) {
	b.Name.into(&r.Name)
	b.Email.into(&r.Email)
	fresh := newResource()
	b.Capacity.intoOr(&r.Capacity, fresh.Capacity)
	b.IsActive.intoOr(&r.IsActive, fresh.IsActive)
	b.Kind.intoOr((*string)(&r.Kind), string(fresh.Kind))
	if b.Hours.Given {
		r.Hours = readHours(b.Hours.Value)
	}
	find := finder{ctx, tx, models.Invalid{}}
	if b.LocationIDs.Given {
		if r.LocationIDs, err = find.locations(distinct(b.LocationIDs.Value)); err != nil {
			return err
		}
	}
	if b.ServiceIDs.Given {
		if r.ServiceIDs, err = find.services(distinct(b.ServiceIDs.Value)); err != nil {
			return err
		}
	}
	return find.invalid.Err()
}
