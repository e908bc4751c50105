package models

import (
	"context"
	"reflect"
	"slices"
	"time"
)

// LocationStatus is what a location's queue looks like from outside (reference 001).
type LocationStatus struct {
	LocationID int64
	PublicID   string
	IsOpen     bool // customers may join
	NumWaiting int
	NumServing int
	EstWait    int   // seconds, of somebody who joins now
	Services   []Ref // that somebody on duty does, while the location is open
	Resources  []Ref // on duty while the location is open, and serving nobody anywhere
	Updated    Instant
}

func (s *LocationStatus) publicID() string { return s.PublicID }

func (s *LocationStatus) same(other snapshot) bool {
	a, b := *s, *other.(*LocationStatus)
	a.Updated, b.Updated = Instant{}, Instant{}
	return reflect.DeepEqual(a, b)
}

// Status is the location's queue at an instant.
func (l *Location) Status(tx *Tx, now Instant) (*LocationStatus, error) {
	tx = tx.Session(fresh())
	s := &LocationStatus{LocationID: l.ID, PublicID: l.PublicID, IsOpen: l.TakesWalkIns(now.Time), Services: []Ref{}, Resources: []Ref{}, Updated: now}
	var counts []struct {
		State VisitState
		Count int
	}
	err := tx.Raw("SELECT state, COUNT(*) AS count FROM visits WHERE location_id = ? AND state IN ('WAITING', 'SERVING') GROUP BY state", l.ID).Scan(&counts).Error
	if err != nil {
		return nil, err
	}
	for _, c := range counts {
		if c.State == StateWaiting {
			s.NumWaiting = c.Count
		} else {
			s.NumServing = c.Count
		}
	}
	if s.EstWait, err = l.EstimateWait(tx, now.Time, 0); err != nil {
		return nil, err
	}
	resources, err := Resources(tx, Everywhere())
	if err != nil {
		return nil, err
	}
	var busy []int64
	err = tx.Raw("SELECT DISTINCT vr.resource_id FROM visits v JOIN visit_resources vr ON vr.visit_id = v.id WHERE v.state = 'SERVING'").Scan(&busy).Error
	if err != nil {
		return nil, err
	}
	serving, duty, isOpen := set(busy), map[int64]bool{}, l.IsOpen(now.Time)
	for i := range resources {
		r := &resources[i]
		if !l.isAmong(r.LocationIDs) {
			continue
		}
		if duty[r.ID] = isOpen && r.onDuty(l.Zone(), now.Time); duty[r.ID] && !serving[r.ID] {
			s.Resources = append(s.Resources, Ref{r.ID, r.PublicID, r.Name})
		}
	}
	services, err := Services(tx, Everywhere())
	for i := range services {
		if isOpen && l.isAmong(services[i].LocationIDs) && services[i].doneBy(duty) {
			s.Services = append(s.Services, Ref{services[i].ID, services[i].PublicID, services[i].Name})
		}
	}
	return s, err
}

// isAmong holds for what is tied to the location, and for what is tied to none: it is everywhere.
func (l *Location) isAmong(ids []int64) bool { return len(ids) == 0 || slices.Contains(ids, l.ID) }

func set(ids []int64) map[int64]bool {
	all := map[int64]bool{}
	for _, id := range ids {
		all[id] = true
	}
	return all
}

// doneBy says whether one of those on duty does the service, or it needs nobody.
func (s *Service) doneBy(duty map[int64]bool) bool {
	for _, id := range s.ResourceIDs {
		if duty[id] {
			return true
		}
	}
	return len(s.ResourceIDs) == 0
}

// LocationStatusJob tells of queues that changed under this name.
const LocationStatusJob = "location-status"

// statusEvery is how far two events of one location's queue lie apart at least.
const statusEvery = time.Second

// TellStatus stores an event for each location that was marked since and whose queue looks different now, once a second at most: until then
// the mark stays. It is taken away in the transaction of the event, and set in that of the change: a crash loses none.
func (db *DB) TellStatus(ctx context.Context, now time.Time) error {
	var marked []struct {
		ID     int64
		Status string
	}
	err := db.Read(ctx).Raw("SELECT id, status FROM locations WHERE status_dirty ORDER BY id").Scan(&marked).Error
	if err != nil {
		return err
	}
	ctx = WithBy(ctx, By{Kind: ByJob, Name: LocationStatusJob})
	for _, location := range marked {
		told, err := readStatus(location.Status)
		if err != nil {
			return err
		}
		if told.isJustTold(now) {
			continue
		}
		if err := db.Write(ctx, func(tx *Tx) error { return tellStatus(tx, location.ID) }); err != nil {
			return err
		}
	}
	return nil
}

// readStatus reads what was told of a queue last; nothing where it was never told of.
func readStatus(text string) (*LocationStatus, error) {
	told := new(LocationStatus)
	if text == "" {
		return told, nil
	}
	return told, scanJSON(text, told)
}

// isJustTold says that receivers heard less than a second before an instant. A clock that was put back keeps nobody waiting.
func (s *LocationStatus) isJustTold(now time.Time) bool {
	since := now.Sub(s.Updated.Time)
	return 0 <= since && since < statusEvery
}

func tellStatus(tx *Tx, id int64) error {
	var before []string
	err := tx.Raw("UPDATE locations SET status_dirty = FALSE WHERE id = ? AND status_dirty RETURNING status", id).Scan(&before).Error
	if err != nil || len(before) == 0 {
		return err
	}
	old, err := readStatus(before[0])
	if err != nil {
		return err
	}
	if old.isJustTold(TxNow(tx).Time) { // by another instance, while this one waited for the row
		return tx.Exec("UPDATE locations SET status_dirty = TRUE WHERE id = ?", id).Error
	}
	location := new(Location)
	if err := tx.Take(location, id).Error; err != nil || location.ArchivedAt != nil {
		return found(err)
	}
	now, err := location.Status(tx, TxNow(tx))
	if err != nil {
		return err
	}
	if before[0] != "" && old.same(now) {
		return nil
	}
	text, err := asJSON(now)
	if err != nil {
		return err
	}
	if err := tx.Exec("UPDATE locations SET status = ? WHERE id = ?", text, id).Error; err != nil {
		return err
	}
	w, err := writingOf(tx)
	if err != nil {
		return err
	}
	w.told = append(w.told, Event{
		PublicID: NewPublicID(), SubjectKind: KindLocation, SubjectID: id, SubjectPublicID: location.PublicID, Change: StatusChanged,
		Before: before[0], After: text, ByKind: w.by.Kind, ByName: w.by.Name, At: w.at,
	})
	return nil
}

// StatusBefore is how a location's queue looked when it was told last, nil where the event is about no queue or the first of it.
func (e *Event) StatusBefore() (*LocationStatus, error) { return e.status(e.Before) }

// StatusAfter is how a location's queue looks, nil where the event is about no queue.
func (e *Event) StatusAfter() (*LocationStatus, error) { return e.status(e.After) }

func (e *Event) status(text string) (*LocationStatus, error) {
	if e.SubjectKind != KindLocation || e.Change != StatusChanged {
		return nil, nil
	}
	return readSnapshot[LocationStatus](e, text)
}
