package models

import "errors"

// servedBy names who serves in place of whoever of the same kind was to. Rooms and equipment stay.
func (v *Visit) servedBy(tx *Tx, by *Resource) error {
	resources, err := resourcesByID(tx, v.ResourceIDs)
	if err != nil {
		return err
	}
	ids := []int64{by.ID}
	for _, id := range v.ResourceIDs {
		if resources[id].Kind != by.Kind {
			ids = append(ids, id)
		}
	}
	return v.giveTo(tx, ids)
}

// giveTo makes these the visit's resources. What is left of an appointment's time is taken with them where they are free, and given back
// where it was; where they are not, staff decided so all the same, and it stays where it was.
func (v *Visit) giveTo(tx *Tx, ids []int64) error {
	if v.isWith(unique(ids)) {
		return nil
	}
	if v.IsAppointment() && v.EndsAt.After(TxNow(tx).Time) {
		if err := v.takeOver(tx, ids); err != nil {
			return err
		}
	}
	return v.setResources(tx, ids)
}

func (v *Visit) takeOver(tx *Tx, ids []int64) error {
	location := &Location{ID: v.LocationID}
	if err := location.lock(tx); err != nil {
		return err
	}
	query := AvailabilityQuery{
		Location: location, ResourceIDs: unique(ids), PartySize: v.PartySize, Duration: v.Duration, ForStaff: true, AnyHours: true,
		Except: v.ID, Now: TxNow(tx),
	}
	s, picks, err := location.choose(tx, query, v.ServiceIDs, WallOf(v.StartsAt.Time, location.Zone()))
	var refused Invalid
	if errors.Is(err, ErrTaken) || errors.As(err, &refused) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := v.release(tx); err != nil {
		return err
	}
	return v.occupy(tx, s, picks)
}

// beforeServing are who was to serve before somebody began to.
func (v *Visit) beforeServing(tx *Tx) ([]int64, error) {
	history, err := v.History(tx)
	if err != nil {
		return nil, err
	}
	for _, change := range history {
		if change.Before == nil || change.After == nil || change.After.State != StateServing {
			continue
		}
		if change.Before.State != StateWaiting && change.Before.State != StateBooked {
			continue
		}
		ids := make([]int64, len(change.Before.Resources))
		for i, resource := range change.Before.Resources {
			ids[i] = resource.ID
		}
		inUse := Invalid{}
		if _, err := resourcesInUse(tx, inUse, ids); err != nil || len(inUse) > 0 {
			return v.ResourceIDs, err
		}
		return ids, nil
	}
	return v.ResourceIDs, nil
}
