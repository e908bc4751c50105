package views

import (
	"net/url"
	"slices"
	"strings"

	"anteroom/models"
)

// PeopleQuery is the state of the page of people, as it stands in its address.
type PeopleQuery struct {
	Words    string
	List     string
	Priority string
	On       string
	Sort     string
	Down     bool
	Cursor   string
}

// PeopleQueryOf reads the address.
func PeopleQueryOf(values url.Values) PeopleQuery {
	return PeopleQuery{
		Words: strings.TrimSpace(values.Get("q")), List: values.Get("list"), Priority: values.Get("priority"), On: values.Get("on"),
		Sort: values.Get("sort"), Down: values.Get("down") != "", Cursor: values.Get("cursor"),
	}
}

// Narrows says that not everybody is shown.
func (q PeopleQuery) Narrows() bool { return q.Words+q.List+q.Priority+q.On != "" }

// Href is the address under a path.
func (q PeopleQuery) Href(path string) string {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("q", q.Words)
	set("list", q.List)
	set("priority", q.Priority)
	set("on", q.On)
	set("sort", q.Sort)
	set("cursor", q.Cursor)
	if q.Down {
		values.Set("down", "1")
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// with is the page of people after a change, from its first page.
func (q PeopleQuery) with(change func(*PeopleQuery)) string {
	q.Cursor = ""
	change(&q)
	return q.Href(peoplePath)
}

func (q PeopleQuery) at(cursor string) string {
	if cursor == "" {
		return ""
	}
	return q.with(func(q *PeopleQuery) { q.Cursor = cursor })
}

func (q PeopleQuery) sortHref(column string) string {
	return q.with(func(q *PeopleQuery) { q.Sort, q.Down = column, q.sortedBy(column) && !q.Down })
}

func (q PeopleQuery) sortedBy(column string) bool {
	return q.Sort == column || q.Sort == "" && column == string(models.ByName)
}

// ariaSort tells which way the column runs; the newest stand first when sorted by when they were added.
func (q PeopleQuery) ariaSort(column string) string {
	switch {
	case !q.sortedBy(column):
		return ""
	case q.Down != (column == string(models.ByCreated)):
		return "descending"
	}
	return "ascending"
}

func (q PeopleQuery) arrow(column string) string {
	switch q.ariaSort(column) {
	case "ascending":
		return "↑"
	case "descending":
		return "↓"
	}
	return ""
}

const peoplePath = "/admin/people"

// PeoplePage is a page of people and what they can be narrowed by.
type PeoplePage struct {
	Query      PeopleQuery
	List       *models.PeopleList
	Lists      []models.Waitlist
	Priorities []models.Priority
	Clock      Clock
	Country    string
}

func (p PeoplePage) sub() string {
	count := p.List.Count.String()
	word := "people"
	if count == "1" {
		word = "person"
	}
	if p.Query.Narrows() {
		return count + " " + word + " found"
	}
	return count + " " + word
}

// chips are the filters in force.
func (p PeoplePage) chips() []Chip {
	var chips []Chip
	drop := func(label string, change func(*PeopleQuery)) {
		chips = append(chips, Chip{Label: label, Href: p.Query.with(change), On: true, Remove: true})
	}
	if p.Query.Words != "" {
		drop("“"+p.Query.Words+"”", func(q *PeopleQuery) { q.Words = "" })
	}
	if p.Query.List != "" {
		drop("List: "+p.listName(), func(q *PeopleQuery) { q.List = "" })
	}
	if p.Query.Priority != "" {
		drop("Priority: "+p.priorityName(), func(q *PeopleQuery) { q.Priority = "" })
	}
	switch models.PeopleOn(p.Query.On) {
	case models.OnList:
		drop("On a list", func(q *PeopleQuery) { q.On = "" })
	case models.OnNone:
		drop("On no list", func(q *PeopleQuery) { q.On = "" })
	}
	return chips
}

func (p PeoplePage) listName() string {
	i := slices.IndexFunc(p.Lists, func(list models.Waitlist) bool { return idText(list.ID) == p.Query.List })
	if i < 0 {
		return "unknown"
	}
	return p.Lists[i].Name
}

func (p PeoplePage) priorityName() string {
	i := slices.IndexFunc(p.Priorities, func(priority models.Priority) bool { return idText(priority.ID) == p.Query.Priority })
	if i < 0 {
		return "unknown"
	}
	return p.Priorities[i].Name
}

func (p PeoplePage) priorityOf(person *models.Person) string {
	if person.PriorityID == nil {
		return ""
	}
	return p.List.Priorities[*person.PriorityID]
}

func (p PeoplePage) age(person *models.Person) string {
	return unbroken(models.AgeText(person.Birthdate, p.Clock.Today()))
}

// unbroken keeps words of a cell in one line.
func unbroken(text string) string { return strings.ReplaceAll(text, " ", "\u00a0") }

// placeOn is "3rd on Toddlers".
func placeOn(entry *models.Entry) string {
	if entry.Position == nil {
		return entry.Waitlist.Name
	}
	return entry.Waitlist.Name + ", " + Ordinal(*entry.Position)
}

func personHref(id int64, more ...string) string {
	return peoplePath + "/" + idText(id) + strings.Join(more, "")
}

// telHref is what a phone dials.
func telHref(phone, country string) string {
	number, _ := models.NormalPhone(phone, country)
	return "tel:" + number
}
