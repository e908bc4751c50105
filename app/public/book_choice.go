package public

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"anteroom/models"
)

// anyone is what the URL says instead of a resource, where it is not the first choice.
const anyone = "any"

// choice is what somebody books, and what they have chosen of it so far: it stands in the URL of each step.
type choice struct {
	location *models.Location
	services []models.Service
	staff    []models.Resource // to choose among; empty where there is nothing to choose
	nobody   bool              // it needs somebody, and nobody is there who does it
	now      models.Instant
	today    models.Date
	path     string

	resource *models.Resource // nil = anyone
	party    int
	most     int  // people at once
	crowded  bool // more come than who is wanted can take
	from     models.Date
	date     models.Date
	clock    string

	held  string        // the token of a hold that the next one replaces
	said  *models.Visit // that hold: it knows what was typed
	moved *models.Visit // the appointment that is moved
	own   int64         // the visit whose time counts as free: it is the visitor's
	wrong string
}

// read takes the steps from a URL or a form. What cannot be is left out, and said where it matters.
func (b *choice) read(typed url.Values) {
	b.choose(typed.Get("resource"))
	if b.moved == nil {
		b.seat(typed.Get("party"))
	}
	b.from, b.date = b.day(typed.Get("from")), b.day(typed.Get("date"))
	b.clock = typed.Get("time")
}

// day is a date from today on, or none.
func (b *choice) day(text string) models.Date {
	date, err := models.ParseDate(text)
	if err != nil || date.Before(b.today) || date.After(b.today.AddDays(furthest)) {
		return models.Date{}
	}
	return date
}

// choose takes who is wanted. Nothing said is anyone for a booking, and the same person as before for another time.
func (b *choice) choose(name string) {
	switch {
	case name == anyone:
		return
	case name == "" && b.moved != nil:
		i := slices.IndexFunc(b.staff, func(r models.Resource) bool { return slices.Contains(b.moved.ResourceIDs, r.ID) })
		if i >= 0 {
			b.resource = &b.staff[i]
		}
		return
	case name == "":
		return
	}
	i := slices.IndexFunc(b.staff, func(r models.Resource) bool { return r.PublicID == name || strconv.FormatInt(r.ID, 10) == name })
	if i < 0 {
		b.wrong = goneProvider
		return
	}
	b.resource = &b.staff[i]
}

// seat takes how many come, as far as so many can.
func (b *choice) seat(text string) {
	number, err := strconv.Atoi(text)
	if err != nil {
		number = 1
	}
	b.party = min(max(number, 1), b.most)
	if number > b.most {
		b.wrong = fmt.Sprintf(fewerPeople, b.most, b.party)
	}
	if b.resource != nil && !b.isGroup() && b.resource.Capacity < b.party {
		b.crowded = true
		b.wrong = fmt.Sprintf(fewerWith, b.resource.Name, people(b.resource.Capacity), people(b.party))
	}
}

// find loads who does it, and how many people can come at once.
func (b *choice) find(tx *models.Tx) error {
	resources, err := models.Resources(tx, models.Everywhere())
	if err != nil {
		return err
	}
	rooms := map[models.ResourceKind]int{}
	for i := range resources {
		r := &resources[i]
		if !r.IsActive || !b.does(r) {
			continue
		}
		rooms[r.Kind] += r.Capacity
		if r.Kind == models.StaffMember {
			b.staff = append(b.staff, *r)
		}
	}
	b.nobody = len(rooms) == 0 && slices.ContainsFunc(b.services, func(s models.Service) bool { return len(s.ResourceIDs) > 0 })
	b.most = 1
	switch {
	case b.isGroup():
		b.most = b.services[0].Capacity
	case len(rooms) > 0:
		b.most = 1000
		for _, room := range rooms {
			b.most = min(b.most, room)
		}
	}
	return nil
}

func (b *choice) isGroup() bool { return len(b.services) == 1 && b.services[0].IsGroup() }

// does says whether the resource does all that is booked, here.
func (b *choice) does(r *models.Resource) bool {
	for i := range b.services {
		if !slices.Contains(b.services[i].ResourceIDs, r.ID) {
			return false
		}
	}
	return len(b.services) > 0 && (len(r.LocationIDs) == 0 || slices.Contains(r.LocationIDs, b.location.ID))
}

// at is a URL of this page with some of its steps changed; an empty value takes a step away.
func (b *choice) at(pairs ...string) string {
	steps := url.Values{}
	set := func(name, value string) {
		if steps.Del(name); value != "" {
			steps.Set(name, value)
		}
	}
	set("resource", b.chosen())
	if b.party > 1 && b.moved == nil {
		set("party", strconv.Itoa(b.party))
	}
	if !b.from.IsZero() {
		set("from", b.from.String())
	}
	if !b.date.IsZero() {
		set("date", b.date.String())
	}
	set("held", b.held)
	for i := 0; i < len(pairs); i += 2 {
		set(pairs[i], pairs[i+1])
	}
	if len(steps) == 0 {
		return b.path
	}
	return b.path + "?" + steps.Encode()
}

// chosen is who is wanted as the URL says it.
func (b *choice) chosen() string {
	switch {
	case b.resource != nil:
		return b.resource.PublicID
	case b.moved != nil:
		return anyone
	}
	return ""
}

// query asks for times of what is chosen.
func (b *choice) query() models.AvailabilityQuery {
	query := models.AvailabilityQuery{Location: b.location, Services: b.services, PartySize: b.party, Except: b.own, Now: b.now}
	switch {
	case b.resource != nil:
		query.ResourceIDs = []int64{b.resource.ID}
	case len(b.services) == 0 && b.moved != nil:
		query.ResourceIDs, query.Duration = b.moved.ResourceIDs, b.moved.Duration
	}
	return query
}
