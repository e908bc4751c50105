package app_test

import (
	"encoding/json"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"anteroom/app"
	"anteroom/app/apptest"
	"anteroom/app/web"
	"anteroom/models"
	"anteroom/webhooks"
	"anteroom/webhooks/hooktest"
)

const (
	quiet         = 300 * time.Millisecond // after which nothing more is expected to arrive
	signatureLife = 2 * time.Minute        // for the clock is a minute behind while somebody fills in a form
)

// pathWorld is a program with a receiver, its admin's browser and key, and what one path after another made of it.
type pathWorld struct {
	*apptest.World
	receiver *hooktest.Receiver
	secret   string
	page     *apptest.Client
	key      *apptest.Client
	behind   *atomic.Int64 // by how much the clock is behind
	today    models.Date   // on which the walk began, whatever hour it ends
	inputs   map[models.Purpose]string

	route   string // under way
	arrived int
	names   map[int64]string // of people, by PersonId
	kept    map[string]string
}

func startPaths(t *testing.T) *pathWorld {
	t.Helper()
	w := &pathWorld{
		receiver: hooktest.New(t), behind: new(atomic.Int64), today: models.DateIn(time.Now(), time.UTC),
		inputs: map[models.Purpose]string{}, names: map[int64]string{}, kept: map[string]string{},
	}
	clock := func() time.Time { return time.Now().Add(-time.Duration(w.behind.Load())) }
	w.World = apptest.Start(t, apptest.At(clock), apptest.With(func(c *app.Config) {
		c.WebhookAllow = app.Networks{netip.MustParsePrefix("127.0.0.1/32")}
		c.RatePublic, c.RateAPI = web.Rate{}, web.Rate{}
	}))
	w.Write(func(tx *models.Tx) (err error) {
		_, w.secret, err = w.App.Sender.Create(tx, webhooks.Draft{URL: w.receiver.URL(), IsActive: true})
		return err
	})
	fields, err := models.OpenFields(w.DB.Read(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	for i := range fields {
		w.inputs[fields[i].Purpose] = "field" + strconv.FormatInt(fields[i].ID, 10)
	}
	w.page, w.key = w.As(models.RoleAdmin), w.Key(models.ScopeAdmin)
	return w
}

// address is the route under way with its parameters filled in; one that begins with ? is its query.
func (w *pathWorld) address(fill []string) string {
	_, address, _ := strings.Cut(w.route, " ")
	for _, value := range fill {
		if strings.HasPrefix(value, "?") {
			address += value
			continue
		}
		address = strings.Replace(address, parameter.FindString(address), value, 1)
	}
	return address
}

// post sends pairs of a form to the route under way.
func (w *pathWorld) post(form url.Values, fill ...string) *apptest.Page {
	w.T.Helper()
	return w.page.Post(w.address(fill), form).Wants(seen)
}

// send sends a body to the route under way of the API and keeps the answer's members.
func (w *pathWorld) send(body string, fill ...string) map[string]any {
	w.T.Helper()
	method, _, _ := strings.Cut(w.route, " ")
	answer, members := w.key.JSON(method, w.address(fill), body), map[string]any{}
	if answer.Status >= http.StatusMultipleChoices {
		w.T.Fatalf("%s %s answers %d: %s", w.route, body, answer.Status, answer.Body)
	}
	if answer.Body != "" {
		if err := json.Unmarshal([]byte(answer.Body), &members); err != nil {
			w.T.Fatal(err)
		}
	}
	return members
}

func form(pairs ...string) url.Values {
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Add(pairs[i], pairs[i+1])
	}
	return values
}

// opened is a form with what its page brings along.
func (w *pathWorld) opened(page string, pairs ...string) url.Values {
	w.T.Helper()
	return brought(w.page.Get("/admin/"+page).Wants(http.StatusOK), form(pairs...))
}

// who is what staff type about a person of so many months.
func (w *pathWorld) who(first, last string, months int, more ...string) url.Values {
	values := form(more...)
	values.Set("once", models.NewPublicID())
	values.Set(w.inputs[models.ForFirstName], first)
	values.Set(w.inputs[models.ForLastName], last)
	values.Set(w.inputs[models.ForBirthdate], w.born(months).String())
	return values
}

func (w *pathWorld) born(months int) models.Date {
	return w.today.AddMonths(-months).AddDays(-3)
}

// person is the PersonId of whom we know by their first name; it is remembered of those who go.
func (w *pathWorld) person(first string) string {
	w.T.Helper()
	var person models.Person
	err := w.DB.Read(w.T.Context()).Where("first_name = ?", first).Take(&person).Error
	if known := w.kept["person "+first]; err != nil && known != "" {
		return known
	}
	if err != nil {
		w.T.Fatalf("%s: %v", first, err)
	}
	w.kept["person "+first] = strconv.FormatInt(person.ID, 10)
	return w.kept["person "+first]
}

// entry is the number of the newest place of somebody on a list.
func (w *pathWorld) entry(first, list string) string {
	w.T.Helper()
	var entry models.Entry
	if err := w.DB.Read(w.T.Context()).Where("person_id = ? AND waitlist_id = ?", w.person(first), w.list(list)).Last(&entry).Error; err != nil {
		w.T.Fatalf("%s on %s: %v", first, list, err)
	}
	return strconv.FormatInt(entry.ID, 10)
}

// list is the number of a list.
func (w *pathWorld) list(slug string) string {
	w.T.Helper()
	list, err := models.FindWaitlist(w.DB.Read(w.T.Context()), models.Everywhere(), slug)
	if err != nil {
		w.T.Fatalf("%s: %v", slug, err)
	}
	return strconv.FormatInt(list.ID, 10)
}

func (w *pathWorld) field(key string) *models.Field {
	w.T.Helper()
	var field models.Field
	if err := w.DB.Read(w.T.Context()).Where("key = ?", key).Take(&field).Error; err != nil {
		w.T.Fatalf("%s: %v", key, err)
	}
	return &field
}

func (w *pathWorld) priority(name string) *models.Priority {
	w.T.Helper()
	var priority models.Priority
	if err := w.DB.Read(w.T.Context()).Where("name = ?", name).Take(&priority).Error; err != nil {
		w.T.Fatalf("%s: %v", name, err)
	}
	return &priority
}

func (w *pathWorld) events(t *testing.T) []models.Event {
	t.Helper()
	var events []models.Event
	if err := w.DB.Read(t.Context()).Order("sequence").Find(&events).Error; err != nil {
		t.Fatal(err)
	}
	return events
}

// heardBody is what of a webhook matters here.
type heardBody struct {
	Type     string
	Sequence int64
	Data     heardSubject
	After    heardSubject // of a visit that changed
}

type heardSubject struct {
	PersonID  int64 `json:"PersonId"`
	Fields    map[string]string
	FirstName string // of a visit, as the next
	State     string
}

func read(t *testing.T, body []byte) heardBody {
	t.Helper()
	var told heardBody
	if err := json.Unmarshal(body, &told); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return told
}

// heard is what has arrived since the last call: one request for each delivery that is stored by now. How a queue looks is told by a clock of
// its own and left out.
func (w *pathWorld) heard(t *testing.T) []string {
	t.Helper()
	requests := w.arrivals(t)
	var told []string
	for _, one := range requests[w.arrived:] {
		body := read(t, one.Body)
		if name := body.Data.Fields["First Name"]; name != "" {
			w.names[body.Data.PersonID] = name
		}
		if body.Type != webhooks.LocationStatusUpdated {
			visit := body.Data.FirstName + " " + body.Data.State + " " + body.After.FirstName + " " + body.After.State
			told = append(told, strings.Join(strings.Fields(body.Type+" "+w.names[body.Data.PersonID]+" "+visit), " "))
		}
	}
	w.arrived = len(requests)
	slices.Sort(told)
	return told
}

// arrivals waits for the requests of everything that is stored.
func (w *pathWorld) arrivals(t *testing.T) []hooktest.Received {
	t.Helper()
	requests := w.receiver.Wait(t, w.stored(t))
	for stored := w.stored(t); stored > len(requests); stored = w.stored(t) { // news of a queue came in between and may have overtaken
		requests = w.receiver.Wait(t, stored)
	}
	return requests
}

func (w *pathWorld) stored(t *testing.T) int {
	t.Helper()
	var stored int64
	if err := w.DB.Read(t.Context()).Model(&models.Delivery{}).Count(&stored).Error; err != nil {
		t.Fatal(err)
	}
	return int(stored)
}
