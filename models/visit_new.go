package models

import (
	"slices"
	"strings"
)

// NewVisit is what may be said about a visit that is to be made. Names, phone and e-mail are the customer's own where one is named and
// nothing else is said.
type NewVisit struct {
	PersonID    *int64
	FirstName   string
	LastName    string
	Phone       string
	Email       string
	Notes       string
	Answers     VisitAnswers
	Tags        []string
	PartySize   int // 0 = 1
	ServiceIDs  []int64
	ResourceIDs []int64 // none = any that fits
	Date        string  // wall time of an appointment
	Duration    int     // seconds, where no service says it, or staff take longer
	QuotedWait  int     // seconds that staff told a walk-in, 0 = the estimate
	Source      string  // STAFF, ONLINE, KIOSK, PORTAL, API
	Locale      string
	RemoteIP    string
	HeldFrom    string // of a public hold: the visitor's network, which keeps so many times at once
	ForStaff    bool   // notices and a closed queue bind customers alone
	AsSaid      bool   // nothing is filled in from what is known of the customer: a stranger may say to be them
	AnyHours    bool   // who may overrule them books in closed hours, too
	AsOffered   bool   // at none but the starts that are listed

	heldFor *heldFor // the time is offered to somebody in line
}

const notThereAnyMore = "This customer is not there any more. Please choose another."

// notOffered names no service: whoever sees one location may have sent the number of another's.
const notOffered = "This service is not offered at this location. Please choose another."

const (
	mostTags    = 20
	longestTag  = 40
	mostAnswers = 200
)

// visit makes a row of the wish, with its services and resources, checked but for its time.
func (n *NewVisit) visit(tx *Tx, l *Location) (*Visit, error) {
	invalid := Invalid{}
	v := &Visit{
		LocationID: l.ID, TimeZone: l.TimeZone, PersonID: n.PersonID, PartySize: max(n.PartySize, 1), Answers: n.Answers,
		Source: n.Source, Locale: n.Locale, RemoteIP: n.RemoteIP,
		ServiceIDs: unique(n.ServiceIDs), ResourceIDs: unique(n.ResourceIDs),
	}
	if err := n.bindHolds(tx, v); err != nil {
		return nil, err
	}
	if n.PartySize < 0 || n.PartySize > mostCapacity {
		invalid.Add("partySize", "Please give how many people come, from 1 to 1,000.")
	}
	if len(n.Answers) > mostAnswers {
		invalid.Add("fields", "Please answer at most 200 fields.")
	}
	if err := n.customer(tx, v, invalid); err != nil {
		return nil, err
	}
	v.Notes = cleaned(invalid, "notes", CleanText, n.Notes, longestArea)
	v.Tags = cleanTags(invalid, n.Tags, nil)
	services, err := servicesByID(tx, v.ServiceIDs)
	if err != nil {
		return nil, err
	}
	for _, id := range v.ServiceIDs {
		service := services[id]
		if service == nil || service.ArchivedAt != nil {
			invalid.Add("serviceIds", notThere)
			continue
		}
		v.Duration += service.Duration
		if len(service.LocationIDs) > 0 && !slices.Contains(service.LocationIDs, l.ID) {
			invalid.Add("serviceIds", notOffered)
		}
	}
	if _, err := resourcesInUse(tx, invalid, v.ResourceIDs); err != nil {
		return nil, err
	}
	return v, invalid.Err()
}

// customer copies who comes: what is said, else what is known of the person.
func (n *NewVisit) customer(tx *Tx, v *Visit, invalid Invalid) error {
	v.FirstName = cleaned(invalid, "firstName", CleanLine, n.FirstName, longestName)
	v.LastName = cleaned(invalid, "lastName", CleanLine, n.LastName, longestName)
	v.Phone = cleaned(invalid, "phone", CleanLine, n.Phone, longestName)
	if n.Email != "" {
		email, err := ParseEmail(n.Email)
		if err := invalid.Check("email", err); err != nil {
			return err
		}
		v.Email = email
	}
	if n.PersonID == nil {
		return nil
	}
	if n.AsSaid {
		return n.countVisits(tx, v, invalid)
	}
	people := make([]Person, 0, 1)
	if err := tx.Session(fresh()).Where("id = ?", *n.PersonID).Find(&people).Error; err != nil {
		return err
	}
	if len(people) == 0 {
		invalid.Add("customerId", notThereAnyMore)
		return nil
	}
	v.fillIn(&people[0])
	return n.countVisits(tx, v, invalid)
}

// countVisits makes the visit the customer's first, or the one after those that they had.
func (n *NewVisit) countVisits(tx *Tx, v *Visit, invalid Invalid) error {
	var before []int
	err := tx.Session(fresh()).Raw("SELECT (SELECT COUNT(*) FROM visits v WHERE v.person_id = p.id) FROM people p WHERE p.id = ?", *n.PersonID).Scan(&before).Error
	if err == nil && len(before) == 0 {
		invalid.Add("customerId", notThereAnyMore)
	}
	for _, number := range before {
		v.VisitNumber = number + 1
	}
	return err
}

// fillIn takes from the customer what was not said.
func (v *Visit) fillIn(customer *Person) {
	if v.FirstName == "" && v.LastName == "" {
		v.FirstName, v.LastName = customer.FirstName, customer.LastName
	}
	if v.Phone == "" {
		v.Phone = customer.Phone
	}
	if v.Email == "" {
		v.Email = customer.Email
	}
}

// cleanTags keeps the tags that steps have set and takes the free ones from the wish.
func cleanTags(invalid Invalid, wish, have []string) Texts {
	tags := Texts{}
	for _, tag := range have {
		if slices.Contains(VisitTags(), VisitTag(tag)) {
			tags = append(tags, tag)
		}
	}
	for _, tag := range wish {
		tag = cleaned(invalid, "tags", CleanLine, tag, longestTag)
		if tag == "" || slices.Contains(tags, tag) || slices.Contains(VisitTags(), VisitTag(strings.ToUpper(tag))) {
			continue
		}
		tags = append(tags, tag)
	}
	if len(tags) > mostTags {
		invalid.Add("tags", "Please give at most 20 tags.")
	}
	return tags
}

func unique(ids []int64) []int64 {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// create stores the visit as a first step makes it.
func (v *Visit) create(tx *Tx, l *Location, verb string) error {
	step, _ := stepOf(verb, "")
	v.apply(tx, step)
	if v.State != StatePending {
		if err := v.drawTicket(tx, l); err != nil {
			return err
		}
	}
	if err := tx.Session(fresh()).Create(v).Error; err != nil {
		return err
	}
	if err := link(tx, "visit_services", "visit_id", "service_id", v.ID, v.ServiceIDs); err != nil {
		return err
	}
	return link(tx, "visit_resources", "visit_id", "resource_id", v.ID, v.ResourceIDs)
}
