package public

import (
	"errors"
	"slices"
	"time"

	"anteroom/models"
)

const (
	furthest  = 366 // days ahead that are looked at where no service says less
	inList    = 7   // days at once on a phone
	ahead     = 31  // days that are looked at for those
	searchFor = 31  // days at once, looking for the next free one
	searches  = 3   // times that one page does so: who wants to see further asks for it
)

// freeDay is a day with the times that are free on it.
type freeDay struct {
	date  models.Date
	times []models.FreeTime
}

// calendar is the month and the days in sight, with what is free.
type calendar struct {
	month models.Date // its first day
	start models.Date // of the list
	last  models.Date // after which nothing can be booked
	days  []freeDay
	until models.Date       // days were looked at until this one
	next  *models.FreeTime  // where no day in sight is free
	past  models.Date       // where none was found before this day, and later ones were not looked at
	first *models.FreeTime  // the very first, where the list begins today
	of    []models.FreeTime // the chosen day's
}

// calendar looks at the month and the days that the URL asks for.
func (b *choice) calendar(tx *models.Tx) (*calendar, error) {
	k := &calendar{start: b.today, last: b.horizon()}
	switch {
	case !b.from.IsZero():
		k.start = b.from
	case !b.date.IsZero():
		k.start = b.date
	}
	k.month = models.Date{Year: k.start.Year, Month: k.start.Month, Day: 1}
	from, monthEnd := k.month, k.month.AddMonths(1)
	if from.Before(b.today) {
		from = b.today
	}
	k.until = k.start.AddDays(ahead)
	if k.until.Before(monthEnd) {
		k.until = monthEnd
	}
	free, err := b.free(tx, from, k.until, 0)
	if err != nil {
		return nil, err
	}
	k.days = byDay(free)
	if k.of, err = b.timesOf(tx, k, from); err != nil {
		return nil, err
	}
	if k.start == b.today && len(free) > 0 {
		k.first = &free[0]
	}
	if len(k.listed()) == 0 {
		k.next, k.past, err = b.search(tx, k.until)
	}
	return k, err
}

// timesOf are those of the chosen day, which mostly is in sight.
func (b *choice) timesOf(tx *models.Tx, k *calendar, from models.Date) ([]models.FreeTime, error) {
	switch {
	case b.date.IsZero():
		return nil, nil
	case b.date.Before(from) || !b.date.Before(k.until):
		return b.free(tx, b.date, b.date.AddDays(1), 0)
	}
	i := slices.IndexFunc(k.days, func(d freeDay) bool { return d.date == b.date })
	if i < 0 {
		return nil, nil
	}
	return k.days[i].times, nil
}

// horizon is the last day that can be booked.
func (b *choice) horizon() models.Date {
	last := b.today.AddDays(furthest)
	for i := range b.services {
		if notice := b.services[i].MaximumNotice; notice > 0 {
			end := models.DateIn(b.now.Add(time.Duration(notice)*time.Second), b.location.Zone())
			if end.Before(last) {
				last = end
			}
		}
	}
	return last
}

// free are the times of days, the last one not included. What cannot be booked here at all has none.
func (b *choice) free(tx *models.Tx, from, until models.Date, limit int) ([]models.FreeTime, error) {
	zone, query := b.location.Zone(), b.query()
	query.From, query.Until, query.Limit = from.In(zone), until.In(zone), limit
	times, err := models.Availability(tx, query)
	var invalid models.Invalid
	if errors.As(err, &invalid) {
		return nil, nil
	}
	return slices.DeleteFunc(times, b.isNow), err
}

// isNow holds for the time that an appointment has already.
func (b *choice) isNow(free models.FreeTime) bool {
	return b.moved != nil && free.Start == *b.moved.StartsAt && (b.resource == nil || slices.Contains(b.moved.ResourceIDs, b.resource.ID))
}

// search finds the next free time from a day on: none where nothing can be booked yet, or the day from which on nobody looked.
func (b *choice) search(tx *models.Tx, from models.Date) (next *models.FreeTime, past models.Date, err error) {
	last := b.horizon()
	if b.nobody || b.crowded {
		return nil, past, nil
	}
	if soonest := b.soonest(); from.Before(soonest) {
		from = soonest
	}
	for range searches {
		if from.After(last) {
			return nil, past, nil
		}
		times, err := b.free(tx, from, from.AddDays(searchFor), 2)
		if err != nil || len(times) > 0 {
			return firstOf(times), past, err
		}
		from = from.AddDays(searchFor)
	}
	if !from.After(last) {
		past = from
	}
	return nil, past, nil
}

// soonest is the first day that the services' notice leaves.
func (b *choice) soonest() models.Date {
	notice := 0
	for i := range b.services {
		notice = max(notice, b.services[i].MinimumNotice)
	}
	return models.DateIn(b.now.Add(time.Duration(notice)*time.Second), b.location.Zone())
}

func firstOf(times []models.FreeTime) *models.FreeTime {
	if len(times) == 0 {
		return nil
	}
	return &times[0]
}

func byDay(free []models.FreeTime) []freeDay {
	var days []freeDay
	for _, one := range free {
		date := dateOf(one)
		if len(days) == 0 || days[len(days)-1].date != date {
			days = append(days, freeDay{date: date})
		}
		day := &days[len(days)-1]
		day.times = append(day.times, one)
	}
	return days
}

func dateOf(free models.FreeTime) models.Date {
	at, err := time.Parse(models.WallText, free.Wall.Text)
	if err != nil {
		return models.Date{}
	}
	return models.DateIn(at, time.UTC)
}

// listed are the days of the list, as many as there are.
func (k *calendar) listed() []freeDay {
	i := slices.IndexFunc(k.days, func(d freeDay) bool { return !d.date.Before(k.start) })
	if i < 0 {
		return nil
	}
	return k.days[i:min(i+inList, len(k.days))]
}

// later is the day on which the list goes on, zero where nothing can follow.
func (k *calendar) later() models.Date {
	days := k.listed()
	next := k.until
	if len(days) == inList {
		next = days[len(days)-1].date.AddDays(1)
	}
	if len(days) == 0 || next.After(k.last) {
		return models.Date{}
	}
	return next
}
