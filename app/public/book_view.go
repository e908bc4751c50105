package public

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anteroom/models"
	"anteroom/views"
)

// view words the steps for their page.
func (b *choice) view(k *calendar) views.BookTimes {
	view := views.BookTimes{
		Title: b.title(), Action: b.path, Button: "Continue", Wrong: b.wrong, Who: b.who(), Facts: b.facts(),
		Zone:   views.ZoneWords(b.now.Time, b.location.Zone()),
		Hidden: hidden("resource", b.chosen(), "party", strconv.Itoa(b.party), "held", b.held),
	}
	if b.moved == nil {
		view.About = b.services[0].Description
		b.tellHeld(&view)
	}
	if b.moved != nil {
		view.Button, view.Back = "Move it to this time", views.Link{Label: "Keep the time you have", Href: strings.TrimSuffix(b.path, "/reschedule")}
	}
	if b.most > 1 && b.moved == nil {
		view.Party = &views.Field{
			Name: "party", Label: "How many people come?", Value: strconv.Itoa(b.party), Plain: true, Width: "width-2", InputMode: "numeric",
			Hint: "At most " + strconv.Itoa(b.most) + ".",
		}
		view.PartyHidden = hidden("resource", b.chosen(), "held", b.held)
	}
	if len(k.listed()) == 0 && len(k.of) == 0 {
		view.None = b.none(k)
	}
	if k.first != nil && b.date.IsZero() {
		view.First = &views.Link{Label: moment(k.first.Wall, b.now.Time, b.location.Zone()), Href: b.toTime(*k.first)}
	}
	view.Month = b.month(k)
	b.list(&view, k)
	if !b.date.IsZero() {
		view.Day = b.chosenDay(k)
		if b.wrong == "" && b.clock != "" && len(k.of) > 0 && !hasTime(k.of, b.clock) {
			view.Wrong = fmt.Sprintf(notFree, b.clock)
		}
	}
	return view
}

func (b *choice) title() string {
	if b.moved != nil {
		return "Choose another time"
	}
	return b.services[0].Name
}

// toTime leads to a time, chosen already.
func (b *choice) toTime(free models.FreeTime) string {
	return b.at("date", dateOf(free).String(), "time", clockOf(free)) + "#times"
}

func clockOf(free models.FreeTime) string { return free.Wall.Text[len("2026-12-01T"):] }

// hasTime says whether a time of the day is among those that are free.
func hasTime(free []models.FreeTime, clock string) bool {
	return slices.ContainsFunc(free, func(one models.FreeTime) bool { return clockOf(one) == clock })
}

// who are those to choose among, anyone first. One alone is no choice.
func (b *choice) who() []views.Chip {
	if len(b.staff) < 2 {
		return nil
	}
	nobody := ""
	if b.moved != nil {
		nobody = anyone
	}
	chips := []views.Chip{{Label: "Anyone", Href: b.at("resource", nobody, "time", ""), On: b.resource == nil}}
	for i := range b.staff {
		r := &b.staff[i]
		on := b.resource != nil && b.resource.ID == r.ID
		chips = append(chips, views.Chip{Label: r.Name, Href: b.at("resource", r.PublicID, "time", ""), On: on})
	}
	return chips
}

// facts are what is chosen so far.
func (b *choice) facts() []views.BookFact {
	facts := []views.BookFact{}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, views.BookFact{Label: label, Value: value})
		}
	}
	names, seconds, cost := []string{}, 0, ""
	for i := range b.services {
		names = append(names, b.services[i].Name)
		seconds += b.services[i].Duration
		cost = price(b.services[i].Price, b.services[i].Currency)
	}
	add("What", strings.Join(names, ", "))
	switch {
	case b.resource != nil:
		add("With", b.resource.Name)
	case len(b.staff) == 1:
		add("With", b.staff[0].Name)
	case len(b.staff) > 1:
		add("With", "Anyone")
	}
	if b.party > 1 {
		add("For", people(b.party))
	}
	if b.moved != nil {
		add("Now", moment(b.moved.Start(), b.now.Time, b.location.Zone()))
	}
	if !b.date.IsZero() {
		add("Day", shortDay(b.date, b.today))
	}
	add("Takes", length(seconds))
	if len(b.services) == 1 {
		add("Price", cost)
	}
	add("Where", b.location.Name)
	add("Address", b.location.AddressLine())
	return facts
}

// month is the grid, Monday first.
func (b *choice) month(k *calendar) views.BookMonth {
	month := views.BookMonth{Name: k.month.In(b.location.Zone()).Format("January 2006")}
	if before := k.month.AddMonths(-1); !k.month.AddDays(-1).Before(b.today) {
		month.Before = b.at("from", later(before, b.today).String(), "date", "")
	}
	next := k.month.AddMonths(1)
	if !next.After(k.last) {
		month.Next = b.at("from", next.String(), "date", "")
	}
	counts := map[models.Date]int{}
	for _, day := range k.days {
		counts[day.date] = len(day.times)
	}
	first := k.month.AddDays(-(int(k.month.Weekday()) + 6) % 7)
	for week := first; week.Before(next); week = week.AddDays(7) {
		var row []views.BookDay
		for i := range 7 {
			date := week.AddDays(i)
			if date.Month != k.month.Month {
				row = append(row, views.BookDay{})
				continue
			}
			row = append(row, b.dayLink(date, counts[date]))
		}
		month.Weeks = append(month.Weeks, row)
	}
	return month
}

func later(a, b models.Date) models.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// list is the next days that have times, for narrow screens.
func (b *choice) list(view *views.BookTimes, k *calendar) {
	for _, day := range k.listed() {
		view.Days = append(view.Days, b.dayLink(day.date, len(day.times)))
	}
	if next := k.later(); !next.IsZero() {
		view.Later = b.at("from", next.String(), "date", "")
	}
	if k.start.After(b.today) {
		view.Earlier = b.at("from", "", "date", "")
	}
}

func (b *choice) dayLink(date models.Date, count int) views.BookDay {
	day := views.BookDay{
		Number: strconv.Itoa(date.Day), Long: longDay(date, b.today), Short: shortDay(date, b.today), Count: times(count),
		On: date == b.date, Today: date == b.today,
	}
	if count > 0 {
		day.Href = b.at("date", date.String()) + "#times"
	}
	return day
}

// chosenDay are the times of the chosen day by its parts.
func (b *choice) chosenDay(k *calendar) *views.BookChosen {
	chosen := &views.BookChosen{Date: b.date.String(), Name: longDay(b.date, b.today), Zone: views.ZoneWords(b.date.In(b.location.Zone()), b.location.Zone())}
	if len(k.of) == 0 {
		chosen.None = noTimeLeft
		return chosen
	}
	parts := []views.BookPart{{Name: "Morning"}, {Name: "Afternoon"}, {Name: "Evening"}}
	for _, free := range k.of {
		clock := clockOf(free)
		time := views.BookTime{Value: clock, Label: clock, At: free.Start.Milli(), On: clock == b.clock}
		if free.Wall.Twice {
			time.Label += " (UTC" + free.Wall.Offset + ")"
		}
		if b.isGroup() {
			time.Hint = places(free.Spots)
		}
		part := &parts[partOf(clock)]
		part.Times = append(part.Times, time)
	}
	for _, part := range parts {
		if len(part.Times) > 0 {
			chosen.Parts = append(chosen.Parts, part)
		}
	}
	return chosen
}

func partOf(clock string) int {
	switch {
	case clock < "12:00":
		return 0
	case clock < "17:00":
		return 1
	}
	return 2
}

// none says that no day in sight has a time, and when the next one is.
func (b *choice) none(k *calendar) *views.BookNone {
	none := &views.BookNone{Phone: b.location.Phone}
	if b.crowded {
		none.Anyone = &views.Link{Label: "Look at the times with anyone", Href: b.at("resource", "")}
	}
	if k.next != nil {
		date := dateOf(*k.next)
		none.Next = &views.Link{Label: longDay(date, b.today), Href: b.at("from", date.String(), "date", date.String()) + "#times"}
	}
	if !k.past.IsZero() {
		none.Further = &views.Link{Label: longDay(k.past, b.today), Href: b.at("from", k.past.String(), "date", "")}
	}
	return none
}
