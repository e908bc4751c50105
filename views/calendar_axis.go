package views

import (
	"fmt"
	"time"

	"anteroom/models"
)

// A row of the calendar is five minutes; style sheets count hours and rows as far as the longest day needs.
const (
	rowMinutes  = 5
	rowsPerHour = 60 / rowMinutes
)

// axisSlot is a time on the wall. On the day that the clocks go back some come a second time.
type axisSlot struct {
	minute int
	second bool
}

// calendarAxis are the rows of a calendar from top to bottom, and which of them are shown.
type calendarAxis struct {
	zone        *time.Location
	slots       []axisSlot // of the longest of its days
	rows        map[axisSlot]int
	days        map[models.Date]map[axisSlot]time.Time // when the times of each day begin
	longest     models.Date
	first, last int  // shown: from a row until before another
	fine        bool // rows are higher, because of appointments that are short
}

// daySlots are the times that a wall shows on a date, each with its instant: fewer in spring, more in autumn.
func daySlots(date models.Date, zone *time.Location) (slots []axisSlot, begins map[axisSlot]time.Time) {
	day, begins := models.DayIn(date, zone), map[axisSlot]time.Time{}
	for at := day.From.Time; at.Before(day.Until.Time); at = at.Add(rowMinutes * time.Minute) {
		slot := axisSlot{minute: minuteOf(at, zone)}
		if _, seen := begins[slot]; seen {
			slot.second = true
		}
		begins[slot] = at
		slots = append(slots, slot)
	}
	return slots, begins
}

func minuteOf(at time.Time, zone *time.Location) int {
	local := at.In(zone)
	minute := local.Hour()*60 + local.Minute()
	return minute - minute%rowMinutes
}

// newCalendarAxis has room for each of the dates: that is the longest of them.
func newCalendarAxis(dates []models.Date, zone *time.Location) *calendarAxis {
	axis := &calendarAxis{zone: zone, rows: map[axisSlot]int{}, days: map[models.Date]map[axisSlot]time.Time{}, first: -1}
	for _, date := range dates {
		slots, begins := daySlots(date, zone)
		axis.days[date] = begins
		if len(slots) > len(axis.slots) {
			axis.slots, axis.longest = slots, date
		}
	}
	for i, slot := range axis.slots {
		axis.rows[slot] = i
	}
	return axis
}

// rowAt is the row in which an instant lies.
func (a *calendarAxis) rowAt(at time.Time) int {
	slot := axisSlot{minute: minuteOf(at, a.zone)}
	wall := models.WallOf(at, a.zone)
	if wall.Twice {
		first, err := models.ParseWall(wall.Text, a.zone)
		slot.second = err == nil && first.At.Before(at.Truncate(time.Minute))
	}
	if row, ok := a.rows[slot]; ok {
		return row
	}
	return a.rows[axisSlot{minute: slot.minute}]
}

// stretchOn is from which row until before which a stretch of time lies on a date; nothing where it lies elsewhere.
func (a *calendarAxis) stretchOn(date models.Date, s models.Stretch) (from, until int) {
	day := models.DayIn(date, a.zone)
	if !s.From.Before(day.Until.Time) || !s.Until.After(day.From.Time) {
		return 0, 0
	}
	if s.From.After(day.From.Time) {
		from = a.rowAt(s.From.Time)
	}
	until = len(a.slots)
	if s.Until.Before(day.Until.Time) {
		until = a.rowAt(s.Until.Add(rowMinutes*time.Minute - time.Second))
	}
	return from, max(until, from+1)
}

// show makes room for rows, whole hours at a time.
func (a *calendarAxis) show(from, until int) {
	for from > 0 && a.slots[from].minute%60 != 0 {
		from--
	}
	for until < len(a.slots) && a.slots[until].minute%60 != 0 {
		until++
	}
	if a.first < 0 {
		a.first, a.last = from, until
		return
	}
	a.first, a.last = min(a.first, from), max(a.last, until)
}

// showWork is for days on which nothing says what to show.
func (a *calendarAxis) showWork() {
	if a.first < 0 {
		a.first, a.last = a.rows[axisSlot{minute: 8 * 60}], a.rows[axisSlot{minute: 18 * 60}]
	}
}

// axisHour is a word beside the rows.
type axisHour struct {
	block
	word, offset string // the offset where the day has the time twice
}

// hours are the words of the whole hours, and where the clocks go back.
func (a *calendarAxis) hours() []axisHour {
	var hours []axisHour
	for row := a.first; row < a.last; row++ {
		slot := a.slots[row]
		begins := slot.second && (row == 0 || !a.slots[row-1].second)
		if slot.minute%60 != 0 && !begins {
			continue
		}
		hour := axisHour{block: block{row - a.first + 1, min(rowsPerHour, a.last-row)}, word: fmt.Sprintf("%02d:%02d", slot.minute/60, slot.minute%60)}
		if _, twice := a.rows[axisSlot{slot.minute, true}]; twice {
			hour.offset = a.days[a.longest][slot].In(a.zone).Format("-07:00")
		}
		hours = append(hours, hour)
	}
	return hours
}

// height says whether rows are high, and how much has to fit on a sheet of paper: hours of work, a long day, or all of it.
func (a *calendarAxis) height() string {
	if a.fine {
		return "cal-fine " + a.length()
	}
	return a.length()
}

func (a *calendarAxis) length() string {
	switch hours := (a.last - a.first) / rowsPerHour; {
	case hours > 17:
		return "cal-whole"
	case hours > 12:
		return "cal-long"
	}
	return ""
}

// drops are the wall times at which something can be dropped, one for each quarter of an hour that is shown; a second time has none.
func (a *calendarAxis) drops() string {
	words := ""
	for row := a.first; row < a.last; row++ {
		slot := a.slots[row]
		if (row-a.first)%3 != 0 {
			continue
		}
		if row > a.first {
			words += ","
		}
		if !slot.second {
			words += fmt.Sprintf("%02d:%02d", slot.minute/60, slot.minute%60)
		}
	}
	return words
}

// block is a piece of a column: the row it begins in, counted from 1, and how many rows it has.
type block struct{ row, span int }

// class names the hours and the rows after them of the beginning, and of the length: h1 m6 n6 is half an hour from the second half hour on.
func (b block) class() string {
	class := rowsClass("h", "m", b.row-1)
	if class != "" {
		class += " "
	}
	return class + rowsClass("t", "n", b.span)
}

func rowsClass(hours, rest string, rows int) string {
	class := ""
	if rows >= rowsPerHour {
		class = fmt.Sprintf("%s%d", hours, rows/rowsPerHour)
	}
	if rows%rowsPerHour == 0 {
		return class
	}
	if class != "" {
		class += " "
	}
	return class + fmt.Sprintf("%s%d", rest, rows%rowsPerHour)
}

// shown is a stretch of rows as far as it is shown; its span is 0 where it is not.
func (a *calendarAxis) shown(from, until int) block {
	from, until = max(from, a.first), min(until, a.last)
	return block{from - a.first + 1, max(0, until-from)}
}
