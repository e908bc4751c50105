package views

import (
	"net/url"
	"slices"
	"strconv"
	"time"

	"anteroom/models"
)

const todayPath = "/admin/today"

// TodayFilter is the state of the board as it stands in its address.
type TodayFilter struct {
	Location string // its slug
	Service  string // its slug
	Resource string // its public id
	Column   string // the one in sight where there is room for one alone
}

// NewTodayFilter reads an address.
func NewTodayFilter(query url.Values) TodayFilter {
	f := TodayFilter{Location: query.Get("location"), Service: query.Get("service"), Resource: query.Get("resource"), Column: query.Get("column")}
	if !slices.Contains([]string{"called", "serving", "booked"}, f.Column) {
		f.Column = ""
	}
	return f
}

// Href is the address of the board as it is.
func (f TodayFilter) Href() string { return todayPath + f.query() }

func (f TodayFilter) query() string {
	query := ""
	for _, pair := range [][2]string{{"location", f.Location}, {"service", f.Service}, {"resource", f.Resource}, {"column", f.Column}} {
		if pair[1] == "" {
			continue
		}
		if query += "&"; query == "&" {
			query = "?"
		}
		query += pair[0] + "=" + url.QueryEscape(pair[1])
	}
	return query
}

func (f TodayFilter) with(name, value string) string {
	switch name {
	case "service":
		f.Service = value
	case "resource":
		f.Resource = value
	case "column":
		f.Column = value
	}
	return f.Href()
}

// Narrows says that not everybody is shown.
func (f TodayFilter) Narrows() bool { return f.Service != "" || f.Resource != "" }

// TodayPage is all that the board shows.
type TodayPage struct {
	Location  *models.Location // nil where the user has none
	Filter    TodayFilter
	Watched   string // "location:3@41"
	Clock     Clock  // on the location's wall
	Board     *models.QueueBoard
	Status    *models.LocationStatus
	InLine    int            // how many wait, filtered or not
	Serving   []models.Visit // all of them as well
	Open      *int           // what the location's waitlists have room for; nil where none of them has a limit
	Accuracy  models.WaitAccuracy
	Services  []models.Service  // that the location offers
	Resources []models.Resource // that work there
	Changed   string            // the visit that somebody else was faster with
	Overtaken string            // and what they did
	Refused   string            // why nothing was done

	FirstSteps *models.FirstSteps // that a new account needs; nil where it needs none
}

// NextUp are those in line who were not called yet, Called those who were.
func (t *TodayPage) NextUp() []models.Visit { return t.waiting(false) }

// Called are those in line who were asked to come forward.
func (t *TodayPage) Called() []models.Visit { return t.waiting(true) }

func (t *TodayPage) waiting(called bool) (visits []models.Visit) {
	for i := range t.Board.Waiting {
		if t.Board.Waiting[i].HasTag(models.TagAlerted) == called {
			visits = append(visits, t.Board.Waiting[i])
		}
	}
	return visits
}

// Narrow leaves the visits that the filter wants. An unknown name leaves none.
func (t *TodayPage) Narrow() {
	service, resource := int64(-1), int64(-1)
	for i := range t.Services {
		if t.Services[i].Slug == t.Filter.Service {
			service = t.Services[i].ID
		}
	}
	for i := range t.Resources {
		if t.Resources[i].PublicID == t.Filter.Resource {
			resource = t.Resources[i].ID
		}
	}
	for _, visits := range []*[]models.Visit{&t.Board.Waiting, &t.Board.Serving, &t.Board.Booked, &t.Board.Done} {
		*visits = slices.DeleteFunc(*visits, func(v models.Visit) bool {
			return t.Filter.Service != "" && !slices.Contains(v.ServiceIDs, service) || t.Filter.Resource != "" && !slices.Contains(v.ResourceIDs, resource)
		})
	}
}

// Free are the staff on duty who serve nobody.
func (t *TodayPage) Free() (names []string) {
	for _, r := range t.Resources {
		isFree := slices.ContainsFunc(t.Status.Resources, func(free models.Ref) bool { return free.ID == r.ID })
		if r.Kind == models.StaffMember && isFree {
			names = append(names, r.Name)
		}
	}
	return names
}

// ServedBy names whom a resource serves at the moment, "" where nobody.
func (t *TodayPage) ServedBy(resourceID int64) string {
	for i := range t.Serving {
		if slices.Contains(t.Serving[i].ResourceIDs, resourceID) {
			return t.Serving[i].Name()
		}
	}
	return ""
}

// StartsBy are the staff who can serve a visit: those who do its services.
func (t *TodayPage) StartsBy(v *models.Visit) (staff []models.Resource) {
	for _, r := range t.Resources {
		if r.Kind == models.StaffMember && r.IsActive && t.does(&r, v) {
			staff = append(staff, r)
		}
	}
	return staff
}

// does says whether a resource does every service of a visit that needs somebody.
func (t *TodayPage) does(r *models.Resource, v *models.Visit) bool {
	for i := range t.Services {
		s := &t.Services[i]
		if slices.Contains(v.ServiceIDs, s.ID) && len(s.ResourceIDs) > 0 && !slices.Contains(s.ResourceIDs, r.ID) {
			return false
		}
	}
	return true
}

// AsksWho says that a start has to say who serves: several could, and nobody was chosen.
func (t *TodayPage) AsksWho(v *models.Visit) bool {
	staff := t.StartsBy(v)
	chosen := slices.ContainsFunc(staff, func(r models.Resource) bool { return slices.Contains(v.ResourceIDs, r.ID) })
	return len(staff) > 1 && !chosen
}

func (t *TodayPage) stats() []Stat {
	stats := []Stat{
		{Number: strconv.Itoa(len(t.Board.Waiting)), Label: "waiting"},
		{Number: t.longest(), Label: "longest wait"},
		{Number: t.average(), Label: "average today"},
		{Number: strconv.Itoa(len(t.Board.Serving)), Label: "being served"},
		{Number: t.nextStart(), Label: "next appointment"},
	}
	if t.Open != nil {
		stats = append(stats, Stat{strconv.Itoa(*t.Open), "open places", "/admin/waitlists"})
	}
	if t.Status.IsOpen {
		stats = append(stats, Stat{Number: rangeText(t.Status.EstWait, t.Accuracy), Label: "wait if joining now"})
	}
	return stats
}

func (t *TodayPage) longest() string {
	longest := time.Duration(-1)
	for i := range t.Board.Waiting {
		longest = max(longest, t.Clock.Now.Sub(t.Board.Waiting[i].WaitlistTime.Time))
	}
	if longest < 0 {
		return "–"
	}
	return minutesText(longest)
}

func (t *TodayPage) average() string {
	sum, count := 0, 0
	for _, v := range slices.Concat(t.Board.Serving, t.Board.Done) {
		if v.WaitDuration != nil {
			sum, count = sum+*v.WaitDuration, count+1
		}
	}
	if count == 0 {
		return "–"
	}
	return minutesText(time.Duration(sum/count) * time.Second)
}

func (t *TodayPage) nextStart() string {
	for i := range t.Board.Booked {
		if start := t.Board.Booked[i].StartsAt; !start.Before(t.Clock.Now) {
			return start.In(t.Clock.Zone).Format("15:04")
		}
	}
	return "–"
}
