package models

import (
	"maps"
	"slices"
)

// loadVisits snapshots visits in a handful of queries, however many they are.
func loadVisits(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	var visits []Visit
	if err := tx.Where("id IN ?", ids).Find(&visits).Error; err != nil {
		return nil, err
	}
	visits, err := linkedVisits(tx, visits)
	if err != nil {
		return nil, err
	}
	around, err := loadAround(tx, visits)
	if err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for i := range visits {
		found[visits[i].ID] = around.snapshot(&visits[i])
	}
	return found, nil
}

// visitsAround is what visits name: locations, customers, services, resources.
type visitsAround struct {
	locations map[int64]Location
	customers map[int64]string
	services  map[int64]Service
	resources map[int64]Resource
	fields    []Field
}

func loadAround(tx *Tx, visits []Visit) (*visitsAround, error) {
	a := &visitsAround{map[int64]Location{}, map[int64]string{}, map[int64]Service{}, map[int64]Resource{}, nil}
	people, answered := map[int64]bool{}, false
	for i := range visits {
		a.locations[visits[i].LocationID] = Location{}
		answered = answered || len(visits[i].Answers) > 0
		if visits[i].PersonID != nil {
			people[*visits[i].PersonID] = true
		}
		for _, id := range visits[i].ServiceIDs {
			a.services[id] = Service{}
		}
		for _, id := range visits[i].ResourceIDs {
			a.resources[id] = Resource{}
		}
	}
	if err := fill(tx, a.locations, func(l *Location) int64 { return l.ID }); err != nil {
		return nil, err
	}
	if err := fill(tx, a.services, func(s *Service) int64 { return s.ID }); err != nil {
		return nil, err
	}
	if err := fill(tx, a.resources, func(r *Resource) int64 { return r.ID }); err != nil {
		return nil, err
	}
	if answered {
		var err error
		if a.fields, err = AllFields(tx.Session(fresh())); err != nil {
			return nil, err
		}
	}
	if len(people) == 0 {
		return a, nil
	}
	var customers []struct {
		ID       int64
		PublicID string
	}
	err := tx.Session(fresh()).Raw("SELECT id, public_id FROM people WHERE id IN ?", slices.Collect(maps.Keys(people))).Scan(&customers).Error
	for _, customer := range customers {
		a.customers[customer.ID] = customer.PublicID
	}
	return a, err
}

// fill loads the rows whose numbers are the keys.
func fill[T any](tx *Tx, rows map[int64]T, id func(*T) int64) error {
	if len(rows) == 0 {
		return nil
	}
	var found []T
	if err := tx.Session(fresh()).Where("id IN ?", slices.Sorted(maps.Keys(rows))).Find(&found).Error; err != nil {
		return err
	}
	for i := range found {
		rows[id(&found[i])] = found[i]
	}
	return nil
}

func (a *visitsAround) snapshot(v *Visit) *VisitSnapshot {
	location := a.locations[v.LocationID]
	s := &VisitSnapshot{
		VisitID: v.ID, PublicID: v.PublicID, ShortID: v.ShortID, PersonID: v.PersonID,
		Location: LocationRef{
			Ref: Ref{location.ID, location.PublicID, location.Name}, TimeZone: location.TimeZone, Address: location.Address, Phone: location.Phone,
		},
		FirstName: v.FirstName, LastName: v.LastName, Phone: v.Phone, Email: v.Email, Notes: v.Notes, Answers: v.Answers, Fields: a.answers(v),
		State: v.State, Tags: append([]string{}, v.Tags...), PartySize: v.PartySize,
		Date: v.Date, TimeZone: v.TimeZone, StartsAt: v.StartsAt, EndsAt: v.EndsAt, Duration: v.Duration,
		Services: make([]ServiceRef, len(v.ServiceIDs)), Resources: make([]ResourceRef, len(v.ResourceIDs)),
		Ticket: v.Ticket(), Position: v.Position, OriginalPosition: v.OriginalPosition, LastWaitingPosition: v.LastWaitingPosition,
		EstWait: v.EstWait, PrevEstWait: v.PrevEstWait, OriginalEstWait: v.OriginalEstWait, WaitDuration: v.WaitDuration, VisitNumber: v.VisitNumber,
		IsUnconfirmed: v.IsUnconfirmed, PendingExpireTime: v.PendingExpireTime, BookingTime: v.BookingTime, WaitlistTime: v.WaitlistTime, AlertedTime: v.AlertedTime,
		ArrivedTime: v.ArrivedTime, ConfirmedTime: v.ConfirmedTime, DelayedTime: v.DelayedTime, ServeTime: v.ServeTime, CompletedTime: v.CompletedTime,
		CancelledTime: v.CancelledTime, NoShowTime: v.NoShowTime, ExpiredTime: v.ExpiredTime, DeclinedTime: v.DeclinedTime,
		Source: v.Source, Locale: v.Locale, RemoteIP: v.RemoteIP, IcsSequence: v.IcsSequence,
		CreatedAt: v.CreatedAt, CreatedBy: v.CreatedBy, UpdatedAt: v.UpdatedAt, UpdatedBy: v.UpdatedBy,
	}
	if v.PersonID != nil {
		s.Customer = a.customers[*v.PersonID]
	}
	for i, id := range v.ServiceIDs {
		service := a.services[id]
		s.Services[i] = ServiceRef{
			Ref: Ref{service.ID, service.PublicID, service.Name}, Slug: service.Slug, Description: service.Description, Duration: service.Duration,
			BufferBefore: service.BufferBefore, BufferAfter: service.BufferAfter, Capacity: service.Capacity,
			MinimumNotice: service.MinimumNotice, MaximumNotice: service.MaximumNotice,
			CancelNotice: service.CancelNotice, RescheduleNotice: service.RescheduleNotice,
			ManualConfirm: service.ManualConfirm, Price: service.Price, Currency: service.Currency,
		}
	}
	for i, id := range v.ResourceIDs {
		resource := a.resources[id]
		s.Resources[i] = ResourceRef{Ref: Ref{resource.ID, resource.PublicID, resource.Name}, Kind: resource.Kind, Email: resource.Email}
	}
	return s
}

func (a *visitsAround) answers(v *Visit) []AnswerRef {
	answers := []AnswerRef{}
	for i := range a.fields {
		f := &a.fields[i]
		if values, said := v.Answers[f.PublicID]; said {
			answers = append(answers, AnswerRef{
				Ref: Ref{f.ID, f.PublicID, f.Key}, Label: f.Label, Help: f.Help, Type: f.Type, Choices: f.Choices, Required: f.Required, Values: values,
			})
		}
	}
	return answers
}
