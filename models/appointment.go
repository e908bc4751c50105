package models

import (
	"slices"
	"time"
)

// HoldTime is how long a hold protects a time while a form is filled in; it can be extended once by as much.
const HoldTime = 5 * time.Minute

// Book makes an appointment: BOOKED, or DRAFT where staff confirm one of its services by hand. Who and what serves is chosen here, the least
// loaded first. A *TakenError (ErrTaken) names the nearest free times where somebody was quicker.
func (l *Location) Book(tx *Tx, wish NewVisit) (*Visit, error) {
	return l.appoint(tx, wish, func(services []Service) string {
		if !wish.ForStaff && slices.ContainsFunc(services, func(s Service) bool { return s.ManualConfirm }) {
			return "request"
		}
		return "book"
	})
}

// Request makes an appointment that staff have to confirm, whatever its service says.
func (l *Location) Request(tx *Tx, wish NewVisit) (*Visit, error) {
	return l.appoint(tx, wish, func([]Service) string { return "request" })
}

// Hold keeps a time free while a form is filled in. It ends by the clock: nothing has to run for it.
func (l *Location) Hold(tx *Tx, wish NewVisit) (*Visit, error) {
	return l.appoint(tx, wish, func([]Service) string { return "hold" })
}

func (l *Location) appoint(tx *Tx, wish NewVisit, verb func([]Service) string) (*Visit, error) {
	if err := l.lock(tx); err != nil {
		return nil, err
	}
	if err := l.inUse(); err != nil {
		return nil, err
	}
	v, err := wish.visit(tx, l)
	if err != nil {
		return nil, err
	}
	wall, err := wallIn(wish.Date, l.Zone())
	if err != nil {
		return nil, err
	}
	query := AvailabilityQuery{
		Location: l, ResourceIDs: v.ResourceIDs, PartySize: v.PartySize, Duration: wish.Duration, ForStaff: wish.ForStaff,
		AnyHours: wish.AnyHours, AsOffered: wish.AsOffered, Now: TxNow(tx),
	}
	s, picks, err := l.choose(tx, query, v.ServiceIDs, wall)
	if err != nil {
		return nil, err
	}
	v.place(s, picks, wall)
	first := verb(s.query.Services)
	if first == "hold" {
		if err := v.hold(tx, wish.heldFor, s.query.Services); err != nil {
			return nil, err
		}
	}
	if err := v.create(tx, l, first); err != nil {
		return nil, err
	}
	return v, v.occupy(tx, s, picks)
}

func wallIn(date string, zone *time.Location) (WallTime, error) {
	wall, err := ParseWall(date, zone)
	invalid := Invalid{}
	if err := invalid.Check("date", err); err != nil {
		return wall, err
	}
	return wall, invalid.Err()
}

// choose decides inside the write whether a start fits and who takes it. It waits for whoever chooses among the same resources.
func (l *Location) choose(tx *Tx, query AvailabilityQuery, serviceIDs []int64, wall WallTime) (*schedule, []seating, error) {
	services, err := servicesByID(tx, serviceIDs)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range serviceIDs {
		query.Services = append(query.Services, *services[id])
	}
	query.From, query.Until = wall.At.Time, wall.At.Add(time.Second)
	if err := l.ready(tx, &query); err != nil {
		return nil, nil, err
	}
	s, err := newSchedule(tx, query)
	if err != nil {
		return nil, nil, err
	}
	start := wall.At.Unix()
	if err := s.refuse(start); err != nil {
		return nil, nil, err
	}
	s.weigh(start)
	offer := s.offer(start)
	if offer == nil {
		query.isReady = false
		return nil, nil, &TakenError{query, wall.At}
	}
	return s, offer.picks, nil
}

// ready makes the lanes that are asked for, locks them, and ends the holds there whose time is up, so that their places are free.
func (l *Location) ready(tx *Tx, query *AvailabilityQuery) error {
	tx = tx.Session(fresh())
	resources := slices.Clone(query.ResourceIDs)
	var alone []int64
	for i := range query.Services {
		resources = append(resources, query.Services[i].ResourceIDs...)
		if len(query.Services[i].ResourceIDs) == 0 {
			alone = append(alone, query.Services[i].ID)
		}
	}
	lanes := []int64{}
	for _, id := range alone {
		var lane int64
		if err := tx.Exec("INSERT INTO lanes (service_id, location_id) VALUES (?, ?) ON CONFLICT DO NOTHING", id, l.ID).Error; err != nil {
			return err
		}
		if err := tx.Raw("SELECT id FROM lanes WHERE service_id = ? AND location_id = ?", id, l.ID).Scan(&lane).Error; err != nil {
			return err
		}
		lanes = append(lanes, lane)
	}
	byID, err := resourcesByID(tx, resources)
	if err != nil {
		return err
	}
	for _, resource := range byID {
		lanes = append(lanes, resource.lanes...)
	}
	if err := lockLanes(tx, lanes); err != nil {
		return err
	}
	query.isReady = true
	return expireHolds(tx, query.Now, lanes)
}

// holdsOver are the holds in lanes whose time is up. They are ordered by +id: for the order of id alone SQLite would walk all visits.
const holdsOver = "SELECT v.id, v.location_id FROM visits v WHERE v.state = 'PENDING' AND v.pending_expire_time <= ? AND EXISTS (SELECT 1 FROM visit_slots vs" +
	" JOIN slots s ON s.id = vs.slot_id WHERE vs.visit_id = v.id AND s.lane_id IN ?) ORDER BY +v.id"

// expireHolds ends the holds in lanes whose time is up.
func expireHolds(tx *Tx, now Instant, lanes []int64) error {
	var over []struct{ ID, LocationID int64 }
	if err := tx.Raw(holdsOver, now, append(lanes, 0)).Find(&over).Error; err != nil {
		return err
	}
	for _, o := range over {
		hold := &Visit{ID: o.ID, LocationID: o.LocationID}
		if err := hold.Expire(tx); err != nil {
			return err
		}
	}
	return nil
}

// place writes a chosen time and who serves into the row.
func (v *Visit) place(s *schedule, picks []seating, wall WallTime) {
	start, end := wall.At, At(wall.At.Add(time.Duration(s.duration)*time.Second))
	v.Date, v.TimeZone, v.StartsAt, v.EndsAt, v.Duration = wall.Text, s.zone.String(), &start, &end, s.duration
	v.BufferBefore, v.BufferAfter = s.before, s.after
	v.ResourceIDs = nil
	for _, p := range picks {
		if p.resource != 0 {
			v.ResourceIDs = append(v.ResourceIDs, p.resource)
		}
	}
	v.ResourceIDs = unique(v.ResourceIDs)
}

// expireLater sets when a hold that is made or extended now ends.
func (v *Visit) expireLater(tx *Tx) {
	until := At(TxNow(tx).Add(HoldTime))
	v.PendingExpireTime = &until
}
