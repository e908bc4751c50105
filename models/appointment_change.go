package models

import (
	"slices"
	"time"
)

// Confirm accepts a request, or keeps that the customer says they come.
func (v *Visit) Confirm(tx *Tx) error {
	step, err := v.begin(tx, "confirm")
	if err != nil {
		return err
	}
	if v.State != StateDraft && v.HasTag(TagConfirmed) {
		return nil // saying it twice is no news
	}
	if v.State == StateDraft {
		v.IcsSequence++
	}
	v.apply(tx, step)
	return v.save(tx)
}

// Decline refuses a request and gives its time back.
func (v *Visit) Decline(tx *Tx) error { return v.endBy(tx, "decline") }

// Cancel ends the visit and gives its time back. Customers may do so until the notice of its services, and once they stand in line; staff always.
func (v *Visit) Cancel(tx *Tx, forStaff bool) error { return v.CancelBecause(tx, "", forStaff) }

// CancelBecause is Cancel with a reason, which may be empty. Staff and the customer read it; it is kept with the visit and told to nobody else.
func (v *Visit) CancelBecause(tx *Tx, reason string, forStaff bool) error {
	invalid := Invalid{}
	reason = cleaned(invalid, "reason", CleanLine, reason, longestReason)
	if err := invalid.Err(); err != nil {
		return err
	}
	if err := v.lock(tx); err != nil {
		return err
	}
	if !forStaff && (v.State == StateDraft || v.State == StateBooked) {
		err := v.inTime(tx, func(s *Service) int { return s.CancelNotice }, "It is too late to cancel this online. Please call us.")
		if err != nil {
			return err
		}
	}
	return v.endBecause(tx, "cancel", reason)
}

func (v *Visit) endBy(tx *Tx, verb string) error { return v.endBecause(tx, verb, "") }

func (v *Visit) endBecause(tx *Tx, verb, reason string) error {
	step, err := v.begin(tx, verb)
	if err != nil {
		return err
	}
	v.CancelReason = reason
	if v.IsAppointment() && v.State != StatePending {
		v.IcsSequence++
	}
	return v.end(tx, step)
}

// inTime refuses with a sentence once the start is nearer than the longest notice of the visit's services, or has passed.
func (v *Visit) inTime(tx *Tx, notice func(*Service) int, tooLate Sentence) error {
	until, err := v.noticed(tx, notice)
	if err == nil && v.IsOpen() && until.Before(TxNow(tx).Time) {
		return tooLate
	}
	return err
}

// noticed is the start less the longest notice of the visit's services.
func (v *Visit) noticed(tx *Tx, notice func(*Service) int) (Instant, error) {
	services, err := servicesByID(tx, v.ServiceIDs)
	if err != nil {
		return Instant{}, err
	}
	longest := 0
	for _, service := range services {
		longest = max(longest, notice(service))
	}
	return At(v.StartsAt.Add(-time.Duration(longest) * time.Second)), nil
}

// Rescheduling is another time for an appointment. Zero values keep what it has; AnyResource lets somebody else do it.
type Rescheduling struct {
	Date        string
	Duration    int
	PartySize   int
	ResourceIDs []int64
	AnyResource bool
	ForStaff    bool
	AnyHours    bool // who may overrule them moves it into closed hours, too
	AsOffered   bool // to none but the starts that are listed
}

// Reschedule moves the appointment: it stays the same visit with the same link, and calendars hear of it. A *TakenError names the nearest
// free times where the new one is not free.
func (v *Visit) Reschedule(tx *Tx, to Rescheduling) error {
	step, err := v.begin(tx, "reschedule")
	if err != nil {
		return err
	}
	if !to.ForStaff {
		err := v.inTime(tx, func(s *Service) int { return s.RescheduleNotice }, "It is too late to move this online. Please call us.")
		if err != nil {
			return err
		}
	}
	resources := v.ResourceIDs
	if to.AnyResource {
		resources = nil
	}
	if len(to.ResourceIDs) > 0 {
		resources = unique(to.ResourceIDs)
	}
	if to.PartySize == 0 {
		to.PartySize = v.PartySize
	}
	if to.Duration == 0 && to.ForStaff {
		to.Duration = v.Duration
	}
	location := &Location{ID: v.LocationID}
	if err := location.lock(tx); err != nil {
		return err
	}
	if v.isAt(to, location) && v.isWith(resources) {
		return nil
	}
	v.PartySize = to.PartySize
	start := *v.StartsAt
	if err := v.rebook(tx, to, resources); err != nil {
		return err
	}
	if *v.StartsAt != start && v.HasTag(TagDelayed) {
		v.mark(TagDelayed, nil)
	}
	v.apply(tx, step)
	return v.save(tx)
}

// isAt says that the appointment has this time, length and party already.
func (v *Visit) isAt(to Rescheduling, location *Location) bool {
	sameTime := to.Date == "" || to.Date == v.Date && v.TimeZone == location.TimeZone
	return sameTime && (to.Duration == 0 || to.Duration == v.Duration) && to.PartySize == v.PartySize
}

// isWith says that these are the visit's resources already, in whatever order.
func (v *Visit) isWith(resourceIDs []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(resourceIDs)), slices.Sorted(slices.Values(v.ResourceIDs)))
}

// Reassign gives the visit to others: an appointment's time has to be free with them. It may lie outside the location's hours as before, but
// not outside their own.
func (v *Visit) Reassign(tx *Tx, resourceIDs []int64) error {
	return v.reassign(tx, Rescheduling{ResourceIDs: resourceIDs})
}

// ReassignAnyHours is Reassign by who may overrule the hours of the others, too.
func (v *Visit) ReassignAnyHours(tx *Tx, resourceIDs []int64) error {
	return v.reassign(tx, Rescheduling{ResourceIDs: resourceIDs, AnyHours: true})
}

func (v *Visit) reassign(tx *Tx, to Rescheduling) error {
	resourceIDs := unique(to.ResourceIDs)
	step, err := v.begin(tx, "reassign")
	if err != nil {
		return err
	}
	if v.isWith(resourceIDs) {
		return nil
	}
	switch {
	case v.IsAppointment() && (v.State == StateDraft || v.State == StateBooked || v.EndsAt.After(TxNow(tx).Time)):
		to.Duration, to.PartySize, to.ForStaff = v.Duration, v.PartySize, true
		if err := v.rebook(tx, to, resourceIDs); err != nil {
			return err
		}
	default: // of whoever comes without an appointment, or waits after it, nobody's time is taken
		if err := checkWorkHere(tx, v.LocationID, resourceIDs); err != nil {
			return err
		}
		if err := v.setResources(tx, resourceIDs); err != nil {
			return err
		}
	}
	v.apply(tx, step)
	return v.save(tx)
}

// rebook gives back the old place and takes a new one. Where there is none the error ends the write, and the old one stays.
func (v *Visit) rebook(tx *Tx, to Rescheduling, resourceIDs []int64) error {
	location := &Location{ID: v.LocationID}
	if err := location.lock(tx); err != nil {
		return err
	}
	wall := WallOf(v.StartsAt.Time, location.Zone()) // what keeps its time keeps its instant, where the zone is another since, too
	if to.Date != "" {
		var err error
		if wall, err = wallIn(to.Date, location.Zone()); err != nil {
			return err
		}
	}
	query := AvailabilityQuery{
		Location: location, ResourceIDs: resourceIDs, PartySize: to.PartySize, Duration: to.Duration, ForStaff: to.ForStaff,
		AnyHours: to.AnyHours, AsOffered: to.AsOffered, Now: TxNow(tx),
		keepsTime: to.ForStaff && wall.At == *v.StartsAt && to.Duration <= v.Duration,
	}
	if err := v.release(tx); err != nil {
		return err
	}
	s, picks, err := location.choose(tx, query, v.ServiceIDs, wall)
	if err != nil {
		return err
	}
	v.place(s, picks, wall)
	v.IcsSequence++
	if err := v.setResources(tx, v.ResourceIDs); err != nil {
		return err
	}
	return v.occupy(tx, s, picks)
}

// retake takes the visit's time again after its end was taken back.
func (v *Visit) retake(tx *Tx, location *Location) error {
	if !v.IsAppointment() || !v.EndsAt.After(TxNow(tx).Time) || v.State == StateComplete {
		return nil
	}
	query := AvailabilityQuery{
		Location: location, ResourceIDs: v.ResourceIDs, PartySize: v.PartySize, Duration: v.Duration, ForStaff: true,
		AnyHours: true, keepsWho: true, Now: TxNow(tx),
	}
	s, picks, err := location.choose(tx, query, v.ServiceIDs, WallOf(v.StartsAt.Time, location.Zone()))
	if err != nil {
		return err
	}
	v.IcsSequence++
	return v.occupy(tx, s, picks)
}
