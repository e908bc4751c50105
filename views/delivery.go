package views

import (
	"net/url"
	"strconv"

	"anteroom/models"
)

// DeliveryRow is one delivery as the activity shows it.
type DeliveryRow struct {
	Delivery *models.Delivery
	Subject  string // the name of whom it is about, empty where they are gone
	Said     string // what the last try came to
	Advice   string // what to do about it
	Tries    int    // how many it has in all
}

// ActivityPage is an endpoint's deliveries under filters.
type ActivityPage struct {
	EndpointPage
	Query ActivityQuery
	Types []string
	Rows  []DeliveryRow
	Next  string // id to go on before; empty at the end
}

// ActivityQuery is the filters as they stand in the URL.
type ActivityQuery struct {
	Path   string
	State  string
	Event  string
	Person string
	ID     string
	From   string
	To     string
	Before string
	Errors models.Invalid
}

// Narrows says whether any filter is in force.
func (q ActivityQuery) Narrows() bool {
	return q.State+q.Event+q.Person+q.ID+q.From+q.To != ""
}

func (q ActivityQuery) href(change func(q *ActivityQuery)) string {
	q.Before = ""
	change(&q)
	values := url.Values{}
	for _, pair := range [][2]string{
		{"state", q.State}, {"event", q.Event}, {"person", q.Person}, {"id", q.ID}, {"from", q.From}, {"to", q.To}, {"before", q.Before},
	} {
		if pair[1] != "" {
			values.Set(pair[0], pair[1])
		}
	}
	if len(values) == 0 {
		return q.Path
	}
	return q.Path + "?" + values.Encode()
}

func (q ActivityQuery) stateChips() []Chip {
	chips := []Chip{}
	for _, one := range append([]models.DeliveryState{""}, models.Delivered, models.Pending, models.Failed, models.Skipped) {
		chips = append(chips, Chip{
			Label: stateName(one), On: q.State == string(one),
			Href: q.href(func(q *ActivityQuery) { q.State = string(one) }),
		})
	}
	return chips
}

func (q ActivityQuery) filterChips() []Chip {
	chips := []Chip{}
	add := func(label, value string, clear func(q *ActivityQuery)) {
		if value != "" {
			chips = append(chips, Chip{Label: label + value, On: true, Remove: true, Href: q.href(clear)})
		}
	}
	add("", q.Event, func(q *ActivityQuery) { q.Event = "" })
	add("Person: ", q.Person, func(q *ActivityQuery) { q.Person = "" })
	add("Id: ", q.ID, func(q *ActivityQuery) { q.ID = "" })
	add("From ", q.From, func(q *ActivityQuery) { q.From = "" })
	add("Until ", q.To, func(q *ActivityQuery) { q.To = "" })
	return chips
}

func stateName(state models.DeliveryState) string {
	switch state {
	case models.Delivered:
		return "Delivered"
	case models.Pending:
		return "Waiting"
	case models.Failed:
		return "Failed"
	case models.Skipped:
		return "Not sent"
	}
	return "All"
}

// deliveryWord is a delivery's state in words.
func deliveryWord(d *models.Delivery, clock Clock) State {
	switch {
	case d.State == models.Delivered:
		return State{Word: "Delivered", Tone: "good"}
	case d.State == models.Failed:
		return State{Word: "Failed", Tone: "bad"}
	case d.State == models.Skipped:
		return State{Word: skippedWord(d.Reason)}
	case d.LeaseUntil != nil && d.LeaseUntil.After(clock.Now):
		return State{Word: "Being sent", Tone: "info"}
	case d.Tries > 0:
		return State{Word: "Trying again", Tone: "warn"}
	}
	return State{Word: "Waiting", Tone: "info"}
}

func skippedWord(reason models.SkippedReason) string {
	switch reason {
	case models.SkippedDisabled:
		return "Not sent: switched off"
	case models.SkippedDeleted:
		return "Not sent: endpoint deleted"
	case models.SkippedErased:
		return "Not sent: erased"
	}
	return "Stopped by you"
}

// causeWord tells repetitions from first deliveries.
func causeWord(cause models.DeliveryCause) string {
	switch cause {
	case models.CauseRedelivery:
		return "Sent again"
	case models.CauseReplay:
		return "Replayed"
	case models.CauseTest:
		return "Test"
	}
	return ""
}

// subject is whom a delivery is about and where they are; no path for who is gone.
func (r DeliveryRow) subject() (name, path string) {
	number := strconv.FormatInt(r.Delivery.SubjectID, 10)
	switch {
	case r.Delivery.Cause == models.CauseTest:
		return "made-up data", ""
	case r.Delivery.SubjectKind == models.KindPerson && r.Subject != "":
		return r.Subject, "/admin/people/" + number
	case r.Subject != "" && r.Delivery.SubjectKind == models.KindVisit:
		return "Visit of " + r.Subject, ""
	case r.Subject != "":
		return kindWord(r.Delivery.SubjectKind) + " " + r.Subject, ""
	}
	return kindWord(r.Delivery.SubjectKind) + " " + number + ", deleted", ""
}

// kindWord is what an event is about.
func kindWord(kind models.Kind) string {
	switch kind {
	case models.KindPerson:
		return "Person"
	case models.KindVisit:
		return "Visit"
	case models.KindLocation:
		return "Location"
	case models.KindService:
		return "Service"
	case models.KindResource:
		return "Staff or room"
	}
	return "Field"
}

// tries is "try 3 of 12".
func (r DeliveryRow) tries() string {
	if r.Delivery.Tries == 0 || r.Delivery.Cause == models.CauseTest {
		return ""
	}
	if r.Delivery.State == models.Delivered && r.Delivery.Tries == 1 {
		return "first try"
	}
	return "try " + strconv.Itoa(r.Delivery.Tries) + " of " + strconv.Itoa(max(r.Tries, r.Delivery.Tries))
}

// took is a duration in milliseconds.
func took(us int64) string {
	if us < 1000 {
		return "under 1 ms"
	}
	return strconv.FormatInt(us/1000, 10) + " ms"
}

func deliveryPath(endpointID string, id int64) string {
	return endpointsPath + "/" + endpointID + "/deliveries/" + strconv.FormatInt(id, 10)
}
