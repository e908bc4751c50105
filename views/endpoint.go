package views

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"anteroom/models"
)

const endpointsPath = "/admin/settings/webhooks"

// EndpointsPage is the list of endpoints.
type EndpointsPage struct {
	Rows      []EndpointRow
	Usage     map[string]int    // how many of the allowed exist, by location's public id; "" = account wide
	Locations map[string]string // names by public id
	Clock     Clock
}

// EndpointRow is an endpoint with how it has been doing.
type EndpointRow struct {
	Endpoint *models.Endpoint
	Last     *models.Delivery // nil for none
	Days     []models.DayCount
}

// EndpointPage is what every tab of an endpoint shows.
type EndpointPage struct {
	Endpoint *models.Endpoint
	Clock    Clock
	Trouble  Trouble
	Watch    string // what a live page follows, with its version: "endpoint:3@12"; empty = the page stays as it is
	Missed   int64  // how many events were not sent because it was switched off
}

// Trouble says in words how an endpoint fails; the zero Trouble is none.
type Trouble struct {
	Tried   int // deliveries looked at
	Failing int // how many of them failed, last time they were tried
	Last    string
	Advice  string
	Next    *models.Instant // when something is tried again
	Until   *models.Instant // when the oldest waiting one is given up
	Paused  *models.Instant // until then it is left alone; after it one delivery is tried
	Disable *models.Instant // when the endpoint is switched off if it goes on
}

// EndpointHost is the name that people know an endpoint by.
func EndpointHost(e *models.Endpoint) string {
	address, err := url.Parse(e.URL)
	if err != nil || address.Host == "" {
		return e.URL
	}
	return address.Host
}

func endpointPath(e *models.Endpoint) string { return endpointsPath + "/" + e.PublicID }

// longestName is how much of an endpoint's URL a list shows.
const longestName = 64

// endpointName is its URL without the scheme, cut short: the whole one is on its page.
func endpointName(e *models.Endpoint) string {
	name := []rune(strings.TrimSuffix(strings.TrimPrefix(e.URL, "https://"), "/"))
	if len(name) > longestName {
		return string(name[:longestName]) + "…"
	}
	return string(name)
}

// endpointState is the state in words.
func endpointState(e *models.Endpoint, clock Clock) State {
	switch {
	case e.IsDeleted():
		return State{Word: "Deleted"}
	case e.IsActive && e.Failures > 0 && e.FirstFailure != nil:
		return State{Word: "Failing since " + clock.Near(*e.FirstFailure), Tone: "bad"}
	case e.IsActive:
		return State{Word: "Active", Tone: "good"}
	case e.DisabledReason == models.DisabledAsFailing:
		return State{Word: "Disabled by us after 5 days", Tone: "bad"}
	case e.DisabledReason == models.DisabledAsGone:
		return State{Word: "Gone: disabled by us", Tone: "bad"}
	}
	return State{Word: "Disabled by you", Tone: "warn"}
}

func (p EndpointsPage) quotas() []string {
	words := []string{quota(p.Usage[""], "account wide")}
	for id, n := range p.Usage {
		if id != "" && p.Locations[id] != "" {
			words = append(words, quota(n, "for "+p.Locations[id]))
		}
	}
	sortBehindFirst(words)
	return words
}

func quota(n int, where string) string {
	return strconv.Itoa(n) + " of " + strconv.Itoa(models.EndpointLimit) + " " + where
}

func (p EndpointsPage) scope(e *models.Endpoint) string {
	if len(e.LocationIDs) == 0 {
		return "Account"
	}
	var names []string
	for _, id := range e.LocationIDs {
		name := p.Locations[id]
		if name == "" {
			name = "an archived location"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func endpointEvents(e *models.Endpoint) string {
	if len(e.EventTypes) == 0 {
		return "All events"
	}
	if len(e.EventTypes) == 1 {
		return e.EventTypes[0]
	}
	return strconv.Itoa(len(e.EventTypes)) + " events"
}

// Near is 14:05 today, Mon 14:05 within six days, else the day and time: for what was and what will be.
func (c Clock) Near(at models.Instant) string {
	local, now := at.In(c.Zone), c.Now.In(c.Zone)
	distance := at.Sub(c.Now)
	switch {
	case c.Date(at) == c.Today():
		return local.Format("15:04")
	case distance.Abs() < 6*24*time.Hour:
		return local.Format("Mon 15:04")
	case local.Year() == now.Year():
		return local.Format("2 Jan, 15:04")
	}
	return c.Full(at)
}

// ahead is "now", "in 12 min", "in 5 h" and beyond a day and a half the day and time.
func (c Clock) ahead(at models.Instant) string {
	left := at.Sub(c.Now)
	switch {
	case left < time.Second:
		return "now"
	case left < time.Minute:
		return "in " + strconv.Itoa(int(left.Seconds())) + " s"
	case left < time.Hour:
		return "in " + strconv.Itoa(int(left.Round(time.Minute).Minutes())) + " min"
	case left < 36*time.Hour:
		return "in " + strconv.Itoa(int(left.Round(time.Hour).Hours())) + " h"
	}
	return c.Near(at)
}
