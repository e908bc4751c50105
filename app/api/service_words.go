package api

import (
	"context"

	"anteroom/models"
)

// serviceAnswer is a service as the API tells of it. Times are seconds.
type serviceAnswer struct {
	ServiceID        string   `json:"serviceId"`
	Name             string   `json:"name" example:"First visit"`
	Slug             string   `json:"slug" doc:"Its name in addresses; taken instead of the id everywhere." example:"first-visit"`
	Description      string   `json:"description"`
	Duration         int      `json:"duration" doc:"Seconds, as all times here." example:"1800"`
	BufferBefore     int      `json:"bufferBefore"`
	BufferAfter      int      `json:"bufferAfter"`
	MinimumNotice    int      `json:"minimumNotice" doc:"So long before its start customers have to book; 0 = none."`
	MaximumNotice    int      `json:"maximumNotice" doc:"So far ahead customers may book; 0 = any time."`
	CancelNotice     int      `json:"cancelNotice"`
	RescheduleNotice int      `json:"rescheduleNotice"`
	Capacity         int      `json:"capacity" doc:"How many people share one appointment; more than 1 makes it a group."`
	ManualConfirm    bool     `json:"manualConfirm" doc:"Staff confirm each booking."`
	Price            string   `json:"price" example:"25.00"`
	Currency         string   `json:"currency" example:"EUR"`
	IsPublic         bool     `json:"isPublic"`
	LocationIDs      []string `json:"locationIds" nullable:"false" doc:"None = everywhere."`
	ResourceIDs      []string `json:"resourceIds" nullable:"false" doc:"Who and what does it: one of each kind is needed. None = it needs nobody."`
	CreatedAt        string   `json:"createdAt" format:"date-time"`
}

func (s serviceAnswer) id() string { return s.ServiceID }

func (k *keys) service(s *models.Service) serviceAnswer {
	return serviceAnswer{
		ServiceID: s.PublicID, Name: s.Name, Slug: s.Slug, Description: s.Description, Duration: s.Duration, BufferBefore: s.BufferBefore,
		BufferAfter: s.BufferAfter, MinimumNotice: s.MinimumNotice, MaximumNotice: s.MaximumNotice, CancelNotice: s.CancelNotice,
		RescheduleNotice: s.RescheduleNotice, Capacity: s.Capacity, ManualConfirm: s.ManualConfirm, Price: s.Price, Currency: s.Currency,
		IsPublic: s.IsPublic, LocationIDs: keysOf(k.locations, s.LocationIDs), ResourceIDs: keysOf(k.resources, s.ResourceIDs), CreatedAt: s.CreatedAt.Milli(),
	}
}

// serviceBody is what may be said about a service. Left out = as it is, or the default of a new one.
type serviceBody struct {
	Name             optional[string]   `json:"name,omitempty" maxLength:"100" example:"First visit"`
	Description      optional[string]   `json:"description,omitempty" maxLength:"4000"`
	Duration         optional[int]      `json:"duration,omitempty" minimum:"0" maximum:"86400" doc:"Seconds." example:"1800"`
	BufferBefore     optional[int]      `json:"bufferBefore,omitempty" minimum:"0" maximum:"86400"`
	BufferAfter      optional[int]      `json:"bufferAfter,omitempty" minimum:"0" maximum:"86400"`
	MinimumNotice    optional[int]      `json:"minimumNotice,omitempty" minimum:"0" maximum:"100000000"`
	MaximumNotice    optional[int]      `json:"maximumNotice,omitempty" minimum:"0" maximum:"100000000"`
	CancelNotice     optional[int]      `json:"cancelNotice,omitempty" minimum:"0" maximum:"100000000"`
	RescheduleNotice optional[int]      `json:"rescheduleNotice,omitempty" minimum:"0" maximum:"100000000"`
	Capacity         optional[int]      `json:"capacity,omitempty" minimum:"1" maximum:"1000"`
	ManualConfirm    optional[bool]     `json:"manualConfirm,omitempty"`
	Price            optional[string]   `json:"price,omitempty" maxLength:"20" example:"25.00"`
	Currency         optional[string]   `json:"currency,omitempty" maxLength:"3" example:"EUR"`
	IsPublic         optional[bool]     `json:"isPublic,omitempty"`
	LocationIDs      optional[[]string] `json:"locationIds,omitempty" maxItems:"500"`
	ResourceIDs      optional[[]string] `json:"resourceIds,omitempty" maxItems:"500"`
}

// newService is a service of which nothing was said yet.
func newService() *models.Service { return &models.Service{Capacity: 1, IsPublic: true} }

// write puts what the body says onto the service; null is what a new one has: nothing, none, or the default.
func (b *serviceBody) write(ctx context.Context, tx *models.Tx, s *models.Service) (err error) {
	for target, given := range map[*string]optional[string]{
		&s.Name: b.Name, &s.Description: b.Description, &s.Price: b.Price, &s.Currency: b.Currency,
	} {
		given.into(target)
	}
	for target, given := range map[*int]optional[int]{
		&s.Duration: b.Duration, &s.BufferBefore: b.BufferBefore, &s.BufferAfter: b.BufferAfter, &s.MinimumNotice: b.MinimumNotice,
		&s.MaximumNotice: b.MaximumNotice, &s.CancelNotice: b.CancelNotice, &s.RescheduleNotice: b.RescheduleNotice,
	} {
		given.into(target)
	}
	fresh := newService()
	b.Capacity.intoOr(&s.Capacity, fresh.Capacity)
	b.ManualConfirm.into(&s.ManualConfirm)
	b.IsPublic.intoOr(&s.IsPublic, fresh.IsPublic)
	find := finder{ctx, tx, models.Invalid{}}
	if b.LocationIDs.Given {
		if s.LocationIDs, err = find.locations(distinct(b.LocationIDs.Value)); err != nil {
			return err
		}
	}
	if b.ResourceIDs.Given {
		if s.ResourceIDs, err = find.resources(distinct(b.ResourceIDs.Value)); err != nil {
			return err
		}
	}
	return find.invalid.Err()
}
