package views

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"anteroom/models"
)

// The views of the calendar. None shows the day as columns, and as a list on phones.
const (
	CalendarDay  = "day"
	CalendarWeek = "week"
	CalendarList = "list"
)

// shortest is how long an appointment has to be, in seconds, to have room for its name in rows of the usual height.
const shortest = 20 * 60

// mostOnPaper is how many appointments side by side can be read on a sheet.
const mostOnPaper = 8

// CalendarPage is a location's appointments.
type CalendarPage struct {
	View      string // as the address says; "" = the day, as a list on phones
	Date      models.Date
	Dates     []models.Date // that are shown
	Location  *models.Location
	Locations []models.Location
	Resource  int64 // 0 = everybody
	Resources []models.Resource
	Columns   []CalendarColumn
	Visits    []CalendarVisit // the list
	Now       time.Time
	Here      string // its own address, to come back to
	Watch     string // what it follows, with the version that it shows
	MayEdit   bool
	By        string // who prints it
	Rail      *CalendarRail

	axis *calendarAxis
}

// Draw finds which rows the columns need and gives them their places.
func (p *CalendarPage) Draw() {
	p.axis = newCalendarAxis(p.Dates, p.zone())
	p.axis.fine = slices.ContainsFunc(p.Visits, func(v CalendarVisit) bool { return v.Duration < shortest })
	for i := range p.Columns {
		c := &p.Columns[i]
		c.axis, c.now = p.axis, p.Now
		for _, s := range c.Open {
			p.axis.show(p.axis.stretchOn(c.Date, s))
		}
		for j := range c.Visits {
			if from, until := p.axis.stretchOn(c.Date, c.Visits[j].stretch()); until > from {
				p.axis.show(from, until)
			}
		}
	}
	p.axis.showWork()
	for i := range p.Columns {
		p.Columns[i].place()
	}
}

func (p *CalendarPage) zone() *time.Location { return p.Location.Zone() }

func (p *CalendarPage) today() models.Date { return models.DateIn(p.Now, p.zone()) }

// isGrid holds where columns are drawn, isList where rows are; without a view both are, and the width of the screen decides.
func (p *CalendarPage) isGrid() bool { return p.View != CalendarList }

func (p *CalendarPage) isList() bool { return p.View == CalendarList || p.View == "" }

// isCrowded holds where a sheet of paper has no room for what stands side by side: the list is printed instead.
func (p *CalendarPage) isCrowded() bool {
	side := 0
	for i := range p.Columns {
		side += p.Columns[i].lanes()
	}
	return p.isGrid() && side > mostOnPaper
}

func (p *CalendarPage) step() int {
	if p.View == CalendarWeek || p.View == CalendarList {
		return 7
	}
	return 1
}

// Elsewhere is the same days at a location that is still to be named.
func (p *CalendarPage) Elsewhere() string {
	return "/admin/calendar?" + p.days(p.View, p.Date).Encode() + "&"
}

func (p *CalendarPage) days(view string, date models.Date) url.Values {
	query := url.Values{"date": {date.String()}}
	if view != "" {
		query.Set("view", view)
	}
	return query
}

// href is the same page with other words in its address; a zero date is the day shown.
func (p *CalendarPage) href(view string, date models.Date, resource int64) string {
	if date.IsZero() {
		date = p.Date
	}
	query := p.days(view, date)
	if len(p.Locations) > 1 {
		query.Set("location", p.Location.Slug)
	}
	if resource != 0 {
		query.Set("resource", idText(resource))
	}
	return "/admin/calendar?" + query.Encode()
}

func (p *CalendarPage) dateHref(date models.Date) string {
	return p.href(p.View, date, p.Resource)
}

func (p *CalendarPage) viewHref(view string) string {
	return p.href(view, p.Date, p.Resource)
}

func (p *CalendarPage) views() []Tab {
	return []Tab{
		{Label: "Day", Href: p.viewHref(CalendarDay), Count: "d", Current: p.View == CalendarDay || p.View == ""},
		{Label: "Week", Href: p.viewHref(CalendarWeek), Count: "w", Current: p.View == CalendarWeek},
		{Label: "View as list", Href: p.viewHref(CalendarList), Count: "l", Current: p.View == CalendarList},
	}
}

func (p *CalendarPage) resourceChips() []Chip {
	chips := []Chip{{Label: "Everybody", Href: p.href(p.View, p.Date, 0), On: p.Resource == 0}}
	for i := range p.Resources {
		r := &p.Resources[i]
		chips = append(chips, Chip{Label: r.Name, Href: p.href(p.View, p.Date, r.ID), On: r.ID == p.Resource})
	}
	return chips
}

// title is the day, or from which until which.
func (p *CalendarPage) title() string {
	first, last := p.Dates[0], p.Dates[len(p.Dates)-1]
	if first == last {
		return dayWords(first)
	}
	from := "2"
	if first.Month != last.Month {
		from = "2 Jan"
	}
	if first.Year != last.Year {
		from = "2 Jan 2006"
	}
	return first.In(time.UTC).Format(from) + " – " + last.Text()
}

func dayWords(date models.Date) string { return date.In(time.UTC).Format("Monday 2 January 2006") }

func (p *CalendarPage) sub() string {
	noon := p.Date.In(p.zone()).Add(12 * time.Hour)
	return p.Location.Name + " · times of " + zoneWords(noon, p.zone())
}

// clockChange tells of a day shown that is no 24 hours long.
func (p *CalendarPage) clockChange() string {
	for _, date := range p.Dates {
		day := models.DayIn(date, p.zone())
		length := day.Until.Sub(day.From.Time)
		if length == 24*time.Hour {
			continue
		}
		way, means := "forward", "a time is left out"
		if length > 24*time.Hour {
			way, means = "back", "a time comes twice: its offset stands beside it, and only the first can be booked"
		}
		return "On " + date.In(time.UTC).Format("Mon 2 Jan") + " the clocks go " + way + ". The day has " + strconv.FormatFloat(length.Hours(), 'f', -1, 64) + " hours; " + means + "."
	}
	return ""
}

// onDate are the rows of the list on one day.
func (p *CalendarPage) onDate(date models.Date) []CalendarVisit {
	var visits []CalendarVisit
	day := models.DayIn(date, p.zone())
	for _, v := range p.Visits {
		if v.StartsAt.Before(day.Until.Time) && v.EndsAt.After(day.From.Time) {
			visits = append(visits, v)
		}
	}
	return visits
}
