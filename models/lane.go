package models

import (
	"slices"
	"sort"
)

// lane is time in which nothing overlaps, with what is taken of it in order.
type lane struct {
	id   int64
	busy []busy
}

// busy is a taken slot. Its numbers are int64 as the driver has them: the way to an int leads through a text, for each of hundreds.
type busy struct {
	span
	slot   int64
	before int64
	after  int64
	group  int64
	seats  int64
	taken  int64
}

// fit says whether a stretch is free, or which slot of the same group at the same time has seats left. Between neighbours lies at least the
// larger of the two buffers that meet there.
func (l *lane) fit(s *schedule, stretch span) (shared *busy, free bool) {
	i := sort.Search(len(l.busy), func(i int) bool { return l.busy[i].until > stretch.from })
	if i < len(l.busy) && l.busy[i].span == stretch && s.group != 0 && l.busy[i].group == s.group {
		if l.busy[i].seats > l.busy[i].taken {
			return &l.busy[i], false
		}
		return nil, false
	}
	if i < len(l.busy) && l.busy[i].from < stretch.until+max(int64(s.after), l.busy[i].before) {
		return nil, false
	}
	if i > 0 && l.busy[i-1].until+max(l.busy[i-1].after, int64(s.before)) > stretch.from {
		return nil, false
	}
	return nil, true
}

// lanesOfServices is for services that need nobody: each has one lane at the location.
func (s *schedule) lanesOfServices(tx *Tx) error {
	for i := range s.query.Services {
		var id int64
		err := tx.Session(fresh()).Raw("SELECT id FROM lanes WHERE service_id = ? AND location_id = ?", s.query.Services[i].ID, s.query.Location.ID).Scan(&id).Error
		if err != nil {
			return err
		}
		s.pools = append(s.pools, pool{candidates: []candidate{{capacity: 1, lanes: []lane{{id: id}}}}})
	}
	return nil
}

// load reads what is taken of the lanes on the asked days and what reaches into them, buffers included. Holds whose time is up do not count.
func (s *schedule) load(tx *Tx) error {
	lanes := map[int64][]*lane{}
	for i := range s.pools {
		for j := range s.pools[i].candidates {
			for k := range s.pools[i].candidates[j].lanes {
				l := &s.pools[i].candidates[j].lanes[k]
				lanes[l.id] = append(lanes[l.id], l)
			}
		}
	}
	if len(lanes) == 0 {
		return nil
	}
	ids := make([]int64, 0, len(lanes))
	for id := range lanes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	given, err := s.givenBack(tx)
	if err != nil {
		return err
	}
	from, until := s.query.From.Unix()-margin, s.query.Until.Unix()+margin
	asked := s.asked()
	rows, err := tx.Session(fresh()).Raw("SELECT lane_id, id, starts, ends, buffer_before, buffer_after, COALESCE(service_id, 0), seats, taken"+
		" FROM slots WHERE lane_id IN ? AND starts > ? AND starts < ? AND ends + buffer_after > ? AND starts - buffer_before < ? ORDER BY lane_id, starts",
		ids, from, until, asked.from-int64(s.before), asked.until+int64(s.after)).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var b busy
		if err := rows.Scan(&id, &b.slot, &b.from, &b.until, &b.before, &b.after, &b.group, &b.seats, &b.taken); err != nil {
			return err
		}
		if b.taken -= given[b.slot]; b.taken <= 0 {
			continue
		}
		for _, l := range lanes[id] {
			l.busy = append(l.busy, b)
		}
	}
	return rows.Err()
}

// asked are the local days of the asked starts, as weigh counts them, and the time that an appointment takes after the last.
func (s *schedule) asked() span {
	first, last := DateIn(s.query.From, s.zone).In(s.zone), DateIn(s.query.Until, s.zone).AddDays(1).In(s.zone)
	return span{min(first.Unix(), s.query.From.Unix()), max(last.Unix(), s.query.Until.Unix()+int64(s.duration))}
}

// givenBack are the seats that do not count, by slot: those of holds whose time is up, and of the visit that is to be moved.
func (s *schedule) givenBack(tx *Tx) (map[int64]int64, error) {
	if s.query.isReady && s.query.Except == 0 {
		return nil, nil
	}
	var rows []struct {
		SlotID int64
		Seats  int64
	}
	err := tx.Session(fresh()).Raw("SELECT vs.slot_id, SUM(vs.seats) AS seats FROM visits v JOIN visit_slots vs ON vs.visit_id = v.id"+
		" WHERE v.id = ? OR (v.state = 'PENDING' AND v.pending_expire_time <= ?) GROUP BY vs.slot_id", s.query.Except, s.query.Now).Find(&rows).Error
	given := map[int64]int64{}
	for _, row := range rows {
		given[row.SlotID] = row.Seats
	}
	return given, err
}
