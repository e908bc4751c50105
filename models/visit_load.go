package models

import (
	"cmp"
	"maps"
)

// loadVisits snapshots visits in a handful of queries, however many they are.
func loadVisits(tx *Tx, ids []int64) (map[int64]snapshot, error) {
	w, err := writingOf(tx)
	if err != nil {
		return nil, err
	}
	visits, err := w.keptVisits(tx, ids)
	if err != nil {
		return nil, err
	}
	around, err := loadAround(tx, visits)
	if err != nil {
		return nil, err
	}
	found := map[int64]snapshot{}
	for _, visit := range visits {
		found[visit.ID] = around.snapshot(visit)
	}
	return found, nil
}

// visitsAround is what visits name: locations, customers, services, resources.
type visitsAround struct {
	locations map[int64]*Location
	customers map[int64]string
	services  map[int64]*Service
	resources map[int64]*Resource
	fields    []Field
}

func loadAround(tx *Tx, visits []*Visit) (*visitsAround, error) {
	a := &visitsAround{locations: map[int64]*Location{}, customers: map[int64]string{}}
	var services, resources []int64
	answered := false
	for _, v := range visits {
		a.locations[v.LocationID] = nil
		answered = answered || len(v.Answers) > 0
		if v.PersonID != nil {
			a.customers[*v.PersonID] = ""
		}
		services, resources = append(services, v.ServiceIDs...), append(resources, v.ResourceIDs...)
	}
	var err error
	for id := range a.locations {
		if a.locations[id], err = locationOf(tx, id); err != nil {
			return nil, err
		}
	}
	if a.services, err = servicesByID(tx, services); err != nil {
		return nil, err
	}
	if a.resources, err = resourcesByID(tx, resources); err != nil {
		return nil, err
	}
	if answered {
		if a.fields, err = AllFields(tx.Session(fresh())); err != nil {
			return nil, err
		}
	}
	return a, a.nameCustomers(tx)
}

// nameCustomers finds the public ids of the customers; a Write asks for each once.
func (a *visitsAround) nameCustomers(tx *Tx) error {
	known := map[int64]string{}
	if w, err := writingOf(tx); err == nil {
		known = w.customers
	}
	var missing []int64
	for id := range a.customers {
		if known[id] == "" {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		var read []struct {
			ID       int64
			PublicID string
		}
		if err := tx.Session(fresh()).Raw("SELECT id, public_id FROM people WHERE id IN ?", missing).Scan(&read).Error; err != nil {
			return err
		}
		for _, customer := range read {
			known[customer.ID] = customer.PublicID
		}
	}
	for id := range a.customers {
		a.customers[id] = known[id]
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
		FirstName: v.FirstName, LastName: v.LastName, Phone: v.Phone, Email: v.Email, Notes: v.Notes, Answers: VisitAnswers{}, Fields: a.answers(v),
		State: v.State, Tags: append([]string{}, v.Tags...), PartySize: v.PartySize,
		Date: v.Date, TimeZone: v.TimeZone, StartsAt: v.StartsAt, EndsAt: v.EndsAt, Duration: v.Duration,
		Services: make([]ServiceRef, len(v.ServiceIDs)), Resources: make([]ResourceRef, len(v.ResourceIDs)),
		Ticket: v.Ticket(), Position: v.Position, OriginalPosition: v.OriginalPosition, LastWaitingPosition: v.LastWaitingPosition,
		EstWait: v.EstWait, PrevEstWait: v.PrevEstWait, OriginalEstWait: v.OriginalEstWait, WaitDuration: v.WaitDuration, VisitNumber: v.VisitNumber,
		IsUnconfirmed: v.IsUnconfirmed, PendingExpireTime: v.PendingExpireTime, BookingTime: v.BookingTime, WaitlistTime: v.WaitlistTime, AlertedTime: v.AlertedTime,
		ArrivedTime: v.ArrivedTime, ConfirmedTime: v.ConfirmedTime, DelayedTime: v.DelayedTime, ServeTime: v.ServeTime, CompletedTime: v.CompletedTime,
		CancelledTime: v.CancelledTime, CancelReason: v.CancelReason, NoShowTime: v.NoShowTime, ExpiredTime: v.ExpiredTime, DeclinedTime: v.DeclinedTime,
		Source: v.Source, Locale: v.Locale, RemoteIP: v.RemoteIP, IcsSequence: v.IcsSequence,
		CreatedAt: v.CreatedAt, CreatedBy: v.CreatedBy, UpdatedAt: v.UpdatedAt, UpdatedBy: v.UpdatedBy,
	}
	maps.Copy(s.Answers, v.Answers)
	if v.PersonID != nil {
		s.Customer = a.customers[*v.PersonID]
	}
	for i, id := range v.ServiceIDs {
		service := cmp.Or(a.services[id], new(Service))
		s.Services[i] = ServiceRef{
			Ref: Ref{service.ID, service.PublicID, service.Name}, Slug: service.Slug, Description: service.Description, Duration: service.Duration,
			BufferBefore: service.BufferBefore, BufferAfter: service.BufferAfter, Capacity: service.Capacity,
			MinimumNotice: service.MinimumNotice, MaximumNotice: service.MaximumNotice,
			CancelNotice: service.CancelNotice, RescheduleNotice: service.RescheduleNotice,
			ManualConfirm: service.ManualConfirm, Price: service.Price, Currency: service.Currency,
		}
	}
	for i, id := range v.ResourceIDs {
		resource := cmp.Or(a.resources[id], new(Resource))
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
