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
	known    *catalogue
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
	known, err := catalogueOf(tx)
	if err != nil {
		return nil, err
	}
	queue := &queueNow{location: location, known: known, open: location.openAhead(now)}
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

// loadServers finds who is on duty now or in the coming week, and until when they are busy. A location without such staff is served by somebody.
func (q *queueNow) loadServers(tx *Tx, now time.Time) error {
	staff := q.location.staff(q.known)
	for i := range staff {
		s := server{id: staff[i].ID, free: now.Unix()}
		if len(staff[i].Hours) > 0 {
			if s.duty = overlap(q.open, q.location.week(OpeningHours{Hours: staff[i].Hours}, now)); !endsAfter(s.duty, now) {
				continue
			}
		}
		q.servers = append(q.servers, s)
	}
	if len(q.servers) == 0 {
		q.servers = []server{{free: now.Unix()}}
	}
	var serving []Visit
	err := tx.Select("id, duration, party_size, serve_time").Where("location_id = ? AND state = 'SERVING'", q.location.ID).Order("serve_time, id").Find(&serving).Error
	if err != nil {
		return err
	}
	if serving, err = linkedVisits(tx, serving); err != nil {
		return err
	}
	for i := range serving {
		q.occupy(&serving[i])
	}
	return nil
}

// occupy keeps who serves the visit busy until it should be over: who is named, or the first who can have begun.
func (q *queueNow) occupy(v *Visit) {
	until := v.ServeTime.Unix() + int64(q.seconds(v.Duration, v.PartySize, q.room(v.ServiceIDs)))
	able := q.among(v.ResourceIDs)
	if len(able) == 0 {
		able = q.able(v.ServiceIDs)
	}
	var next *server
	for j := range q.servers {
		s := &q.servers[j]
		if (len(able) == 0 || slices.Contains(able, s.id)) && (next == nil || s.start(0, q.open) < next.start(0, q.open)) {
			next = s
		}
	}
	next.free = max(next.free, until)
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
	err := tx.Raw("SELECT id, duration, party_size, est_wait, original_est_wait FROM visits WHERE location_id = ? AND state = 'WAITING' ORDER BY queue_order, id",
		q.location.ID).Find(&q.rows).Error
	if err != nil {
		return err
	}
	ids := make([]int64, len(q.rows))
	for i := range q.rows {
		ids[i] = q.rows[i].ID
	}
	wanted, err := linked(tx, "visit_resources", "visit_id", "resource_id", ids)
	if err != nil {
		return err
	}
	chosen, err := linked(tx, "visit_services", "visit_id", "service_id", ids)
	if err != nil {
		return err
	}
	for _, row := range q.rows {
		p := party{id: row.ID, seconds: q.seconds(row.Duration, row.PartySize, q.room(chosen[row.ID])), servers: q.among(wanted[row.ID])}
		if len(p.servers) == 0 {
			p.servers = q.able(chosen[row.ID])
		}
		q.line = append(q.line, p)
	}
	return nil
}

// staff are the active members of staff of the location; who is tied to none works at all.
func (l *Location) staff(known *catalogue) []Resource {
	var staff []Resource
	for _, r := range known.resources {
		if r.Kind == StaffMember && r.IsActive && r.ArchivedAt == nil && l.isAmong(r.LocationIDs) {
			staff = append(staff, r)
		}
	}
	slices.SortFunc(staff, func(a, b Resource) int { return cmp.Compare(a.ID, b.ID) })
	return staff
}

// onDuty says whether the resource's own hours hold.
func (r *Resource) onDuty(zone *time.Location, at time.Time) bool {
	return r.IsActive && (len(r.Hours) == 0 || newOpenDays(zone, OpeningHours{Hours: r.Hours}).isOpen(at))
}
