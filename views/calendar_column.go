package views

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"time"

	"anteroom/models"
)

// CalendarColumn is a day of a resource, or of everybody.
type CalendarColumn struct {
	Title    string
	Link     string // to the column alone
	Resource int64
	Date     models.Date
	Open     []models.Stretch
	Visits   []CalendarVisit

	axis   *calendarAxis
	now    time.Time
	placed []placed
}

// CalendarVisit is an appointment with what its row only names.
type CalendarVisit struct {
	*models.Visit
	Services  string
	Resources string
}

func (v *CalendarVisit) stretch() models.Stretch {
	return models.Stretch{From: *v.StartsAt, Until: *v.EndsAt}
}

// placed is an appointment with its place in a column.
type placed struct {
	*CalendarVisit
	block
	before, after block
	lane, lanes   int
	fine          bool
}

// mostLanes is into how many parts a column is divided.
const mostLanes = 12

// place gives the appointments their places: those that overlap stand side by side.
func (c *CalendarColumn) place() {
	var events []placed
	for i := range c.Visits {
		v := &c.Visits[i]
		from, until := c.axis.stretchOn(c.Date, v.stretch())
		e := placed{CalendarVisit: v, block: c.axis.shown(from, until), fine: c.axis.fine}
		if e.span == 0 {
			continue
		}
		e.before = c.axis.shown(from-rowsOf(v.BufferBefore), from)
		e.after = c.axis.shown(until, until+rowsOf(v.BufferAfter))
		events = append(events, e)
	}
	slices.SortStableFunc(events, func(a, b placed) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(b.span, a.span)) })
	spread(events)
	c.placed = events
}

// lanes are as many as stand side by side at the fullest time, 1 where nothing does.
func (c *CalendarColumn) lanes() int {
	lanes := 1
	for i := range c.placed {
		lanes = max(lanes, c.placed[i].lanes)
	}
	return lanes
}

func rowsOf(seconds int) int { return (seconds + rowMinutes*60 - 1) / (rowMinutes * 60) }

// spread gives appointments that overlap lanes of their own.
func spread(events []placed) {
	begin, end := 0, 0
	var ends []int // of each lane
	close := func(until int) {
		for i := begin; i < until; i++ {
			events[i].lanes = len(ends)
		}
		begin, ends = until, nil
	}
	for i := range events {
		e := &events[i]
		if e.row >= end {
			close(i)
		}
		lane := slices.IndexFunc(ends, func(until int) bool { return until <= e.row })
		switch {
		case lane >= 0:
			ends[lane] = e.row + e.span
		case len(ends) < mostLanes:
			lane, ends = len(ends), append(ends, e.row+e.span)
		default:
			lane = mostLanes - 1
		}
		e.lane, end = lane, max(end, e.row+e.span)
	}
	close(len(events))
}

// widthClass says how many lanes a column has to have room for.
func (c *CalendarColumn) widthClass() string {
	switch lanes := c.lanes(); lanes {
	case 1:
		return ""
	case 2, 3, 4:
		return fmt.Sprintf("cal-lanes-%d", lanes)
	}
	return "cal-lanes-many"
}

// laneClass is where an appointment begins among the twelve parts of its column, and how many it takes.
func (e *placed) laneClass() string {
	width := 1
	for _, parts := range []int{1, 2, 3, 4, 6} {
		if e.lanes <= parts {
			width = mostLanes / parts
			break
		}
	}
	return fmt.Sprintf("l%d w%d", e.lane*width+1, width)
}

// sizeClass says how much of an appointment fits into its rows: one line, two, or all.
func (e *placed) sizeClass() string {
	two, all := 6, 10
	if e.fine {
		two, all = 3, 6
	}
	switch {
	case e.span < two:
		return "cal-short"
	case e.span < all:
		return "cal-mid"
	}
	return ""
}

// closed are the rows in which nobody works here, or which the day does not have.
func (c *CalendarColumn) closed() []block {
	var closed []block
	begins := c.axis.days[c.Date]
	for row := c.axis.first; row < c.axis.last; row++ {
		at, exists := begins[c.axis.slots[row]]
		if exists && c.isOpen(at) {
			continue
		}
		place := row - c.axis.first + 1
		if last := len(closed) - 1; last >= 0 && closed[last].row+closed[last].span == place {
			closed[last].span++
		} else {
			closed = append(closed, block{place, 1})
		}
	}
	return closed
}

func (c *CalendarColumn) isOpen(at time.Time) bool {
	return slices.ContainsFunc(c.Open, func(s models.Stretch) bool { return !at.Before(s.From.Time) && at.Before(s.Until.Time) })
}

// freeCell is a half hour to click on.
type freeCell struct {
	block
	wall string
}

// cells are the half hours ahead in which something could be booked. Of a time that comes twice only the first can be.
func (c *CalendarColumn) cells() []freeCell {
	var cells []freeCell
	begins := c.axis.days[c.Date]
	for row := c.axis.first; row < c.axis.last; row++ {
		slot := c.axis.slots[row]
		at, exists := begins[slot]
		if slot.minute%30 != 0 || slot.second || !exists || !c.isOpen(at) || at.Before(c.now) {
			continue
		}
		cells = append(cells, freeCell{block{row - c.axis.first + 1, min(rowsPerHour/2, c.axis.last-row)}, fmt.Sprintf("%sT%02d:%02d", c.Date, slot.minute/60, slot.minute%60)})
	}
	return cells
}

// newHref is where something new is booked in a column; the time is still to be added.
func (p *CalendarPage) newHref(c *CalendarColumn) string {
	query := url.Values{"location": {idText(p.Location.ID)}, "back": {p.Here}}
	if c.Resource != 0 {
		query.Set("resource", idText(c.Resource))
	}
	return "/admin/visits/new?" + query.Encode() + "&date="
}

// nowLine is the row of this moment; its span is 0 on other days.
func (c *CalendarColumn) nowLine() block {
	if models.DateIn(c.now, c.axis.zone) != c.Date {
		return block{}
	}
	row := c.axis.rowAt(c.now)
	return c.axis.shown(row, row+1)
}

// NewCalendarVisit is an appointment with the names that its snapshot has.
func NewCalendarVisit(visit *models.Visit, snapshot *models.VisitSnapshot) CalendarVisit {
	return CalendarVisit{Visit: visit, Services: refNames(snapshot.Services), Resources: ResourceNames(snapshot.Resources)}
}

// label is an appointment in one line.
func (v *CalendarVisit) label() string {
	words := VisitHours(v.Visit) + ", " + v.Name()
	for _, more := range []string{v.Services, v.Resources, MarkOf(v.Visit).Word} {
		if more != "" {
			words += ", " + more
		}
	}
	return words
}

// resourceIDs are the numbers, parted by commas, for the script that drags.
func (v *CalendarVisit) resourceIDs() string {
	words := ""
	for i, id := range v.ResourceIDs {
		if i > 0 {
			words += ","
		}
		words += idText(id)
	}
	return words
}

// isWhole holds where no part of the appointment lies on another day, so that its lower edge is its end.
func (e *placed) isWhole() bool { return e.span == rowsOf(e.Duration) }

// canMove says whether a drag is worth offering.
func (v *CalendarVisit) canMove() bool {
	return v.State == models.StateBooked || v.State == models.StateDraft
}
