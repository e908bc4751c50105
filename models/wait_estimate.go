package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// queueNow is what the estimates of a queue are made of.
type queueNow struct {
	location *Location
	usual    int
	servers  []server
	line     []party
	rows     []waitingRow
	open     []span
}

type waitingRow struct {
	ID              int64
	Duration        int
	PartySize       int
	Capacity        int
	EstWait         *int
	OriginalEstWait *int
}

// estimate writes how long each in line will wait; an estimate alone is no event.
func (w *writing) estimate(tx *Tx, locationID int64) error {
	now := w.at.Time
	queue, err := loadQueue(tx, locationID, now)
	if err != nil || len(queue.line) == 0 {
		return err
	}
	var rows strings.Builder
	for i, wait := range waits(now.Unix(), queue.servers, queue.line, queue.open) {
		row := &queue.rows[i]
		if row.EstWait != nil && *row.EstWait == wait {
			continue
		}
		if v := w.visits[row.ID]; v != nil {
			v.estimated(wait)
		}
		fmt.Fprintf(&rows, ", (%d, %d)", row.ID, wait)
	}
	if rows.Len() == 0 {
		return nil
	}
	return tx.Exec("WITH estimate (visit_id, wait) AS (VALUES " + rows.String()[len(", "):] + ")" +
		" UPDATE visits SET prev_est_wait = COALESCE(est_wait, wait), est_wait = wait, original_est_wait = COALESCE(original_est_wait, wait)" +
		" FROM estimate WHERE visits.id = visit_id").Error
}

// estimated is what the statement of estimate makes of a row.
func (v *Visit) estimated(wait int) {
	if v.PrevEstWait = v.EstWait; v.PrevEstWait == nil {
		v.PrevEstWait = &wait
	}
	v.EstWait = &wait
	if v.OriginalEstWait == nil {
		v.OriginalEstWait = &wait
	}
}

// EstimateWait is how many seconds somebody who joins now with a service of so many seconds would wait; 0 is the usual time.
func (l *Location) EstimateWait(tx *Tx, now time.Time, seconds int) (int, error) {
	queue, err := loadQueue(tx.Session(fresh()), l.ID, now)
	if err != nil {
		return 0, err
	}
	if seconds == 0 {
		seconds = queue.usual
	}
	all := waits(now.Unix(), queue.servers, append(queue.line, party{seconds: seconds}), queue.open)
	return all[len(all)-1], nil
}

func loadQueue(tx *Tx, locationID int64, now time.Time) (*queueNow, error) {
	location, err := locationOf(tx, locationID)
	if err != nil {
		return nil, err
	}
	queue := &queueNow{location: location, open: location.openAhead(now)}
	err = tx.Raw("SELECT CAST(COALESCE(AVG(seconds), 0) AS BIGINT) FROM (SELECT duration AS seconds FROM visits WHERE location_id = ? AND wait_duration IS NOT NULL AND duration > 0"+
		" ORDER BY serve_time DESC LIMIT 20) recent", locationID).Find(&queue.usual).Error
	if err != nil {
		return nil, err
	}
	if queue.usual == 0 {
		queue.usual = usualDuration
	}
	if err := queue.loadServers(tx, now); err != nil {
		return nil, err
	}
	if err := queue.loadBooked(tx, now); err != nil {
		return nil, err
	}
	for i := range queue.servers {
		queue.servers[i].free = max(queue.servers[i].free, now.Unix()) + int64(queue.location.LateBy(now).Seconds())
	}
	return queue, queue.loadLine(tx)
}

// loadServers finds who is on duty and until when they are busy. A location without staff of its own is served by somebody.
func (q *queueNow) loadServers(tx *Tx, now time.Time) error {
	staff, err := q.location.staff(tx)
	if err != nil {
		return err
	}
	for i := range staff {
		if staff[i].onDuty(q.location.Zone(), now) {
			q.servers = append(q.servers, server{id: staff[i].ID})
		}
	}
	if len(q.servers) == 0 {
		q.servers = []server{{}}
	}
	var serving []Visit
	err = tx.Select("id, duration, party_size, serve_time").Where("location_id = ? AND state = 'SERVING'", q.location.ID).Order("serve_time, id").Find(&serving).Error
	if err != nil {
		return err
	}
	serving, err = linkedVisits(tx, serving)
	for i := range serving {
		q.occupy(&serving[i])
	}
	return err
}

func (q *queueNow) occupy(v *Visit) {
	until := v.ServeTime.Unix() + int64(q.seconds(v.Duration, v.PartySize, 0))
	next := 0
	for j := range q.servers {
		if q.servers[j].free < q.servers[next].free {
			next = j
		}
		for _, id := range v.ResourceIDs {
			if q.servers[j].id == id {
				q.servers[j].free = max(q.servers[j].free, until)
				return
			}
		}
	}
	q.servers[next].free = max(q.servers[next].free, until)
}

// seconds is how long a party takes: one after the other, unless a service has room for several at once.
func (q *queueNow) seconds(duration, size, capacity int) int {
	if duration == 0 {
		duration = q.usual
	}
	if capacity <= 1 {
		return duration * max(size, 1)
	}
	return duration * ((size + capacity - 1) / capacity)
}

func (q *queueNow) loadLine(tx *Tx) error {
	err := tx.Raw("SELECT v.id, v.duration, v.party_size, v.est_wait, v.original_est_wait, COALESCE((SELECT MIN(s.capacity) FROM visit_services vs"+
		" JOIN services s ON s.id = vs.service_id WHERE vs.visit_id = v.id), 1) AS capacity FROM visits v"+
		" WHERE v.location_id = ? AND v.state = 'WAITING' ORDER BY v.queue_order, v.id", q.location.ID).Find(&q.rows).Error
	if err != nil {
		return err
	}
	ids := make([]int64, len(q.rows))
	for i := range q.rows {
		ids[i] = q.rows[i].ID
	}
	wanted, err := linked(tx, "visit_resources", "visit_id", "resource_id", ids)
	for _, row := range q.rows {
		p := party{id: row.ID, seconds: q.seconds(row.Duration, row.PartySize, row.Capacity)}
		for _, id := range wanted[row.ID] {
			for _, s := range q.servers {
				if s.id == id {
					p.servers = append(p.servers, id)
				}
			}
		}
		q.line = append(q.line, p)
	}
	return err
}

// staff are the active members of staff of the location; who is tied to none works at all.
func (l *Location) staff(tx *Tx) ([]Resource, error) {
	known, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	var staff []Resource
	for _, r := range known.resources {
		if r.Kind == StaffMember && r.IsActive && r.ArchivedAt == nil && l.isAmong(r.LocationIDs) {
			staff = append(staff, r)
		}
	}
	slices.SortFunc(staff, func(a, b Resource) int { return cmp.Compare(a.ID, b.ID) })
	return staff, nil
}

// onDuty says whether the resource's own hours hold.
func (r *Resource) onDuty(zone *time.Location, at time.Time) bool {
	return r.IsActive && (len(r.Hours) == 0 || newOpenDays(zone, OpeningHours{Hours: r.Hours}).isOpen(at))
}
